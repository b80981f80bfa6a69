"""Reports of a month written by hand: full, empty, and as large as a city."""

from dataclasses import replace
from datetime import date

from shuheng.quality.monthly.model import (
    AgencyLine,
    CleanedAgency,
    CleanedTable,
    CleaningSummary,
    DimensionLine,
    Example,
    Extent,
    FindingLine,
    InterfaceLine,
    Interfaces,
    Issues,
    MeasureLine,
    MonthlyQuality,
    OverdueIssue,
    RuleLine,
    RunLine,
    Sampling,
    Trend,
    WorstTable,
)
from shuheng.quality.monthly.month import Month
from shuheng.quality.pictures import UNKNOWN, Share

MARCH = Month(2026, 3)
DIMENSIONS = ("规范性", "完整性", "准确性", "一致性", "时效性", "可访问性")
NOTHING = Extent(0, 0, 0, 0, 0, 0, None)


def month(agencies: int = 3) -> MonthlyQuality:
    """A month in which everything happened."""
    return MonthlyQuality(
        agency_code="city-a",
        agency="甲市",
        month=MARCH,
        as_of=MARCH.last,
        demo=True,
        extent=Extent(42, 38, 1, 2, 1, 123_456, 2_345_678),
        before=Extent(40, 36, 0, 3, 1, 120_000, 2_300_000),
        dimensions=(
            *(
                DimensionLine(title, title, Share(98_765 - 100 * at, 100_000), Share(98_000, 100_000))
                for at, title in enumerate(DIMENSIONS[:5])
            ),
            DimensionLine("可访问性", "可访问性", UNKNOWN, UNKNOWN),
        ),
        measures=(
            measure("empty_cells", "空单元格", "完整性", Share(2_300_000, 2_345_678)),
            measure("format_identity", "公民身份号码不合规", "规范性", Share(45_670, 45_678)),
            measure("duplicate_rows", "重复行", "准确性", UNKNOWN),
        ),
        trend=Trend(
            MARCH.back(3),
            tuple((Share(970 + at, 1000), None, Share(980 + at, 1000)) for at in range(6)),
        ),
        worst=(
            WorstTable(
                "甲市卫生健康委",
                "医疗机构名录",
                Share(70, 100),
                ("列“电话”：手机号码不合规 12 / 40 格",),
                True,
            ),
        ),
        issues=Issues(17, 5, 1, 4, 23, 2, 3, (overdue("联系电话"), overdue(""))),
        interfaces=Interfaces(
            2,
            Share(59, 60),
            1,
            1,
            0,
            (
                InterfaceLine("甲市水利局", "水位实时查询", Share(29, 30), 1, 1),
                InterfaceLine("甲市水利局", "雨量查询", Share(30, 30), 0, 0),
            ),
        ),
        sampling=Sampling(1, 500, 480, (FindingLine("甲市水利局", "更新不及时", 3),)),
        cleaning=cleaning(),
        agencies=tuple(agency(at) for at in range(agencies)),
        runs=(RunLine(7, "表计量：甲市（2026-03-28）", date(2026, 3, 28), 39, None, "ab" * 32),),
    )


def empty_month() -> MonthlyQuality:
    """A month in which nothing was measured, of an agency without tables."""
    full = month(0)
    return replace(
        full,
        demo=False,
        extent=NOTHING,
        before=NOTHING,
        dimensions=tuple(DimensionLine(title, title, UNKNOWN, UNKNOWN) for title in DIMENSIONS),
        measures=(),
        trend=Trend(MARCH.back(3), tuple((None, None, None) for _ in DIMENSIONS)),
        worst=(),
        issues=Issues(0, 0, 0, 0, 0, 0, 0),
        interfaces=None,
        sampling=None,
        cleaning=None,
        runs=(),
    )


def measure(code: str, title: str, dimension: str, share: Share) -> MeasureLine:
    return MeasureLine(code, title, dimension, "格", "GB/T 36344", f"{title}的含义", share, share, 1)


def overdue(column: str) -> OverdueIssue:
    return OverdueIssue("甲市水利局", "水库名录", column, "空单元格", "一般", date(2026, 3, 20), 7)


def agency(at: int) -> AgencyLine:
    shares = (*(Share(900 + (at * 7 + column) % 100, 1000) for column in range(5)), UNKNOWN)
    return AgencyLine(f"a{at}", f"演示市第{at + 1}局", 200, 190, 1_000_000 + at, shares, at % 5, at % 2)


def cleaning(tables: int = 2) -> CleaningSummary:
    """A month of cleaning; two kinds of rule found something."""
    return CleaningSummary(
        agency_code="city-a",
        agency="甲市",
        month=MARCH,
        as_of=MARCH.last,
        demo=True,
        systems=3,
        nameless=1,
        connected=tables + 5,
        unmeasured=1,
        rows=30_000,
        cleaned=20_000,
        cleanings=tables,
        repaired=250,
        apart=71,
        rules=(
            RuleLine("trim", "去除首尾空白", False, 250, 2),
            RuleLine("check", "校验不符的移出", True, 71, 1),
        ),
        agencies=(
            CleanedAgency("甲市卫生健康委", 2, 6, 30_000, 20_000, 250, 71),
            CleanedAgency("甲市水利局", 1, 1, None, None, 0, 0),
        ),
        tables=tuple(
            CleanedTable("甲市卫生健康委", f"名录{at}", "第 1 版 → 第 2 版", 10_000, at, at)
            for at in range(tables)
        ),
        examples=(Example("名录0", "联系电话", "去除首尾空白", " 138****0000", "138****0000", 12),),
        unread=0,
    )
