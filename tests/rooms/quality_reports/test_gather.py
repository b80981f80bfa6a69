"""What the queries gather: worked out by hand from a few results."""

from datetime import date

import pytest

from shuheng.engines.measure.tables import TABLE_MEASURES
from shuheng.quality.models import DataTable
from shuheng.quality.monthly.fingerprint import fingerprint
from shuheng.quality.monthly.gather import monthly_quality
from shuheng.quality.monthly.model import DimensionLine, MonthlyQuality
from shuheng.quality.monthly.month import Month
from shuheng.quality.monthly.sums import REMARKS, adding
from shuheng.quality.pictures import UNKNOWN, Share
from tests.cast import Cast
from tests.rooms.quality_reports import kept

MARCH, FEBRUARY = Month(2026, 3), Month(2026, 2)
EARLY = date(2026, 1, 5)
TODAY = date(2026, 5, 6)
pytestmark = pytest.mark.django_db


def dimension(month: MonthlyQuality, title: str) -> DimensionLine:
    return next(one for one in month.dimensions if one.title == title)


@pytest.fixture
def tables(cast: Cast) -> dict[str, DataTable]:
    """Two tables of the health office, one of the water office, one of another city."""
    owners = {"甲": "city-a-health", "乙": "city-a-health", "丙": "city-a-water", "外": "city-b-health"}
    return {title: kept.table(cast.agency(code), title, EARLY) for title, code in owners.items()}


@pytest.fixture
def month(cast: Cast, tables: dict[str, DataTable]) -> MonthlyQuality:
    """March of city A: 甲 measured twice, then by a sample; 乙 failed; 丙 never tried; 外 is somebody else's."""
    empty = kept.summary({"empty_cells": [50, 1_000, 0]}, {"completeness": [3, 1]})
    first, second = kept.run(date(2026, 3, 2)), kept.run(date(2026, 3, 20))
    sample = kept.run(date(2026, 3, 30), every=10)
    kept.measured(first, tables["甲"], empty)
    better = kept.summary(
        {
            "empty_cells": [10, 1_000, 0],
            "format_identity": [3, 90, 0],
            "format_credit_code": [None, None, 1],
            "duplicate_rows": [2, 100, 0],
            "high_missing": [0, 1, 0],
            "sensitive_mobile": [90, 100, 0],
            "rows": [100, None, 0],
        },
        {"completeness": [3, 0], "conformity": [2, 1], "accuracy": [1, 1]},
    )
    figures = [
        ("empty_cells", "", 10, 1_000),
        ("empty_cells", "电话", 10, 100),
        ("format_identity", "证件", 3, 90),
        ("duplicate_rows", "", 2, 100),
        ("sensitive_mobile", "电话", 90, 100),
    ]
    kept.measured(second, tables["甲"], better, figures)
    kept.measured(sample, tables["甲"], empty)
    kept.failed(second, tables["乙"])
    kept.measured(second, tables["外"], empty)
    kept.measured(kept.run(date(2026, 2, 10)), tables["甲"], empty)
    return monthly_quality(cast.agency("city-a"), MARCH, TODAY)


def test_the_newest_exact_result_stands_for_a_table(month: MonthlyQuality) -> None:
    assert month.extent == type(month.extent)(3, 1, 0, 1, 1, 100, 1_000)
    assert month.before == type(month.extent)(3, 1, 0, 0, 2, 100, 1_000)
    assert [(one.as_of, one.tables, one.sample_every) for one in month.runs] == [(date(2026, 3, 20), 1, None)]


def test_a_sample_stands_where_there_is_nothing_exact_and_is_said(
    cast: Cast, tables: dict[str, DataTable]
) -> None:
    faulty = kept.summary({"empty_cells": [10, 1_000, 0]})
    kept.measured(kept.run(date(2026, 3, 2), every=10), tables["丙"], faulty)
    month = monthly_quality(cast.agency("city-a-water"), MARCH, TODAY)
    assert (month.extent.exact, month.extent.sampled) == (0, 1)
    assert [one.sampled for one in month.worst] == [True]
    assert month.runs[0].sample_every == 10


def test_dimensions_add_places_and_leave_data_sets_out(month: MonthlyQuality) -> None:
    assert dimension(month, "完整性").share == Share(990, 1_000)  # high_missing counts tables: not added
    assert dimension(month, "完整性").before == Share(950, 1_000)
    assert dimension(month, "规范性").share == Share(87, 90)
    assert dimension(month, "准确性").share == Share(98, 100)
    assert dimension(month, "时效性").share == UNKNOWN
    assert dimension(month, "可访问性").share == UNKNOWN


