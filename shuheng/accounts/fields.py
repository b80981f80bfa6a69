"""What can be said of an agency, once for all: the form, the Excel columns and the shipped lists read it here.

Each field parses a text into a value and shows a value as the same text, so that nothing is lost on the way out
and in again. `parent` and `merged_into` are codes of other agencies; `peer_groups` are pairs of scheme and name.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from shuheng.accounts.models import Agency
from shuheng.accounts.terms import AgencyKind

Value = str | int | bool | date | None | tuple[str, ...]
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,49}")
DIVISION = re.compile(r"\d{6}(\d{3}){0,2}")
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: no I, O, Z, S, V
LIST_END = re.compile(r"[；;\n]")
YES, NO = "是", "否"
RESERVED = ("new", "file", "import")  # addresses beside those of agencies


class Unfit(ValueError):  # noqa: N818  # it is not an error of the program but what a person is told
    """A text that is no value of the field: code, message, what is allowed."""

    def __init__(self, code: str, message: str, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.code, self.message, self.allowed = code, message, allowed


@dataclass(frozen=True)
class Field:
    """One field: `parse` raises Unfit; `choices` are the words a form offers."""

    name: str
    title: str
    parse: Callable[[str], Value]
    help: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    width: int = 14

    def show(self, value: Value) -> str:
        """The text that parses into this value."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, tuple):
            return "；".join(value)
        return AgencyKind.titles()[value] if self.name == "kind" and isinstance(value, str) else str(value)


def clean(text: str) -> str:
    """Without control characters and spaces around."""
    return "".join(one for one in text if unicodedata.category(one) != "Cc").strip()


def words(most: int, *, needed: bool = False) -> Callable[[str], Value]:
    """A text of at most so many characters."""

    def parse(text: str) -> Value:
        said = clean(text)
        if needed and not said:
            raise Unfit("agency-field-empty", "没有填写。")
        if len(said) > most:
            raise Unfit("agency-field-long", f"有 {len(said)} 个字，最多 {most} 个字。")
        return said

    return parse


def code(text: str) -> Value:
    said = clean(text)
    if not CODE.fullmatch(said):
        message = (
            f"“{said[:60]}”不能作单位代码：用字母、数字、点、横线和下划线，以字母或数字开头，最多 50 位。"
        )
        raise Unfit("agency-code", message)
    if said.lower() in RESERVED:
        raise Unfit("agency-code", f"“{said}”留给系统用，请换一个单位代码。")
    return said


def other_code(text: str) -> Value:
    return code(text) if clean(text) else None


def kind(text: str) -> Value:
    said = clean(text)
    for one in AgencyKind:
        if said in (one.value, one.title):
            return one.value
    raise Unfit("agency-kind", f"“{said}”不是层级。", tuple(AgencyKind.titles().values()))


def whole(text: str) -> Value:
    """A count; thousands separators are taken, anything else is refused."""
    said = unicodedata.normalize("NFKC", clean(text)).replace(",", "")
    if not said:
        return None
    if not (said.isascii() and said.isdigit()) or len(said) > 12:
        raise Unfit("agency-number", f"“{clean(text)[:40]}”不是整数（不带单位，最多 12 位）。")
    return int(said)


def small(text: str) -> Value:
    """A count that a column of 32 bits holds."""
    value = whole(text)
    if isinstance(value, int) and value > 1_000_000_000:
        raise Unfit("agency-number", f"“{value}”太大，最多 10 亿。")
    return value


def position(text: str) -> Value:
    return small(text) or 0


