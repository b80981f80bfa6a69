"""Dates in the forms portals write them; what is impossible, ambiguous or a placeholder stays unknown."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from shuheng.engines.harvest.values.text import Reading

CHINA = dt.timezone(dt.timedelta(hours=8))
FIRST_YEAR, LAST_YEAR = 1949, 2100
PLACEHOLDERS = frozenset({dt.date(1, 1, 1), dt.date(1900, 1, 1), dt.date(1970, 1, 1), dt.date(9999, 12, 31)})
_TIME = r"(?:[T\s]*\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}秒?)?(?:[.,]\d+)?分?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
_YMD = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日?)" + _TIME)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6}|T?\d{2}:?\d{2}(?::?\d{2})?Z?)?")
_EPOCH = re.compile(r"1\d{9}|1\d{12}")  # 2001 to 2033; what begins with 2 is a year
_ENDING = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + _TIME)
_PARTIAL = re.compile(r"\d{4}(?:[-/.]\d{1,2}|年(?:\d{1,2}月)?)?")
_SHORT_YEAR = re.compile(r"\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?" + _TIME)
DATE_FORMS = ("ymd", "compact", "epoch", "dmy", "mdy")
USUAL_FORMS = ("ymd", "compact", "epoch")


def read_date(written: str, forms: tuple[str, ...] = USUAL_FORMS) -> Reading:
    """The calendar day as the source writes it (its own time zone; epochs in China's), or unknown with a code.

    Day-first and month-first dates look alike, so they are read only where the mapping names the form.
    """
    text = unicodedata.normalize("NFKC", written).strip()
    parts = _parts(text, forms)
    if parts is None:
        return None, _why_not(text)
    try:
        day = dt.date(*parts)
    except ValueError:
        return None, "date-impossible"
    if day in PLACEHOLDERS or day.year < FIRST_YEAR:
        return None, "date-suspicious"
    return (day, "") if day.year <= LAST_YEAR else (None, "date-impossible")


def _parts(text: str, forms: tuple[str, ...]) -> tuple[int, int, int] | None:
    if "ymd" in forms and (match := _YMD.fullmatch(text)):
        return int(match[1]), int(match[3] or match[5]), int(match[4] or match[6])
    if "epoch" in forms and _EPOCH.fullmatch(text):
        seconds = int(text) if len(text) == 10 else int(text) // 1000
        day = dt.datetime.fromtimestamp(seconds, CHINA)
        return day.year, day.month, day.day
    if "compact" in forms and (match := _COMPACT.fullmatch(text)):
        return int(match[1]), int(match[2]), int(match[3])
    if ("dmy" in forms or "mdy" in forms) and (match := _ENDING.fullmatch(text)):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        return (year, second, first) if "dmy" in forms else (year, first, second)
    return None


def _why_not(text: str) -> str:
    if _PARTIAL.fullmatch(text):
        return "date-partial"
    if _ENDING.fullmatch(text):
        return "date-ambiguous"
    return "date-two-digit-year" if _SHORT_YEAR.fullmatch(text) else "date-unreadable"
