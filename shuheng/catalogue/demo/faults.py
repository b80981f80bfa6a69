"""Which faults are planted, where, and what they change. The measures have to find exactly these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the entries are made in city.py, which plants these faults
    from shuheng.catalogue.demo.city import DemoEntry

Changes = dict[str, Any]
SPACING = 7  # faults of one unit stand seven entries apart, so that none hides another


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault with the units that have it (numbers of annex 1) and how it changes a sound entry."""

    code: str
    says: str
    units: tuple[int, ...]
    slot: int
    change: Callable[[DemoEntry, DemoEntry], Changes]

    def changes(self, entry: DemoEntry, before: DemoEntry) -> Changes:
        """Field values of the faulty entry; `before` is the entry of the unit that precedes it."""
        return self.change(entry, before)


@dataclass(frozen=True, slots=True)
class Series:
    """One data set cut up into several entries of a unit: by year, by region or by department."""

    unit: int
    first: int
    cut: str
    titles: tuple[str, ...]


def fixed(**changes: Any) -> Callable[[DemoEntry, DemoEntry], Changes]:
    """A change that is the same for every entry."""
    return lambda _entry, _before: changes


# The slot says which entry of the unit: entry number = slot * SPACING + 1. The units named have that many entries.
FAULTS: tuple[Fault, ...] = (
    Fault("no-rows", "没有数据", (8, 12, 27, 33), 0, fixed(rows=0)),
    Fault("low-capacity", "不超过10条", (7, 16, 19, 24, 30), 0, fixed(rows=7)),
    Fault("ten-rows", "正好10条", (8, 22), 1, fixed(rows=10)),
    Fault("rows-unknown", "没有报数据量", (12, 33, 56), 1, fixed(rows=None)),
    Fault(
        "unstructured", "只有文件", (8, 16, 27, 57), 2, fixed(formats=("pdf",), tables=0, apis=0, file_count=1)
    ),
    Fault("not-mounted", "没有挂载资源", (12, 24, 33), 2, fixed(formats=(), tables=0, apis=0)),
    Fault("name-extension", "名称带扩展名", (19, 23), 1, lambda e, _: {"title": f"{e.title}.xls"}),
    Fault("name-test", "名称是测试字样", (25, 58), 2, lambda e, _: {"title": f"测试数据{e.title}"}),
    Fault("name-brackets", "名称括号不成对", (36, 38), 1, lambda e, _: {"title": f"{e.title}（试行"}),
    Fault("name-digits", "名称只有数字", (43, 48), 1, lambda e, _: {"title": f"{20210000 + e.number}"}),
    Fault("abstract-missing", "没有摘要", (7, 13, 25), 1, fixed(abstract="")),
    Fault("abstract-placeholder", "摘要是“暂无”", (14, 34), 1, fixed(abstract="暂无")),
    Fault("abstract-title", "摘要照抄名称", (15, 39), 1, lambda e, _: {"abstract": e.title}),
    Fault("items-missing", "没有信息项", (8, 12, 59), 3, fixed(item_names=())),
    Fault("grade-missing", "没有分级", (16, 33), 3, fixed(grade="")),
    Fault("grade-implausible", "4级数据无条件开放", (12, 27), 4, fixed(grade="4")),
    Fault("overdue", "逾期未更新", (8, 22, 26, 60, 61), 4, fixed(updated=date(2020, 6, 1), issued=date(2020, 1, 6))),
    Fault("updated-unknown", "没有更新日期", (16, 33), 4, fixed(updated=None)),
    Fault("updated-in-future", "更新日期在评估日之后", (7, 24), 3, fixed(updated=date(2022, 3, 1))),
    Fault("cycle-unknown", "没有更新周期", (36, 62), 3, fixed(update_cycle="")),
    Fault("irregular", "不定期更新", (8, 12, 63), 5, fixed(update_cycle="irregular")),
    Fault("static", "静态数据", (22, 27), 5, fixed(update_cycle="static")),
    Fault("duplicate-title", "名称与前一条相同", (19, 24), 5, lambda _, before: {"title": before.title}),
    Fault("not-published", "可发布而未发布", (8, 33, 57), 6, fixed(published=False)),
    Fault("not-can-publish", "应发布而不可发布", (12, 27), 6, fixed(can_publish=False, published=False)),
    Fault("not-open", "不予开放", (16, 22), 6, fixed(open_type="none")),
)  # fmt: skip

SERIES: tuple[Series, ...] = (
    Series(8, 60, "time", tuple(f"{year}年学区划分方案" for year in range(2016, 2022))),
    Series(33, 55, "time", tuple(f"[{year}]消费投诉公示清单" for year in range(2018, 2022))),
    Series(27, 61, "region", tuple(f"{name}家庭医生签约名单" for name in ("东湖市", "西山市", "南溪区", "北桥区", "中兴区"))),
    Series(24, 60, "department", tuple(f"涉农补贴公示清单_{name}" for name in ("东湖市农业局", "西山市农业局", "南溪区农业局"))),
)  # fmt: skip


def places(fault: Fault) -> tuple[tuple[int, int], ...]:
    """Unit and entry number of each planted instance."""
    return tuple((unit, fault.slot * SPACING + 1) for unit in fault.units)
