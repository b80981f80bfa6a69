"""What the address of the list asks for: words, filters, order, page. Everything unknown in it is left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from shuheng.catalogue.fields import LISTS
from shuheng.catalogue.search.marks import UNKNOWN
from shuheng.catalogue.search.query import LONGEST
from shuheng.catalogue.search.sql import ORDERS
from shuheng.catalogue.terms import EntryStatus
from shuheng.terms import AccessType, Grade, LifecycleStep, ResourceKind, UpdateCycle

SIZES = (20, 50, 100)
ANY_STATUS = "any"
MOST_NUMBER = 2**31 - 1
LONGEST_VALUE = 200
NOTHING_KNOWN = {UNKNOWN: "未知"}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "open_type": {**AccessType.titles(), **NOTHING_KNOWN},
    "sharing_type": {**AccessType.titles(), **NOTHING_KNOWN},
    "update_cycle": {**UpdateCycle.titles(), **NOTHING_KNOWN},
    "kind": {**ResourceKind.titles(), "none": "没有挂载", **NOTHING_KNOWN},
    "list": {f"{name}": f"{title}目录" for name, title in LISTS.items()},
    "status": {**EntryStatus.titles(), ANY_STATUS: "不限"},
    "step": LifecycleStep.titles(),
    "grade": {**Grade.titles(), **NOTHING_KNOWN},
}
TEXTS = ("agency", "provider", "theme", "industry", "format", "source")
NUMBERS = ("library",)
DAYS = ("since", "until")
TITLES: Mapping[str, str] = {
    "agency": "单位",
    "provider": "提供单位",
    "theme": "主题",
    "industry": "行业",
    "open_type": "开放类型",
    "sharing_type": "共享类型",
    "update_cycle": "更新周期",
    "kind": "资源类型",
    "format": "数据格式",
    "library": "数据库",
    "list": "清单",
    "status": "状态",
    "step": "环节",
    "grade": "分级",
    "source": "采集来源",
    "since": "更新日期从",
    "until": "更新日期到",
}


@dataclass(frozen=True)
class Wanted:
    """`filters` holds values that exist, by name; the status is always one of them."""

    text: str = ""
    filters: Mapping[str, str] = field(default_factory=lambda: {"status": EntryStatus.ACTIVE.value})
    sort: str = ""
    page: int = 1
    size: int = SIZES[0]

    @property
    def start(self) -> int:
        return (self.page - 1) * self.size

    def day(self, name: str) -> date | None:
        return date.fromisoformat(self.filters[name]) if name in self.filters else None

    def with_filter(self, name: str, value: str) -> str:
        return replace(self, filters={**self.filters, name: value}, page=1).address()

    def without(self, name: str) -> str:
        """The address without this filter; without a status, entries in force are shown again."""
        kept = {key: value for key, value in self.filters.items() if key != name}
        return replace(self, filters=kept, page=1).address()

    def address(self) -> str:
        """The same wish as the query of an address; what goes without saying is left out."""
        query: dict[str, object] = {"q": self.text} if self.text else {}
        query |= {
            name: value for name, value in self.filters.items() if (name, value) != ("status", "active")
        }
        query |= {"sort": self.sort} if self.sort else {}
        query |= {"page": self.page} if self.page > 1 else {}
        query |= {"size": self.size} if self.size != SIZES[0] else {}
        return "?" + urlencode(query)


def wanted(query: Mapping[str, str]) -> Wanted:
    """The wish of an address."""
    given = {name: str(query.get(name, "")).replace("\0", "").strip() for name in TITLES}
    filters = {name: value for name, value in given.items() if value and is_offered(name, value)}
    size = number(query.get("size", ""), SIZES[0])
    sort = query.get("sort", "")
    return Wanted(
        text=str(query.get("q", "")).replace("\0", " ").strip()[: LONGEST + 1],
        filters={"status": EntryStatus.ACTIVE.value, **filters},
        sort=sort if sort in ORDERS else "",
        page=max(1, number(query.get("page", ""), 1)),
        size=size if size in SIZES else SIZES[0],
    )


def is_offered(name: str, value: str) -> bool:
    """Whether the filter knows this value."""
    if name in CHOICES:
        return value in CHOICES[name]
    if name in NUMBERS:
        return 0 < number(value, 0) <= MOST_NUMBER
    return is_day(value) if name in DAYS else len(value) <= LONGEST_VALUE


def is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-03-05")


def number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else otherwise
