"""Clocks of periods: due days in working days, who closed, who is late, what changed since."""

import datetime as dt

import pytest

from shuheng.registers.actions.closes import close_period
from shuheng.registers.actions.moves import move_row
from shuheng.registers.declare import Period
from shuheng.registers.models import RegisterClose
from shuheng.registers.queries.board import Clock, board_page, clock_of, review_states
from shuheng.registers.queries.closing import close_page
from shuheng.registers.queries.filed import days_left, due_day, last_ended, period_at, recent_periods
from shuheng.registers.shelf import declarations
from shuheng.workdays.queries import calendar
from tests.cast import Cast
from tests.rooms.registers.conftest import Make
from tests.rooms.registers.sheets import gardens

pytestmark = pytest.mark.django_db
YEAR = Period(dt.date(2021, 1, 1), dt.date(2021, 12, 31))
DUE = dt.date(2022, 1, 17)


@pytest.mark.parametrize(
    ("left", "closed", "filers", "state", "words"),
    [
        (5, 0, 2, "left", "还剩 5 个工作日"),
        (3, 1, 2, "soon", "还剩 3 个工作日"),
        (0, 0, 2, "soon", "还剩 0 个工作日"),
        (-2, 1, 2, "over", "超期 2 个工作日"),
        (-2, 2, 2, "done", "已报全"),
        (None, 0, 2, "unknown", "工作日历未录入"),
        (5, 0, 0, "nobody", "无填报单位"),
    ],
)
def test_what_the_clock_says(left: int | None, closed: int, filers: int, state: str, words: str) -> None:
    clock = Clock(YEAR, DUE, left, closed, filers)
    assert (clock.state, clock.words) == (state, words)


def test_the_deadline_counts_working_days() -> None:
    days = calendar()
    due = due_day(gardens(), YEAR, days)
    assert due is not None
    assert (
        sum(
            days.is_workday(YEAR.end + dt.timedelta(number))
            for number in range(1, 32)
            if YEAR.end + dt.timedelta(number) <= due
        )
        == 10
    )
    assert days_left(due, due - dt.timedelta(1), days) == 1
    assert (days_left(due, due + dt.timedelta(3), days) or 0) < 0


def test_a_year_without_a_calendar_is_not_guessed() -> None:
    far = Period(dt.date(2090, 1, 1), dt.date(2090, 12, 31))
    assert due_day(gardens(), far, calendar()) is None
    assert days_left(dt.date(2091, 1, 5), dt.date(2090, 12, 1), calendar()) is None


def test_the_period_that_is_due_lies_behind() -> None:
    monthly, today = declarations()["cloud_use"], dt.date(2021, 3, 1)
    assert last_ended(monthly, today).title == "2021年2月"
    assert last_ended(gardens(), today).title == "2020年"
    assert recent_periods(monthly, today)[0].title == "2021年3月"
    assert period_at(monthly, dt.date(2020, 2, 29), today).end == dt.date(2020, 2, 29)


def test_who_fills_and_who_has_closed(cast: Cast) -> None:
    today = dt.date(2022, 1, 10)
    agencies = [cast.agency(code) for code in ("province", "city-a", "city-a-health", "city-a-water")]
    close_period(register="gardens", agency=agencies[2], start=YEAR.start, by=cast.visitor("填报人"))
    clock, still_open = clock_of(gardens(), agencies, today, calendar())
    assert (clock.closed, clock.filers, clock.period) == (1, 3, YEAR)
    assert [one.code for one in still_open] == ["city-a", "city-a-water"]


def test_late_and_later_are_said(cast: Cast, make: Make) -> None:
    row = make()
    by = cast.visitor("系统管理员")
    move_row(number=row.pk, version=1, to="submitted", by=by)
    close_period(register="gardens", agency=cast.agency("city-a-health"), start=YEAR.start, by=by)
    page = close_page(gardens(), cast.visitor("填报人"), dt.date(2021, 6, 1))
    line = page.lines[0]
    assert (page.period, line.word, line.late, line.later, line.may_close) == (YEAR, "零报告", True, 0, False)
    move_row(number=row.pk, version=2, to="confirmed", by=by)
    make(garden="又一园")
    RegisterClose.objects.update(closed=dt.datetime(2022, 1, 4, 1, tzinfo=dt.UTC))
    line = close_page(gardens(), cast.visitor("填报人"), YEAR.start).lines[0]
    assert (line.late, line.later, line.rows, line.unfinished) == (False, 2, 2, 1)


def test_the_page_of_a_period_far_back_is_reached(cast: Cast) -> None:
    page = close_page(gardens(), cast.visitor("审计员"), dt.date(2015, 5, 5))
    assert [one.title for one in page.periods if one.chosen] == ["2015年"]
    assert not any(line.may_close or line.may_reopen for line in page.lines)


def test_what_waits_for_a_reviewer() -> None:
    assert review_states(gardens()) == ("submitted",)
    assert review_states(declarations()["projects"]) == ("applied", "reviewed")


def test_the_board_counts_for_those_who_look(cast: Cast, make: Make) -> None:
    row = make()
    move_row(number=row.pk, version=1, to="submitted", by=cast.visitor("填报人"))
    assert board_page(cast.visitor("大数据局管理员"), "").waiting == 1
    assert board_page(cast.visitor("外单位"), "").waiting == 0
    reader = board_page(cast.visitor("评审专家"), "due")
    assert (reader.due, reader.themes, reader.may_review) == (0, (), False)