def day(text: str) -> Value:
    said = clean(text)
    if not said:
        return None
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"):
        try:
            return datetime.strptime(said, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    raise Unfit("agency-date", f"“{said[:40]}”不是日期。", ("2026-03-05",))


def yes_no(text: str) -> Value:
    said = clean(text)
    if said not in (YES, NO, ""):
        raise Unfit("agency-yes-no", f"“{said[:40]}”看不懂。", (YES, NO))
    return said == YES


def several(text: str) -> Value:
    """Texts between semicolons; each once, in order."""
    return tuple(dict.fromkeys(said for part in LIST_END.split(text) if (said := clean(part))))


def groups(text: str) -> Value:
    """`方案：组名`, several between semicolons."""
    found = several(text)
    assert isinstance(found, tuple)
    pairs = [tuple(map(clean, part.replace(":", "：").split("：", 1))) for part in found]
    for part, pair in zip(found, pairs, strict=True):
        if len(pair) != 2 or not all(pair) or max(map(len, pair)) > 100:
            raise Unfit("agency-group", f"“{part[:60]}”看不懂，写成“方案：组名”。")
    return tuple(sorted("：".join(pair) for pair in pairs))


def division(text: str) -> Value:
    said = clean(text)
    if said and not DIVISION.fullmatch(said):
        raise Unfit(
            "agency-division", f"“{said[:40]}”不是行政区划代码（GB/T 2260）：6 位、9 位或 12 位数字。"
        )
    return said


def credit(text: str) -> Value:
    said = clean(text).upper()
    if said and not credit_fits(said):
        raise Unfit(
            "agency-credit-code", f"“{said[:40]}”不是统一社会信用代码（GB 32100）：18 位，末位是校验码。"
        )
    return said


def credit_fits(said: str) -> bool:
    """GB 32100: sum of value times 3^i mod 31 over 17 places; the last makes it 31."""
    if len(said) != 18 or any(one not in CREDIT_ALPHABET for one in said):
        return False
    total = sum(CREDIT_ALPHABET.index(one) * pow(3, place, 31) for place, one in enumerate(said[:17]))
    return CREDIT_ALPHABET.index(said[17]) == (31 - total % 31) % 31


FIELDS: tuple[Field, ...] = (
    Field("code", "单位代码", code, "全系统唯一，定下后不再改", required=True, width=20),
    Field("name", "单位名称", words(200, needed=True), "全称", required=True, width=32),
    Field("short_name", "简称", words(100), "如：市发展改革委", width=18),
    Field("aliases", "别名", several, "其他写法，几个用分号隔开", width=24),
    Field(
        "kind", "层级", kind, "在单位树里的层级", required=True, choices=tuple(AgencyKind.titles().values())
    ),
    Field("parent", "上级单位代码", other_code, "没有上级的留空", width=20),
    Field("type", "类别", words(100), "如：政府部门、党群部门、国有企业"),
    Field("tier", "档次", words(50), "考核分档，如：第一档"),
    Field("peer_groups", "同类组", groups, "“方案：组名”，几个用分号隔开", width=24),
    Field("position", "排序", position, "同一上级之下，数小的在前", width=8),
    Field("division_code", "行政区划代码", division, "GB/T 2260"),
    Field("credit_code", "统一社会信用代码", credit, "GB 32100，18 位", width=22),
    Field("population", "常住人口", whole, "单位：人；必须写明数据来源"),
    Field("population_source", "人口数据来源", words(200), "如：第七次全国人口普查公报", width=28),
    Field("dataset_target", "开放数据集目标", small, "本年度应开放的数据集个数"),
    Field("valid_from", "启用日期", day, "如 2026-03-05；不详留空"),
    Field("valid_to", "停用日期", day, "撤销或并入其他单位的日期"),
    Field("merged_into", "并入单位代码", other_code, "撤并后由哪个单位承接；必须同时写停用日期", width=20),
    Field("demo", "演示数据", yes_no, "是：只供演示", choices=(YES, NO), width=10),
)
BY_NAME = {one.name: one for one in FIELDS}
BY_TITLE = {one.title: one for one in FIELDS}
LINKS = ("parent", "merged_into", "peer_groups")
PLAIN = tuple(one.name for one in FIELDS if one.name not in LINKS)


def values_of(agency: Agency) -> dict[str, Value]:
    """Every field of an agency as kept now (asks for parent, successor and groups)."""
    found: dict[str, Value] = {name: getattr(agency, name) for name in PLAIN}
    found["aliases"] = tuple(agency.aliases)
    found["parent"] = agency.parent.code if agency.parent else None
    found["merged_into"] = agency.merged_into.code if agency.merged_into else None
    found["peer_groups"] = tuple(sorted(f"{one.scheme}：{one.name}" for one in agency.peer_groups.all()))
    return found
