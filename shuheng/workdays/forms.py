"""What the forms of the calendar say, checked: one day, or the notice of a whole year."""

import re
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from shuheng.problems import Problem, did_you_mean
from shuheng.workdays.actions import NewDay
from shuheng.workdays.official import YEARS
from shuheng.workdays.queries import FIRST_YEAR, LAST_YEAR
from shuheng.workdays.terms import KINDS, DayKind

WORDS = {
    "休": DayKind.HOLIDAY,
    "放假": DayKind.HOLIDAY,
    "班": DayKind.WORKDAY,
    "上班": DayKind.WORKDAY,
}
CLEAR = "clear"
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
APART = re.compile(r"[\s,，;；]+")
FEWEST_HOLIDAYS = 7  # days off for the public holidays that the law knows
LONGEST_NAME, LONGEST_SOURCE = 100, 300
MOST_LINES = 400
ONE_LINE = "2027-01-01 休 元旦"


@dataclass(frozen=True)
class DayForm:
    """A day as entered; `day` is None where it is to be as the program has it."""

    day: NewDay | None
    source: str


@dataclass(frozen=True)
class YearForm:
    days: tuple[NewDay, ...]
    source: str


def day_of(text: str) -> date | None:
    """A date as it stands in an address, or None."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-01-01") else None
    except ValueError:
        return None


def year_of(text: str, today: date) -> int:
    """The year asked for, within what can be shown; otherwise this year."""
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today.year
    return min(max(year, FIRST_YEAR), LAST_YEAR)


def read_day(day: date, given: QueryDict) -> DayForm | list[Problem]:
    """The form of one day, or what is wrong with it."""
    kind, name, source = (given.get(field, "").strip() for field in ("kind", "name", "source"))
    if kind == CLEAR:
        return DayForm(None, "")
    problems = []
    if kind not in KINDS:
        problems.append(
            Problem("calendar-kind", "没有选择这一天是上班还是放假。", field="安排", allowed=("上班", "放假"))
        )
    problems += text_problems(name, "名称", LONGEST_NAME) + text_problems(source, "依据", LONGEST_SOURCE)
    return problems or DayForm(NewDay(day, KINDS[kind], name), source)


def read_year(year: int, given: QueryDict) -> YearForm | list[Problem]:
    """The notice of a year, one day per line, or everything that is wrong with it."""
    source = given.get("source", "").strip()
    lines = [
        (n, line.strip()) for n, line in enumerate(given.get("days", "").splitlines(), 1) if line.strip()
    ]
    problems = text_problems(source, "依据", LONGEST_SOURCE)
    if year in YEARS:
        problems.append(Problem("calendar-year-shipped", f"{year} 年的安排程序自带，请点日期逐日修改。"))
    if len(lines) > MOST_LINES:
        problems.append(Problem("calendar-too-long", f"最多 {MOST_LINES} 行，这里有 {len(lines)} 行。"))
        return problems
    days: dict[date, NewDay] = {}
    for number, line in lines:
        found = read_line(year, number, line)
        if isinstance(found, Problem):
            problems.append(found)
        elif found.date in days:
            problems.append(at_line(number, "calendar-doubled", f"{found.date} 出现了不止一次。"))
        else:
            days[found.date] = found
    holidays = [day for day in days.values() if day.kind == DayKind.HOLIDAY and day.date.year == year]
    if not problems and len(holidays) < FEWEST_HOLIDAYS:
        problems.append(
            Problem(
                "calendar-incomplete",
                f"只有 {len(holidays)} 个放假日。录入全年安排后，没有写到的日期都按周一至周五上班计算。",
                hint="请把通知中全年的放假和调休上班日期都写上。",
            )
        )
    return problems or YearForm(tuple(days.values()), source)


def read_line(year: int, number: int, line: str) -> NewDay | Problem:
    """Date, 休 or 班, name; apart by spaces, tabs or commas, so that rows copied from Excel will do."""
    written, kind, name = (*APART.split(line, maxsplit=2), "", "")[:3]
    day = written_date(written)
    if day is None:
        return at_line(number, "calendar-date", f"“{written}”不是日期。", hint=f"写法如：{ONE_LINE}")
    if not belongs(day, year):
        return at_line(number, "calendar-other-year", f"{day} 不属于 {year} 年的安排。")
    if kind not in WORDS:
        hint = did_you_mean(kind, WORDS)
        return at_line(
            number, "calendar-kind", f"“{kind}”看不出是放假还是上班。", hint=hint, allowed=("休", "班")
        )
    if not name or len(name) > LONGEST_NAME:
        return at_line(number, "calendar-name", "没有写节日名称，或名称太长。", hint=f"写法如：{ONE_LINE}")
    return NewDay(day, WORDS[kind], name)


def written_date(text: str) -> date | None:
    found = DATE.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def belongs(day: date, year: int) -> bool:
    """A notice may begin in the last days of the year before (New Year's Day moved), and end in the next."""
    return day.year == year or (day.year, day.month) in {(year - 1, 12), (year + 1, 1)}


def at_line(
    number: int, code: str, message: str, *, hint: str = "", allowed: tuple[str, ...] = ()
) -> Problem:
    return Problem(code, message, line=number, hint=hint, allowed=allowed)


def text_problems(text: str, field: str, longest: int) -> list[Problem]:
    if not text:
        return [Problem("calendar-text-missing", f"没有填写{field}。", field=field)]
    if len(text) > longest:
        return [Problem("calendar-text-long", f"{field}最多 {longest} 个字。", field=field)]
    return []
