"""The fields a mapping can fill: names of the contract, Chinese titles, and the kind of value each takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "text",
    "words",
    "cycle",
    "access",
    "grade",
    "date",
    "number",
    "formats",
    "kinds",
    "link",
    "yes_no",
    "resources",
]


@dataclass(frozen=True, slots=True)
class Target:
    """One field of an entry: its name, its title, and how a written value is read."""

    name: str
    title: str
    kind: Kind


_TABLE: tuple[tuple[str, str, Kind], ...] = (
    ("code", "目录代码", "text"),
    ("title", "目录名称", "text"),
    ("provider", "提供单位", "text"),
    ("provider_code", "提供单位代码", "text"),
    ("abstract", "摘要", "text"),
    ("keywords", "关键字", "words"),
    ("theme", "主题（重点领域）", "text"),
    ("industry", "所属行业", "text"),
    ("object_class", "对象（场景）分类", "text"),
    ("grade", "分级", "grade"),
    ("formats", "数据格式", "formats"),
    ("kinds", "资源类型", "kinds"),
    ("sharing_type", "共享类型", "access"),
    ("sharing_condition", "共享条件", "text"),
    ("sharing_method", "共享方式", "text"),
    ("open_type", "开放类型", "access"),
    ("open_condition", "开放条件", "text"),
    ("update_cycle", "更新周期", "cycle"),
    ("issued", "发布日期", "date"),
    ("updated", "更新日期", "date"),
    ("rows", "数据量（条）", "number"),
    ("files", "文件数", "number"),
    ("landing_page", "详情页网址", "link"),
    ("licence_text", "许可协议", "text"),
    ("version_label", "版本号", "text"),
    ("tables", "库表数", "number"),
    ("apis", "接口数", "number"),
    ("file_count", "文件资源数", "number"),
    ("videos", "视频数", "number"),
    ("iot", "物联资源数", "number"),
    ("item_names", "信息项", "words"),
    ("volume_query", "支持容量查询", "yes_no"),
    ("resources", "资源", "resources"),
)
TARGETS: dict[str, Target] = {name: Target(name, title, kind) for name, title, kind in _TABLE}
RESOURCE_PARTS: tuple[str, ...] = ("title", "kind", "format", "url", "rows", "size_bytes", "volume_query")
SEPARATORS: dict[str, tuple[str, ...]] = {
    "keywords": (",", "，", ";", "；", "|", "\t", "\n"),
    "item_names": (",", "，", ";", "；", "、", "|", "\t", "\n"),
}
