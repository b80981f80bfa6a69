"""Resident identity numbers, many at a time."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from shuheng.engines.measure.tables.fast.octets import Bytes, blocks, is_digit
from shuheng.engines.measure.tables.formats.divisions import ABROAD, PROVINCES
from shuheng.engines.measure.tables.formats.identity import CHECKS, WEIGHTS
from shuheng.engines.measure.tables.formats.model import Asked

EARLIEST = 1800
TABLE = 1 << 16  # every value of an unsigned 16-bit number: what is no digit may wrap around to any
NEVER, ALWAYS, IN_LEAP_YEARS = 0, 1, 2


def count(array: pa.Array, asked: Asked) -> int:
    """How many texts conform to GB 11643."""
    limit = asked.as_of.year * 10_000 + asked.as_of.month * 100 + asked.as_of.day
    return sum(int(np.count_nonzero(_conform(block, limit))) for block in blocks(array, 18))


def _conform(places: Bytes, limit: int) -> npt.NDArray[np.bool_]:
    provinces, days, leap, checks = _tables()
    good: npt.NDArray[np.bool_] = provinces[places[0].astype(np.uint16) * 256 + places[1]]
    total = np.zeros(places.shape[1], np.uint16)
    for row, weight in zip(places, WEIGHTS, strict=False):
        good &= is_digit(row)
        total += (row - np.uint8(48)) * np.uint16(weight)
    good &= checks[total] == places[17]
    year, day = _number(places[6:10]), _number(places[10:14])
    kind = days[day]
    good &= (kind == ALWAYS) | ((kind == IN_LEAP_YEARS) & leap[year])
    good &= year >= EARLIEST
    good &= year.astype(np.int32) * 10_000 + day <= limit
    return good


def _number(places: Bytes) -> npt.NDArray[np.uint16]:
    """Four digits as a number; nonsense, but in range, where they are no digits."""
    value = np.zeros(places.shape[1], np.uint16)
    for row in places:
        value *= np.uint16(10)
        value += row - np.uint8(48)
    return value


@cache
def _tables() -> tuple[npt.NDArray[np.bool_], Bytes, npt.NDArray[np.bool_], Bytes]:
    """Provinces by their two bytes, days MMDD, leap years, the check byte of a weighted sum."""
    provinces = np.zeros(TABLE, np.bool_)
    for code in (*PROVINCES, ABROAD):
        provinces[ord(code[0]) * 256 + ord(code[1])] = True
    days = np.full(TABLE, NEVER, np.uint8)
    for number in range(date(2001, 1, 1).toordinal(), date(2002, 1, 1).toordinal()):
        day = date.fromordinal(number)
        days[day.month * 100 + day.day] = ALWAYS
    days[229] = IN_LEAP_YEARS
    years = np.arange(TABLE)
    leap = (years % 4 == 0) & ((years % 100 != 0) | (years % 400 == 0))
    checks = np.frombuffer(CHECKS.encode(), np.uint8)[years % 11]
    return provinces, days, leap, checks
