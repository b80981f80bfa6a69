"""Counting by numpy says what the plain twins say, of whole arrays, slices and nulls."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuheng.engines.measure.tables import FORMATS, Asked
from shuheng.engines.measure.tables.fast import FAST
from tests.spec.measure.tables.dirt import CARDS, CREDIT_CODES, IDENTITIES, TEXTS, spoilt

NUMBERS = st.one_of(IDENTITIES, CREDIT_CODES, CARDS)
MIXED = st.lists(st.one_of(NUMBERS, spoilt(NUMBERS), TEXTS, st.none()), max_size=60)
EVEN = st.lists(
    st.one_of(IDENTITIES, CREDIT_CODES), max_size=60
)  # all of 18 bytes: the block is read as it lies


@pytest.mark.parametrize("code", FAST)
@settings(max_examples=100)
@given(
    cells=st.one_of(MIXED, EVEN),
    cut=st.integers(0, 5),
    kind=st.sampled_from([pa.string(), pa.large_string()]),
    as_of=st.sampled_from([date(2023, 6, 30), date(1999, 1, 1)]),
)
def test_numpy_and_twin_agree(
    code: str, cells: list[str | None], cut: int, kind: pa.DataType, as_of: date
) -> None:
    asked = Asked(as_of)
    array = pa.array(cells, kind).slice(cut)
    expected = sum(1 for cell in cells[cut:] if cell is not None and FORMATS[code].ok_text(cell, asked))
    assert FAST[code](array, asked) == expected


def test_nulls_that_hold_bytes_are_not_counted() -> None:
    good = pa.array(["11010519491231002X"] * 3)
    _, offsets, data = good.buffers()
    masked = pa.StringArray.from_buffers(3, offsets, data, pa.py_buffer(bytes([0b101])))
    assert FAST["identity"](masked, Asked(date(2023, 6, 30))) == 2