def test_measures_keep_what_is_unknown_apart(month: MonthlyQuality) -> None:
    found = {one.code: one for one in month.measures}
    assert found["format_identity"].share == Share(87, 90)
    assert found["format_credit_code"].share == UNKNOWN
    assert found["format_credit_code"].unknown == 1
    assert "rows" not in found  # an amount judges nothing
    assert found["sensitive_mobile"].share == Share(10, 100)
    assert [code for code, one in found.items() if not one.counted] == ["sensitive_mobile"]
    assert found["empty_cells"].before == Share(950, 1_000)
    assert found["duplicate_rows"].before == UNKNOWN
    assert all(one.source and one.says for one in month.measures)


def test_worst_tables_name_the_columns_that_weigh_most(month: MonthlyQuality) -> None:
    assert len(month.worst) == 1
    worst = month.worst[0]
    assert (worst.title, worst.agency, worst.sampled) == ("甲", "甲市卫生健康委", False)
    assert worst.share == Share(990 + 87 + 98, 1_000 + 90 + 100)
    assert [reason.split("：")[0] for reason in worst.reasons] == ["列“电话”", "列“证件”", "整表"]
    assert "10 / 100" in worst.reasons[0]


def test_what_only_is_to_be_looked_at_is_a_measure() -> None:
    assert set(TABLE_MEASURES) >= REMARKS
    assert REMARKS.isdisjoint(one.code for one in adding())


def test_agencies_count_tables_without_issues(month: MonthlyQuality) -> None:
    assert [(one.name, one.tables, one.measured) for one in month.agencies] == [
        ("甲市卫生健康委", 2, 1),
        ("甲市水利局", 1, 0),
    ]
    titles = [one.title for one in month.dimensions]
    health = dict(zip(titles, month.agencies[0].shares, strict=True))
    assert health["完整性"] == Share(1, 1)
    assert health["规范性"] == Share(0, 1)
    assert health["时效性"] == UNKNOWN
    assert set(month.agencies[1].shares) == {UNKNOWN}


def test_months_without_measuring_are_gaps_in_the_trend(month: MonthlyQuality) -> None:
    assert [str(one) for one in month.trend.months][-2:] == ["2026-02", "2026-03"]
    completeness = month.trend.shares[[one.title for one in month.dimensions].index("完整性")]
    assert completeness == (None, None, None, None, Share(950, 1_000), Share(990, 1_000))


def test_a_month_in_which_nothing_happened_is_unknown(cast: Cast, tables: dict[str, DataTable]) -> None:
    month = monthly_quality(cast.agency("city-a"), MARCH, TODAY)
    assert {one.share for one in month.dimensions} == {UNKNOWN}
    assert (month.extent.tables, month.extent.untried, month.extent.cells) == (3, 3, None)
    assert (month.interfaces, month.sampling, month.cleaning) == (None, None, None)
    assert (month.measures, month.worst, month.runs) == ((), (), ())


def test_tables_count_from_their_first_to_their_last_day(cast: Cast, tables: dict[str, DataTable]) -> None:
    DataTable.objects.filter(pk=tables["甲"].pk).update(archived=date(2026, 2, 28))
    DataTable.objects.filter(pk=tables["乙"].pk).update(archived=date(2026, 3, 1))
    kept.table(cast.agency("city-a-water"), "四月才有", date(2026, 4, 1))
    month = monthly_quality(cast.agency("city-a"), MARCH, TODAY)
    assert month.extent.tables == 2
    assert month.before.tables == 3


def test_gathered_again_it_is_the_same_and_other_figures_give_another_fingerprint(
    cast: Cast, month: MonthlyQuality, tables: dict[str, DataTable]
) -> None:
    city = cast.agency("city-a")
    assert fingerprint(monthly_quality(city, MARCH, TODAY)) == fingerprint(month)
    more = kept.summary({"empty_cells": [11, 1_000, 0]})
    kept.measured(kept.run(date(2026, 3, 31)), tables["甲"], more)
    again = monthly_quality(city, MARCH, TODAY)
    assert fingerprint(again) != fingerprint(month)
    assert again.runs[0].fingerprint != month.runs[0].fingerprint


def test_demonstration_data_are_told(cast: Cast, month: MonthlyQuality, tables: dict[str, DataTable]) -> None:
    assert not month.demo
    DataTable.objects.filter(pk=tables["丙"].pk).update(demo=True)
    assert monthly_quality(cast.agency("city-a"), MARCH, TODAY).demo
    assert not monthly_quality(cast.agency("city-a-health"), MARCH, TODAY).demo
