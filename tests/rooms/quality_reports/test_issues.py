"""Issues of a month: what happened in it, how they stood on its last day, with the clock in working days."""

from datetime import date

import pytest

from shuheng.quality.issues.terms import Act
from shuheng.quality.models import DataTable, QualityIssue, TableRun
from shuheng.quality.monthly.issues import MOST_OVERDUE, issues_of, standing_by_agency
from shuheng.quality.monthly.model import Issues
from shuheng.quality.monthly.month import Month
from shuheng.workdays.models import CalendarYear
from tests.cast import Cast
from tests.rooms.quality_reports import kept

MARCH = Month(2026, 3)
pytestmark = pytest.mark.django_db


@pytest.fixture
def table(cast: Cast) -> DataTable:
    return kept.table(cast.agency("city-a-health"), "名录", date(2026, 1, 5))


@pytest.fixture
def run() -> TableRun:
    return kept.run(date(2026, 3, 20))


def opened(table: DataTable, run: TableRun, column: str, day: date, due: date | None) -> QualityIssue:
    return kept.issue(table, run, day, due, column)


def march(cast: Cast) -> Issues:
    return issues_of(cast.agency("city-a"), MARCH, MARCH.last)


def test_counts_of_the_month_and_of_its_last_day(cast: Cast, table: DataTable, run: TableRun) -> None:
    opened(table, run, "新", date(2026, 3, 2), date(2026, 4, 10))
    late = opened(table, run, "超期", date(2026, 2, 2), date(2026, 3, 20))
    opened(table, run, "无期限", date(2026, 3, 31), None)
    done = opened(table, run, "销号", date(2026, 2, 2), date(2026, 3, 1))
    kept.close(done, run, date(2026, 3, 31))
    after = opened(table, run, "四月销号", date(2026, 3, 5), date(2026, 3, 31))
    kept.close(after, run, date(2026, 4, 1))
    opened(table, run, "四月", date(2026, 4, 1), date(2026, 4, 9))
    for day in (date(2026, 3, 3), date(2026, 3, 9)):
        kept.event(late, Act.FIXED, day)
    found = march(cast)
    assert (found.opened, found.fixed, found.excused, found.closed) == (3, 1, 0, 1)
    assert (found.standing, found.overdue, found.clockless) == (4, 1, 1)
    assert [(one.column, one.due, one.late) for one in found.latest] == [("超期", date(2026, 3, 20), 7)]
    assert found.latest[0].severity == "一般"
    assert found.latest[0].measure == "空单元格"
    outside = issues_of(cast.agency("city-b"), MARCH, MARCH.last)
    assert outside == Issues(0, 0, 0, 0, 0, 0, 0)
    assert standing_by_agency(cast.agency("city-a"), MARCH, MARCH.last)[table.agency_id].overdue == 1


def test_a_reason_that_was_taken_stops_the_clock_until_it_is_taken_back(
    cast: Cast, table: DataTable, run: TableRun
) -> None:
    one = opened(table, run, "电话", date(2026, 3, 2), date(2026, 3, 10))
    kept.event(one, Act.ASKED, date(2026, 3, 5))
    assert (march(cast).standing, march(cast).overdue) == (1, 1)
    kept.event(one, Act.ACCEPTED, date(2026, 3, 6))
    assert (march(cast).excused, march(cast).standing, march(cast).overdue) == (1, 0, 0)
    kept.event(one, Act.RETURNED, date(2026, 4, 2))
    assert march(cast).standing == 0  # as it stood on the last of March
    kept.event(one, Act.RETURNED, date(2026, 3, 8))
    assert (march(cast).standing, march(cast).overdue) == (1, 1)


def test_due_on_the_last_day_is_not_overdue(cast: Cast, table: DataTable, run: TableRun) -> None:
    opened(table, run, "电话", date(2026, 3, 2), date(2026, 3, 31))
    assert march(cast).overdue == 0
    opened(table, run, "地址", date(2026, 3, 2), date(2026, 3, 30))
    assert march(cast).overdue == 1


def test_while_the_month_goes_on_only_what_is_past_today_is_overdue(
    cast: Cast, table: DataTable, run: TableRun
) -> None:
    opened(table, run, "电话", date(2026, 3, 2), date(2026, 3, 20))
    city = cast.agency("city-a")
    assert issues_of(city, MARCH, date(2026, 3, 20)).overdue == 0
    later = issues_of(city, MARCH, date(2026, 3, 23))
    assert (later.overdue, later.latest[0].late) == (1, 1)


def test_without_a_calendar_the_delay_is_unknown(cast: Cast, table: DataTable, run: TableRun) -> None:
    opened(table, run, "电话", date(2027, 2, 2), date(2027, 3, 1))
    found = issues_of(cast.agency("city-a"), Month(2027, 3), date(2027, 3, 31))
    assert not CalendarYear.objects.exists()
    assert [one.late for one in found.latest] == [None]
    assert found.overdue == 1


def test_of_many_the_longest_overdue_are_listed(cast: Cast, table: DataTable, run: TableRun) -> None:
    for at in range(MOST_OVERDUE + 3):
        opened(table, run, f"列{at}", date(2026, 2, 1), date(2026, 2, 1 + at))
    found = march(cast)
    assert found.overdue == MOST_OVERDUE + 3
    assert [one.column for one in found.latest] == [f"列{at}" for at in range(MOST_OVERDUE)]
