"""Dates in their many forms become those of ISO 8601; what is no day of the calendar stays as it is."""

import re
from datetime import datetime

from shuheng.engines.measure.repair.kinds.suspects import unlike
from shuheng.engines.measure.repair.model import Given, Kind, Repair
from shuheng.engines.measure.repair.shapes import Rule

TIME = r"(?:[ T]?([0-9]{1,2})[:：时]([0-9]{1,2})(?:[:：分]([0-9]{1,2})秒?|分)?(?:\.0+)?)?"
FORMS = (
    re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){TIME}"),
    re.compile(rf"([0-9]{{4}})(年)([0-9]{{1,2}})月([0-9]{{1,2}})日?{TIME}"),
    re.compile(r"((?:1[89]|20|21)[0-9]{2})()([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2}))?"),
)
MIDNIGHT = " 00:00:00"


def iso(text: str) -> str:
    """2021/1/2, 2021.1.2, 20210102, 2021年1月2日 -> 2021-01-02; with a time -> 2021-01-02 03:04:05."""
    for form in FORMS:
        found = form.fullmatch(text)
        if found:
            year, _, month, day, hour, minute, second = found.groups()
            try:
                moment = datetime(  # noqa: DTZ001  # what is written names no zone
                    int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)
                )
            except ValueError:
                return text
            return moment.isoformat(" ") if hour else moment.date().isoformat()
    return text


def iso_day(text: str) -> str:
    """As :func:`iso`; a time of midnight is dropped."""
    return iso(text).removesuffix(MIDNIGHT)


def prepare(rule: Rule, _: Given) -> Repair:
    change = iso_day if rule.drop_midnight == "yes" else iso
    return Repair(change, unlike(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z"))


KIND = Kind(
    "date",
    "日期统一",
    "把 2021/1/2、20210102、2021年1月2日 等写法改为 2021-01-02；不存在的日期不改",
    prepare,
    ("drop_midnight",),
)
