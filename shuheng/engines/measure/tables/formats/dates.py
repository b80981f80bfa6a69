"""Dates in their many forms, months and years. A date that does not exist is a fault in any form."""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.formats.calendar import DATE_SHAPE, FORMS, YEAR
from shuheng.engines.measure.tables.formats.model import Asked, Format

DATE = f"^(?:{'|'.join(FORMS.values())})$"
MONTH = f"^{YEAR}(?:-(?:0?[1-9]|1[0-2])|/(?:0?[1-9]|1[0-2])|[.](?:0?[1-9]|1[0-2])|(?:0[1-9]|1[0-2])|年(?:0?[1-9]|1[0-2])月)$"
YEARS = f"^{YEAR}年?$"
_TIME = r"(?:[ T](?P<h>\d{1,2}):(?P<mi>\d\d)(?::(?P<s>\d\d)(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_FORMS = {
    "2021-01-02": re.compile(rf"(?P<y>\d{{4}})-(?P<m>\d\d?)-(?P<d>\d\d?){_TIME}", re.ASCII),
    "2021/1/2": re.compile(rf"(?P<y>\d{{4}})/(?P<m>\d\d?)/(?P<d>\d\d?){_TIME}", re.ASCII),
    "2021.1.2": re.compile(rf"(?P<y>\d{{4}})\.(?P<m>\d\d?)\.(?P<d>\d\d?){_TIME}", re.ASCII),
    "20210102": re.compile(
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?:(?P<h>\d\d)(?P<mi>\d\d)(?P<s>\d\d))?", re.ASCII
    ),
    "2021年1月2日": re.compile(rf"(?P<y>\d{{4}})年(?P<m>\d\d?)月(?P<d>\d\d?)日{_TIME}", re.ASCII),
    "2021年1月2日3时": re.compile(
        r"(?P<y>\d{4})年(?P<m>\d\d?)月(?P<d>\d\d?)日 ?(?P<h>\d\d?)时(?:(?P<mi>\d\d?)分(?:(?P<s>\d\d?)秒)?)?", re.ASCII
    ),
}  # fmt: skip
_MONTH = re.compile(r"(\d{4})(?:-(\d\d?)|/(\d\d?)|\.(\d\d?)|(\d\d)|年(\d\d?)月)", re.ASCII)
_YEAR = re.compile(r"(\d{4})年?", re.ASCII)


@lru_cache(maxsize=8192)
def read_date(text: str) -> tuple[date, str] | None:
    """The day a text says and the form it is written in; None where it is no date of 1800 to 2199 in a known form."""
    for form, pattern in _FORMS.items():
        found = pattern.fullmatch(text)
        if found is None:
            continue
        try:
            day = date(int(found["y"]), int(found["m"]), int(found["d"]))
            time(int(found["h"] or 0), int(found["mi"] or 0), int(found["s"] or 0))
        except ValueError:
            return None
        return (day, form.removesuffix("3时")) if 1800 <= day.year <= 2199 else None
    return None


def is_date(c: ir.StringValue, backend: Backend, _: Asked) -> ir.BooleanValue:
    """A day that exists, in one of the forms, with a time or without."""
    return backend.matches(c, DATE)


def is_date_text(text: str, _: Asked) -> bool:
    """Twin of :func:`is_date`."""
    return read_date(text) is not None


def date_key(c: ir.StringValue, backend: Backend) -> ir.IntegerValue:
    """The day of a text as the number YYYYMMDD; null where it is no date."""
    parts = (
        "^([0-9]{4})",
        "^[0-9]{4}[-/.年]?([0-9]{1,2})",
        "^[0-9]{4}[-/.年]?[0-9]{1,2}[-/.月]?([0-9]{1,2})",
    )
    year, month, day = (backend.whole_number(backend.extract(c, part)) for part in parts)
    return backend.matches(c, DATE).ifelse(year * 10000 + month * 100 + day, ibis.null("int64"))


def date_key_of(text: str) -> int | None:
    """Twin of :func:`date_key`."""
    found = read_date(text)
    return None if found is None else found[0].year * 10000 + found[0].month * 100 + found[0].day


def is_month(c: ir.StringValue, backend: Backend, _: Asked) -> ir.BooleanValue:
    """A year and one of its months."""
    return backend.matches(c, MONTH)


def is_month_text(text: str, _: Asked) -> bool:
    """Twin of :func:`is_month`."""
    found = _MONTH.fullmatch(text)
    if found is None:
        return False
    month = next(int(part) for part in found.groups()[1:] if part is not None)
    return 1800 <= int(found[1]) <= 2199 and 1 <= month <= 12


def is_year(c: ir.StringValue, backend: Backend, _: Asked) -> ir.BooleanValue:
    """Four digits, 1800 to 2199, with 年 or without."""
    return backend.matches(c, YEARS)


def is_year_text(text: str, _: Asked) -> bool:
    """Twin of :func:`is_year`."""
    found = _YEAR.fullmatch(text)
    return found is not None and 1800 <= int(found[1]) <= 2199


DATE_FORMAT = Format(
    code="date",
    title="日期",
    source="GB/T 7408（日期和时间表示法）",
    says="1800 至 2199 年间存在的日期，形如 2021-01-02、2021/1/2、2021.1.2、20210102、2021年1月2日，可带时间",
    ok=is_date,
    ok_text=is_date_text,
    names=("日期", "时间", "date", "time", "rq", "sj"),
    shape=DATE_SHAPE,
)
MONTH_FORMAT = Format(
    code="month",
    title="年月",
    source="GB/T 7408（日期和时间表示法）",
    says="1800 至 2199 年的某月，形如 2021-01、2021/1、202101、2021年1月",
    ok=is_month,
    ok_text=is_month_text,
    names=("月份", "年月", "月度", "month"),
    shape="^(?:1[89]|2[01])[0-9]{2}(?:[-/.][0-9]{1,2}|[0-9]{2}|年[0-9]{1,2}月)$",
    by_name=True,
)
YEAR_FORMAT = Format(
    code="year",
    title="年份",
    source="GB/T 7408（日期和时间表示法）",
    says="1800 至 2199，可带“年”字",
    ok=is_year,
    ok_text=is_year_text,
    names=("年份", "年度", "年", "year"),
    shape="^(?:1[89]|2[01])[0-9]{2}年?$",
    by_name=True,
)
