"""Entering a day and a year: what it changes, what is refused, what the log keeps."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.http import QueryDict

from shuheng.audit.chain import verify_chain
from shuheng.audit.models import AuditRow
from shuheng.workdays import actions, forms
from shuheng.workdays.actions import NewDay
from shuheng.workdays.calendar import CalendarError
from shuheng.workdays.models import CalendarDay, CalendarYear
from shuheng.workdays.queries import calendar, calendar_page
from shuheng.workdays.terms import DayKind

pytestmark = pytest.mark.django_db
FRIDAY = date(2025, 3, 7)
SATURDAY = date(2025, 3, 8)
FLOOD = NewDay(FRIDAY, DayKind.HOLIDAY, "防汛停工")
NOTICE = [
    "2026-12-31 休 元旦",
    "2027年1月1日，休，元旦",
    "2027/1/2\t放假\t元旦",
    "2027.1.3 班 元旦",
    *(f"2027-02-{day:02} 休 春节" for day in range(6, 13)),
]


def entered(days: list[str], source: str = "测试通知", year: int = 2027) -> forms.YearForm | list[str]:
    given = QueryDict(mutable=True)
    given.update({"days": "\n".join(days), "source": source})
    found = forms.read_year(year, given)
    return found if isinstance(found, forms.YearForm) else [problem.code for problem in found]


def set_2027() -> None:
    form = entered(NOTICE)
    assert isinstance(form, forms.YearForm)
    actions.set_year(year=2027, days=form.days, source=form.source, actor="测试员")


def test_an_entered_day_goes_before_the_shipped_calendar() -> None:
    assert calendar().is_workday(FRIDAY)
    actions.set_day(day=FLOOD, source="市防汛办通知", actor="测试员")
    assert not calendar().is_workday(FRIDAY)
    assert calendar().between(date(2025, 3, 6), SATURDAY) == 0


def test_a_day_entered_twice_is_changed_and_both_are_in_the_log() -> None:
    actions.set_day(day=FLOOD, source="一", actor="甲")
    actions.set_day(day=NewDay(FRIDAY, DayKind.WORKDAY, "更正"), source="二", actor="乙")
    assert CalendarDay.objects.get().edited_by == "乙"
    row = AuditRow.objects.latest("number")
    assert (row.actor, row.action, row.thing_id) == ("乙", "workdays.set_day", "2025-03-07")
    assert row.detail["before"]["name"] == "防汛停工"
    assert row.detail["after"]["kind"] == "workday"


def test_the_same_day_again_makes_no_row() -> None:
    actions.set_day(day=FLOOD, source="一", actor="甲")
    actions.set_day(day=FLOOD, source="一", actor="甲")
    assert AuditRow.objects.count() == 1


def test_a_day_taken_back_is_as_shipped_and_stays_in_the_log() -> None:
    actions.set_day(day=FLOOD, source="一", actor="甲")
    assert actions.clear_day(day=FRIDAY, actor="乙")
    assert calendar().is_workday(FRIDAY)
    assert AuditRow.objects.latest("number").detail["before"]["name"] == "防汛停工"
    assert not actions.clear_day(day=FRIDAY, actor="乙")
    assert verify_chain().ok


def test_days_alone_do_not_make_a_year_known() -> None:
    actions.set_day(day=NewDay(date(2027, 1, 1), DayKind.HOLIDAY, "元旦"), source="一", actor="甲")
    with pytest.raises(CalendarError):
        calendar().is_workday(date(2027, 1, 4))


def test_a_notice_makes_its_year_known_and_may_reach_into_the_year_before() -> None:
    set_2027()
    now = calendar()
    assert now.known_years[-1] == 2027
    assert [now.is_workday(date(2027, 1, day)) for day in range(1, 5)] == [False, False, True, True]
    assert not now.is_workday(date(2026, 12, 31))
    assert now.add(date(2026, 12, 30), 1) == date(2027, 1, 3)


def test_a_notice_entered_again_replaces_the_year_and_no_other() -> None:
    actions.set_day(day=FLOOD, source="一", actor="甲")
    set_2027()
    actions.set_year(
        year=2027, days=[NewDay(date(2027, 5, 1), DayKind.HOLIDAY, "劳动节")], source="二", actor="乙"
    )
    kept = {day.date for day in CalendarDay.objects.all()}
    assert kept == {FRIDAY, date(2026, 12, 31), date(2027, 5, 1)}
    assert CalendarYear.objects.get().source == "二"
    assert len(AuditRow.objects.latest("number").detail["before"]) == 10


def test_real_notices_can_be_entered_as_they_are(shared: Path) -> None:
    """The one thing wrong with each is that its year comes with the program already."""
    for year in range(2007, 2027):
        notice = shared / f"data/calendar/holiday_cn/{year}.json"
        days = json.loads(notice.read_text(encoding="utf-8"))["days"]
        lines = [f"{day['date']} {'休' if day['isOffDay'] else '班'} {day['name']}" for day in days]
        assert entered(lines, year=year) == ["calendar-year-shipped"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("2027-02-30 休 春节", "calendar-date"),
        ("明天 休 春节", "calendar-date"),
        ("２０２７-01-01x 休 春节", "calendar-date"),
        ("2027-01-01 修 元旦", "calendar-kind"),
        ("2027-01-01", "calendar-kind"),
        ("2027-01-01 休", "calendar-name"),
        (f"2027-01-01 休 {'长' * 101}", "calendar-name"),
        ("2025-01-01 休 元旦", "calendar-other-year"),
        ("2027-02-06 休 春节", "calendar-doubled"),
    ],
)
def test_a_wrong_line_is_named(line: str, code: str) -> None:
    given = QueryDict(mutable=True)
    given.update({"days": "\n".join([*NOTICE, line]), "source": "通知"})
    found = forms.read_year(2027, given)
    assert isinstance(found, list)
    assert [(problem.code, problem.line) for problem in found] == [(code, len(NOTICE) + 1)]


def test_all_mistakes_are_told_at_once() -> None:
    assert entered(["x", "2027-01-01 休", ""], source="") == [
        "calendar-text-missing",
        "calendar-date",
        "calendar-name",
    ]


def test_a_notice_with_too_few_days_off_is_not_a_year() -> None:
    assert entered(NOTICE[:5]) == ["calendar-incomplete"]
    assert entered([]) == ["calendar-incomplete"]


def test_a_flood_of_lines_is_not_read() -> None:
    assert entered(["x"] * 401) == ["calendar-too-long"]


def test_a_year_shown_before_anybody_entered_it_says_nothing_about_its_days() -> None:
    page = calendar_page(2027, None, date(2026, 6, 1))
    assert (page.known, page.workdays) == (False, None)
    assert {cell.works for month in page.months for week in month.weeks for cell in week if cell} == {None}


def test_a_year_by_months() -> None:
    page = calendar_page(2025, SATURDAY, FRIDAY)
    march = page.months[2]
    assert len(march.weeks) == 6
    assert [cell.date.day for cell in march.weeks[0] if cell] == [1, 2]
    assert all(len(week) == 7 for month in page.months for week in month.weeks)
    assert sum(month.workdays or 0 for month in page.months) == page.workdays == 248
    assert page.chosen is not None
    assert page.chosen.words == "2025-03-08 休息日"
    assert page.months[4].weeks[0][3] is not None
    assert page.months[4].weeks[0][3].words == "2025-05-01 休息日（劳动节）"
