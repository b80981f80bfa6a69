"""Bank cards, many at a time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from shuheng.engines.measure.tables.fast.octets import Bytes, blocks, is_digit
from shuheng.engines.measure.tables.formats.model import Asked

LENGTHS = range(16, 20)
DOUBLED = np.array([0, 2, 4, 6, 8, 1, 3, 5, 7, 9] + [0] * 246, np.uint8)  # twice a digit, its digits added


def count(array: pa.Array, _: Asked) -> int:
    """How many texts have 16 to 19 digits, a head from 3 to 6, and a sum that 10 divides."""
    return sum(
        int(np.count_nonzero(_conform(block))) for length in LENGTHS for block in blocks(array, length)
    )


def _conform(places: Bytes) -> npt.NDArray[np.bool_]:
    good: npt.NDArray[np.bool_] = (places[0] >= ord("3")) & (places[0] <= ord("6"))
    total = np.zeros(places.shape[1], np.uint16)
    for at, row in enumerate(reversed(places)):
        good &= is_digit(row)
        digit = row - np.uint8(48)
        total += DOUBLED[digit] if at % 2 else digit
    good &= total % 10 == 0
    return good
