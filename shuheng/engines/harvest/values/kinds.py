"""资源类型: what is mounted on an entry, where a source says the kind rather than the format."""

from __future__ import annotations

import re

from shuheng.engines.harvest.values.text import Reading, folded
from shuheng.terms import ResourceKind

SPELLINGS: dict[ResourceKind, str] = {
    ResourceKind.TABLE: "table 库表 数据库 库表类 数据表 结构化 库表资源 database",
    ResourceKind.API: "api 接口 服务 接口类 数据接口 api接口 接口服务 服务接口 webservice 接口资源",
    ResourceKind.FILE: "file 文件 文件类 文件夹 文档 附件 非结构化 文件资源 数据文件",
    ResourceKind.VIDEO: "video 视频 视频类 视频流",
    ResourceKind.IOT: "iot 物联 物联感知 感知数据 物联网 物联数据",
}
KIND_WORDS: dict[str, ResourceKind] = {
    word: kind for kind, words in SPELLINGS.items() for word in words.split()
}
_SPLIT = re.compile(r"[,，、;；|/\s]+")


def read_kind(written: str) -> Reading:
    """One kind of resource, or unknown with `kind-unknown`."""
    kind = KIND_WORDS.get(folded(written))
    return (kind, "") if kind else (None, "kind-unknown")


def read_kinds(written: object) -> Reading:
    """The distinct kinds of a list or of a text that lists them; one unknown word makes the whole unknown."""
    words = (
        [str(item) for item in written] if isinstance(written, list | tuple) else _SPLIT.split(str(written))
    )
    kinds = [read_kind(word)[0] for word in words if word.strip()]
    return (None, "kind-unknown") if None in kinds else (tuple(dict.fromkeys(kinds)), "")
