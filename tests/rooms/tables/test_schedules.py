"""Plans: on which working day they start, once, and what they say when they cannot."""

from datetime import date

import pytest
from django_q.models import Schedule

from shuheng.jobs.models import Job
from shuheng.problems import ProblemsError
from shuheng.quality.models import QualitySchedule, TableRun
from shuheng.quality.tables.schedules import TICK, is_due, plan, switch, tick
from shuheng.quality.tables.terms import Rhythm
from shuheng.workdays.queries import calendar
from tests.cast import Cast
from tests.rooms.tables.conftest import Maker

pytestmark = pytest.mark.django_db

FRIDAY, SATURDAY, MONDAY = date(2023, 6, 9), date(2023, 6, 10), date(2023, 6, 12)
HOLIDAYS = (date(2023, 10, 1), date(2023, 10, 6))  # the National Day of 2023; the 7th and 8th were worked
FIRST_AFTER = date(2023, 10, 7)


def made(cast: Cast, rhythm: Rhythm, day: int = 1) -> QualitySchedule:
    agency = cast.agency("city-a")
    return plan(title="检查", agency=agency, library=None, rhythm=rhythm, day=day, actor="测试员")


@pytest.mark.parametrize(
    ("rhythm", "day", "today", "due"),
    [
        (Rhythm.DAILY, 1, FRIDAY, True),
        (Rhythm.DAILY, 1, SATURDAY, False),
        (Rhythm.WEEKLY, 5, FRIDAY, True),
        (Rhythm.WEEKLY, 6, SATURDAY, False),
        (Rhythm.WEEKLY, 6, MONDAY, True),
        (Rhythm.WEEKLY, 5, MONDAY, False),
        (Rhythm.MONTHLY, 9, FRIDAY, True),
        (Rhythm.MONTHLY, 10, MONDAY, True),
        (Rhythm.MONTHLY, 9, MONDAY, False),
        (Rhythm.MONTHLY, 1, HOLIDAYS[0], False),
        (Rhythm.MONTHLY, 1, HOLIDAYS[1], False),
        (Rhythm.MONTHLY, 1, FIRST_AFTER, True),
        (Rhythm.MONTHLY, 1, date(2023, 10, 8), False),
    ],
)
def test_a_day_that_is_no_working_day_moves_to_the_next(
    cast: Cast, rhythm: Rhythm, day: int, today: date, due: bool
) -> None:
    assert is_due(made(cast, rhythm, day), today, calendar()) is due


def test_a_plan_starts_once_a_day(cast: Cast, make: Maker) -> None:
    make()
    schedule = made(cast, Rhythm.DAILY)
    assert [tick(FRIDAY), tick(FRIDAY), tick(SATURDAY), tick(MONDAY)] == [1, 0, 0, 1]
    schedule.refresh_from_db()
    assert (schedule.last_day, schedule.last_problem) == (MONDAY, "")
    run = TableRun.objects.order_by("pk")[0]
    assert (run.as_of, run.actor) == (FRIDAY, "计划：检查")
    assert Job.objects.filter(task="quality.tables").count() == 2


def test_a_plan_that_rests_starts_nothing(cast: Cast, make: Maker) -> None:
    make()
    schedule = switch(schedule=made(cast, Rhythm.DAILY), on=False, actor="测试员")
    assert tick(FRIDAY) == 0
    switch(schedule=schedule, on=True, actor="测试员")
    assert tick(FRIDAY) == 1


def test_a_plan_that_cannot_start_says_why_and_starts_when_it_can(cast: Cast, make: Maker) -> None:
    schedule = made(cast, Rhythm.DAILY)
    assert tick(FRIDAY) == 0
    schedule.refresh_from_db()
    assert "run-nothing" in schedule.last_problem
    assert schedule.last_day is None
    make()
    assert tick(FRIDAY) == 1


def test_a_year_without_a_calendar_starts_nothing_and_says_so(cast: Cast, make: Maker) -> None:
    make()
    schedule = made(cast, Rhythm.DAILY)
    assert tick(date(2099, 6, 9)) == 0
    schedule.refresh_from_db()
    assert "calendar-year-unknown" in schedule.last_problem


def test_the_tick_is_set_up_once(cast: Cast) -> None:
    made(cast, Rhythm.DAILY)
    made(cast, Rhythm.WEEKLY, 7)
    assert [one.func for one in Schedule.objects.all()] == [TICK]


@pytest.mark.parametrize(("rhythm", "day"), [(Rhythm.WEEKLY, 8), (Rhythm.MONTHLY, 29), (Rhythm.MONTHLY, 0)])
def test_a_day_that_the_rhythm_has_not_is_refused(cast: Cast, rhythm: Rhythm, day: int) -> None:
    with pytest.raises(ProblemsError) as error:
        made(cast, rhythm, day)
    assert error.value.problems[0].code == "schedule-form"
    assert not QualitySchedule.objects.exists()


def test_the_page_of_plans(cast: Cast) -> None:
    client, address = cast.client("大数据局管理员"), "/quality/tables/schedules/"
    form = {"title": "每月", "agency": "city-a", "rhythm": "monthly", "day": "5"}
    assert client.post(address, {**form, "day": "31"}).status_code == 422
    assert client.post(address, {**form, "agency": "city-b"}).status_code == 422
    assert client.post(address, form).status_code == 302
    schedule = QualitySchedule.objects.get()
    assert "每月 5 日" in client.get(address).content.decode()
    client.post(f"{address}{schedule.pk}/", {"act": "off"})
    schedule.refresh_from_db()
    assert not schedule.active
    assert cast.client("单位管理员").post(f"{address}{schedule.pk}/", {"act": "on"}).status_code == 403
