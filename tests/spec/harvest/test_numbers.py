"""Counts: separators, units, 万 and 亿, exact to the last digit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.harvest.values import read_number
from shuheng.engines.harvest.values.numbers import LARGEST


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("0", 0),
        ("1299", 1299),
        ("1,299", 1299),
        ("1，299，000", 1_299_000),
        ("1299条", 1299),
        ("1299 条", 1299),
        ("１２", 12),
        ("1.2万", 12_000),
        ("1.2345万条", 12_345),
        ("3亿", 300_000_000),
        ("12.0", 12),
        ("+7", 7),
        ("12 records", 12),
    ],
)
def test_counts_in_use(written: str, count: int) -> None:
    assert read_number(written) == (count, "")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1,29", "number-unreadable"),
        ("1,2345", "number-unreadable"),
        ("约1200", "number-unreadable"),
        ("12MB", "number-unreadable"),
        ("3e5", "number-unreadable"),
        ("0x10", "number-unreadable"),
        ("2022-12-07", "number-unreadable"),
        ("", "number-unreadable"),
        ("12.5", "number-not-whole"),
        ("1.23456万", "number-not-whole"),
        ("-3", "number-negative"),
        (str(LARGEST + 1), "number-too-large"),
        ("9" * 25, "number-too-large"),
        ("9" * 26, "number-unreadable"),
    ],
)
def test_what_is_no_count_stays_unknown(written: str, code: str) -> None:
    assert read_number(written) == (None, code)


@given(st.integers(0, LARGEST))
def test_whole_numbers_are_read_back_exactly(count: int) -> None:
    assert read_number(str(count)) == (count, "") == read_number(f"{count:,}")


@given(st.integers(0, 10**9), st.integers(0, 9999))
def test_ten_thousands_are_exact(whole: int, part: int) -> None:
    written = f"{whole}.{part:04}万"
    assert read_number(written)[0] == Fraction(f"{whole}.{part:04}") * 10_000


@given(st.integers(0, 10**6))
def test_a_mapping_multiplies(count: int) -> None:
    assert read_number(str(count), 10_000) == (count * 10_000, "")
    assert read_number(f"{count}.5", 10) == (count * 10 + 5, "")
