"""The fields of an entry, its items and its resources, declared once: forms, Excel, history and pages read them here.

Names are those of the models; titles and helps are what people read. Source: 政务信息资源目录编制指南 (core metadata)
and the Guangxi assessment of 2021, B2-1 note 6 (what an item says of the system it comes from).
"""

from dataclasses import dataclass
from typing import Literal

from shuheng.terms import AccessType, Grade, ResourceKind, UpdateCycle

Kind = Literal["text", "long", "words", "choice", "date", "count", "yes_no", "address"]
LARGEST = 2**31 - 1
LARGEST_BIG = 2**63 - 1
LONGEST = 100_000  # characters of a text without a limit of its own


@dataclass(frozen=True)
class Field:
    """One field. `most` counts characters (0: `LONGEST`); `top` is the largest number; an empty value is unknown."""

    name: str
    title: str
    kind: Kind
    help: str = ""
    unit: str = ""
    most: int = 0
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    top: int = LARGEST

    @property
    def empty(self) -> object:
        """The value of a field of which nothing is known."""
        if self.kind == "words":
            return []
        return None if self.kind in {"date", "count", "yes_no"} else ""

    @property
    def titles(self) -> tuple[str, ...]:
        """What may be chosen, as it is shown."""
        if self.kind == "yes_no":
            return ("是", "否")
        return tuple(title for _, title in self.options)


ACCESS = tuple(AccessType.choices())
GROUPS: dict[str, tuple[Field, ...]] = {
    "基本信息": (
        Field("title", "目录名称", "text", "说清是什么数据，不写单位名称和年份", most=500, required=True),
        Field("code", "目录代码", "text", "按目录编制指南编码；还没有编码可以先不填", most=200),
        Field("provider_name", "提供单位", "text", "提供数据的部门，写全称", most=200),
        Field("provider_code", "提供单位代码", "text", "统一社会信用代码或本地编码", most=200),
        Field("abstract", "摘要", "long", "数据的内容、来源和用途，写几句话"),
        Field("keywords", "关键字", "words", "几个词用分号隔开"),
    ),
    "分类分级": (
        Field("theme", "主题", "text", "主题或重点领域，如：医疗卫生", most=200),
        Field("industry", "所属行业", "text", "按 GB/T 4754 的门类", most=200),
        Field("object_class", "对象分类", "text", "对象或场景，如：自然人、法人", most=200),
        Field("grade", "分级", "choice", "按 GB/T 43697 定级", options=tuple(Grade.choices())),
    ),
    "共享与开放": (
        Field("sharing_type", "共享类型", "choice", "给政府部门用的条件", options=ACCESS),
        Field("sharing_method", "共享方式", "text", "如：共享平台、邮件、拷盘", most=200),
        Field("sharing_condition", "共享条件", "long", "有条件的写条件，不予共享的写依据"),
        Field("open_type", "开放类型", "choice", "给社会公众用的条件", options=ACCESS),
        Field("licence_text", "许可协议", "text", "开放时公众须遵守的协议", most=300),
        Field("open_condition", "开放条件", "long", "有条件的写条件，不予开放的写依据"),
    ),
    "数据与更新": (
        Field("formats", "数据格式", "words", "如：xlsx；csv；api，用分号隔开"),
        Field(
            "update_cycle", "更新周期", "choice", "承诺多久更新一次数据", options=tuple(UpdateCycle.choices())
        ),
        Field("updated", "数据更新日期", "date", "数据（不是目录）最近一次更新的日期"),
        Field("issued", "发布日期", "date", "目录发布的日期；办理“目录发布”时没有填的记当天"),
        Field("rows", "数据量", "count", "不知道就不填，没有数据填 0", "条", top=LARGEST_BIG),
        Field("files", "文件数", "count", "不知道就不填", "个"),
        Field("landing_page", "详情页网址", "address", "以 http:// 或 https:// 开头", most=1000),
        Field("version_label", "版本号", "text", "数据自己的版本号", most=100),
    ),
}
ENTRY_FIELDS = {field.name: field for fields in GROUPS.values() for field in fields}
NOT_IN_BULK = frozenset({"title", "code"})  # what tells entries apart is changed one by one

ITEM_FIELDS = {
    field.name: field
    for field in (
        Field("name", "信息项名称", "text", "中文名称", most=300, required=True),
        Field("data_type", "数据类型", "text", "如：字符型、数值型、日期型，或数据库里的类型", most=100),
        Field("length", "长度", "count"),
        Field("decimals", "小数位", "count"),
        Field("is_key", "是否主键", "yes_no"),
        Field("not_null", "是否非空", "yes_no"),
        Field("description", "说明", "text", most=1000),
        Field("system_name", "信息系统", "text", most=200),
        Field("database_name", "数据库名称", "text", most=200),
        Field("table_name", "表名称", "text", most=200),
        Field("field_name", "字段名称", "text", most=200),
        Field("is_coded", "是否标准代码", "yes_no"),
        Field("code_list", "代码集编号", "text", "已登记代码集的编号", most=100),
        Field("code_list_name", "代码项名称", "text", "照原文写", most=200),
        Field("code_values", "代码值", "long", "照原文写，如：1 男；2 女"),
        Field("element", "数据元编号", "text", "已登记数据元的编号", most=100),
    )
}
RESOURCE_FIELDS = {
    field.name: field
    for field in (
        Field("kind", "类型", "choice", required=True, options=tuple(ResourceKind.choices())),
        Field("title", "资源名称", "text", most=500),
        Field("format", "格式", "text", most=100),
        Field("url", "地址", "text", "网址、接口地址或库表名", most=2000),
        Field("rows", "数据量", "count", unit="条", top=LARGEST_BIG),
        Field("size_bytes", "字节数", "count", unit="字节", top=LARGEST_BIG),
        Field("volume_query", "可查容量", "yes_no", "只问接口：能不能实时查到数据量"),
        Field("mounted", "挂载日期", "date"),
        Field("unmounted", "卸载日期", "date", "填了就是已卸载，不再计数"),
    )
}
LISTS = {"should_publish": "应发布", "can_publish": "可发布", "published": "已发布"}
COUNT_TITLES = {
    "item_count": "信息项数",
    "resources_known": "来源说明了资源",
    "tables": "库表数",
    "apis": "接口数",
    "file_count": "文件资源数",
    "videos": "视频数",
    "iot": "物联资源数",
    "volume_query": "接口可查容量",
}
OWNER_TITLES = {"agency": "所属单位", "provider": "提供单位（识别为）"}
STATE_TITLES = {**LISTS, "step": "环节", "status": "状态", "ended": "撤销日期", "end_reason": "撤销原因"}
