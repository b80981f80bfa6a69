"""What stands in the frame of every page: the navigation, and who is looking."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from shuheng.accounts.permissions import PERMISSIONS, allows
from shuheng.accounts.visitors import Visitor, visitor_of


@dataclass(frozen=True)
class Entry:
    """One line of the navigation; `under` lists the first parts of addresses that belong to it."""

    title: str
    url_name: str
    under: tuple[str, ...]
    permission: str | None = None


@dataclass(frozen=True)
class Item:
    title: str
    link: str
    current: bool


@dataclass(frozen=True)
class Group:
    title: str
    items: tuple[Item, ...]


NAVIGATION: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "评估",
        (
            Entry("总览", "home", ("/",)),
            Entry("评价细则", "rubrics", ("/rubrics/",)),
            Entry("评估结果", "results", ("/results/",), "assessment.read"),
            Entry("结果对比", "compare", ("/compare/",), "assessment.read"),
        ),
    ),
    (
        "目录",
        (
            Entry("数据资源目录", "catalogue", ("/catalogue/",)),
            Entry("数据库", "libraries", ("/libraries/",), "catalogue.read"),
            Entry("数据标准", "standards", ("/standards/",), "catalogue.read"),
            Entry("采集", "harvest", ("/harvest/",), "catalogue.import"),
        ),
    ),
    (
        "质量",
        (
            Entry("计量结果", "quality", ("/quality/",), "quality.read"),
            Entry("数据表", "data-tables", ("/quality/tables/",), "quality.read"),
            Entry("质量问题", "quality-issues", ("/quality/issues/",), "quality.read"),
            Entry("质量报告", "quality-reports", ("/quality/reports/",), "quality.read"),
            Entry("数据清洗", "cleanings", ("/quality/cleaning/",), "quality.read"),
            Entry("随机抽查", "sample-draws", ("/quality/sampling/",), "quality.read"),
            Entry("接口探测", "probes", ("/quality/probes/",), "quality.read"),
            Entry("数据来源", "data-places", ("/quality/places/",), "quality.manage"),
            Entry("指标值台账", "facts", ("/facts/",), "facts.read"),
        ),
    ),
    ("台账", (Entry("各类台账", "registers", ("/registers/",), "registers.read"),)),
    (
        "单位与人员",
        (
            Entry("单位", "agencies", ("/agencies/",), "accounts.read"),
            Entry("人员", "people", ("/people/",), "accounts.read"),
        ),
    ),
    (
        "系统",
        (
            Entry("后台任务", "jobs", ("/jobs/",), "jobs.read"),
            Entry("工作日历", "calendar", ("/calendar/",)),
            Entry("操作记录", "audit", ("/audit/",), "audit.read"),
            Entry("组件样例", "gallery", ("/gallery/",)),
        ),
    ),
)

PLACES = frozenset(start for _, entries in NAVIGATION for entry in entries for start in entry.under)

# Pages of other rooms about one agency: linked from its page with `?agency=<code>`.
AGENCY_LINKS: tuple[Entry, ...] = (
    Entry("数据资源目录", "catalogue", ("/catalogue/",)),
    Entry("计量结果", "quality", ("/quality/",), "quality.read"),
    Entry("指标值台账", "facts", ("/facts/",), "facts.read"),
)


def frame(request: HttpRequest) -> dict[str, object]:
    """Context of the base template. What one may not do is not shown."""
    visitor = visitor_of(request)
    groups = (Group(title, items_for(visitor, request.path, entries)) for title, entries in NAVIGATION)
    return {
        "visitor": visitor,
        "navigation": [group for group in groups if group.items],
        "may": {name.replace(".", "_"): allows(visitor, name) for name in PERMISSIONS},
        "agency_links": items_for(visitor, request.path, AGENCY_LINKS),
        "upload_most": settings.UPLOAD_BYTES,
    }


def items_for(visitor: Visitor, path: str, entries: tuple[Entry, ...]) -> tuple[Item, ...]:
    return tuple(
        Item(entry.title, reverse(entry.url_name), is_current(path, entry))
        for entry in entries
        if entry.permission is None or allows(visitor, entry.permission)
    )


def is_current(path: str, entry: Entry) -> bool:
    """Whether the address belongs to this line: to none that says more exactly where it is."""
    return any(start == place_of(path) for start in entry.under)


def place_of(path: str) -> str:
    """The longest first part that some line of the navigation names; the address itself where none does."""
    found = [start for start in PLACES if path == start or (start != "/" and path.startswith(start))]
    return max(found, key=len, default=path)
