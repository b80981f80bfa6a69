"""The calendar to count by, and the page that shows a year of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shuheng.workdays.calendar import WorkdayCalendar, spans
from shuheng.workdays.models import CalendarDay, CalendarYear
from shuheng.workdays.official import SPECIAL, YEARS, SpecialDay
from shuheng.workdays.terms import KINDS, DayKind

FIRST_YEAR, LAST_YEAR = 2004, 2099


@dataclass(frozen=True)
class DayCell:
    """One day of a month; `works` is None in a year that is not known."""

    date: date
    works: bool | None
    special: SpecialDay | None
    is_today: bool
    chosen: bool

    @property
    def words(self) -> str:
        """What the day is, for a screen reader and on hover."""
        what = "未知" if self.works is None else "工作日" if self.works else "休息日"
        return f"{self.date.isoformat()} {what}{f'（{self.special.name}）' if self.special else ''}"


@dataclass(frozen=True)
class Month:
    """Weeks from Monday to Sunday; None before the first and after the last day."""

    number: int
    weeks: tuple[tuple[DayCell | None, ...], ...]
    workdays: int | None


@dataclass(frozen=True)
class CalendarPage:
    year: int
    known: bool
    shipped: bool
    known_years: str
    source: str
    workdays: int | None
    months: tuple[Month, ...]
    special: tuple[SpecialDay, ...]
    earlier: int | None
    later: int | None
    chosen: DayCell | None


def calendar() -> WorkdayCalendar:
    """The calendar in force: what comes with the program, and over it what was entered here."""
    return counted_by(special_days())


def special_days() -> dict[date, SpecialDay]:
    """Every special day by its date; what was entered here goes first."""
    own = {
        day.date: SpecialDay(day.date, KINDS[day.kind], day.name, day.source, own=True)
        for day in CalendarDay.objects.all()
    }
    return SPECIAL | own


def counted_by(special: Mapping[date, SpecialDay]) -> WorkdayCalendar:
    entered = CalendarYear.objects.values_list("year", flat=True)
    return WorkdayCalendar(
        holidays=[day for day, one in special.items() if one.kind == DayKind.HOLIDAY],
        workdays=[day for day, one in special.items() if one.kind == DayKind.WORKDAY],
        years=[*YEARS, *entered],
    )


def calendar_page(year: int, chosen: date | None, today: date) -> CalendarPage:
    """A year by months. A year that nobody entered is shown without saying which days are worked."""
    special = special_days()
    calendar = counted_by(special)
    known = year in calendar.known_years
    notice = CalendarYear.objects.filter(year=year).first()
    months = tuple(month_of(year, number, calendar, special, (chosen, today)) for number in range(1, 13))
    cells = [cell for month in months for week in month.weeks for cell in week if cell is not None]
    return CalendarPage(
        year=year,
        known=known,
        shipped=year in YEARS,
        known_years=spans(calendar.known_years),
        source=notice.source if notice else "",
        workdays=len(calendar.days(year)) if known else None,
        months=months,
        special=tuple(cell.special for cell in cells if cell.special is not None),
        earlier=year - 1 if year > FIRST_YEAR else None,
        later=year + 1 if year < LAST_YEAR else None,
        chosen=next((cell for cell in cells if cell.chosen), None),
    )


def month_of(
    year: int,
    number: int,
    calendar: WorkdayCalendar,
    special: Mapping[date, SpecialDay],
    marks: tuple[date | None, date],
) -> Month:
    first = date(year, number, 1)
    following = date(year + number // 12, number % 12 + 1, 1)
    days = [first + timedelta(n) for n in range((following - first).days)]
    known = year in calendar.known_years
    chosen, today = marks
    cells = [
        DayCell(
            day, calendar.is_workday(day) if known else None, special.get(day), day == today, day == chosen
        )
        for day in days
    ]
    padded = [*[None] * first.weekday(), *cells, *[None] * (-(first.weekday() + len(cells)) % 7)]
    weeks = tuple(tuple(padded[at : at + 7]) for at in range(0, len(padded), 7))
    return Month(number, weeks, sum(cell.works is True for cell in cells) if known else None)
