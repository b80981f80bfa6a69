"""The calendar that comes with the program: the State Council's notices as the package chinesecalendar has them."""

from dataclasses import dataclass
from datetime import date

import chinese_calendar

from shuheng.workdays.terms import DayKind

SOURCE = "国务院办公厅节假日安排通知（程序自带）"
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


@dataclass(frozen=True)
class SpecialDay:
    """A day that is not what its weekday says, or a public holiday on any weekday."""

    date: date
    kind: DayKind
    name: str
    source: str
    own: bool = False  # entered here


def days(table: dict[date, str], kind: DayKind) -> dict[date, SpecialDay]:
    return {day: SpecialDay(day, kind, NAMES.get(name, name), SOURCE) for day, name in table.items()}


HOLIDAYS = days(chinese_calendar.holidays, DayKind.HOLIDAY)
WORKDAYS = days(chinese_calendar.workdays, DayKind.WORKDAY)
SPECIAL: dict[date, SpecialDay] = HOLIDAYS | WORKDAYS
YEARS = range(min(HOLIDAYS).year, max(HOLIDAYS).year + 1)
