"""Unified social credit codes, many at a time."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from shuheng.engines.measure.tables.fast.octets import Bytes, blocks, is_digit
from shuheng.engines.measure.tables.formats.credit_code import ALPHABET, WEIGHTS
from shuheng.engines.measure.tables.formats.model import Asked

FOREIGN = 31  # the value of a byte that the alphabet does not have
DIVISION = range(2, 8)  # places of digits


def count(array: pa.Array, _: Asked) -> int:
    """How many texts conform to GB 32100."""
    return sum(int(np.count_nonzero(_conform(block))) for block in blocks(array, 18))


def _conform(places: Bytes) -> npt.NDArray[np.bool_]:
    values, checks = _tables()
    good = np.ones(places.shape[1], np.bool_)
    total = np.zeros(places.shape[1], np.uint16)
    for place, weight in enumerate(WEIGHTS):
        if place in DIVISION:
            good &= is_digit(places[place])
            total += (places[place] - np.uint8(48)) * np.uint16(weight)
        else:
            value = values[places[place]]
            good &= value != FOREIGN
            total += value * np.uint16(weight)
    good &= checks[total] == places[17]
    return good


@cache
def _tables() -> tuple[Bytes, Bytes]:
    """The value of every byte, and the check byte of every weighted sum."""
    letters = np.frombuffer(ALPHABET.encode(), np.uint8)
    values = np.full(256, FOREIGN, np.uint8)
    values[letters] = np.arange(len(letters), dtype=np.uint8)
    return values, letters[-np.arange(1 << 16) % len(letters)]
