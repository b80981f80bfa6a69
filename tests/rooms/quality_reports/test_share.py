"""Shares: whole numbers in, honest words out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.quality.pictures import UNKNOWN, Share
from shuheng.quality.pictures.share import total


@pytest.mark.parametrize(
    ("share", "percent", "counts"),
    [
        (Share(291, 300), "97.0%", "291 / 300"),
        (Share(300, 300), "100.0%", "300 / 300"),
        (Share(9_999_999, 10_000_000), ">99.9%", "9,999,999 / 10,000,000"),
        (Share(1, 10_000_000), "<0.1%", "1 / 10,000,000"),
        (Share(0, 7), "0.0%", "0 / 7"),
        (Share(0, 0), "不适用", "0 / 0"),
        (UNKNOWN, "未知", ""),
    ],
)
def test_words(share: Share, percent: str, counts: str) -> None:
    assert (share.percent, share.counts) == (percent, counts)


def test_unknown_is_neither_zero_nor_a_pass() -> None:
    assert UNKNOWN.value is None
    assert Share.of_faults(None, 10) == UNKNOWN
    assert Share.of_faults(3, None) == UNKNOWN
    assert total([UNKNOWN, UNKNOWN]) == UNKNOWN
    assert total([UNKNOWN, Share(1, 2)]) == Share(1, 2)
    assert Share(1, 2).points_over(UNKNOWN) == "未知"


def test_change_is_in_points_with_its_sign() -> None:
    assert Share(98, 100).points_over(Share(97, 100)) == "+1.00"
    assert Share(97, 100).points_over(Share(98, 100)) == "-1.00"
    assert Share(1, 3).points_over(Share(1, 3)) == "0.00"


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_only_all_is_100_and_only_none_is_0(part: int, rest: int) -> None:
    whole = part + rest
    assert Share(part, whole).percent != "100.0%"
    assert (Share(part, whole).percent == "0.0%") == (part == 0)
    assert Share.of_faults(rest, whole) == Share(part, whole)


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9))))
def test_totals_add_counts(pairs: list[tuple[int, int]]) -> None:
    shares = [Share(good, good + bad) for good, bad in pairs]
    found = total(shares)
    assert found.good == (sum(good for good, _ in pairs) if pairs else None)
    assert found.faults == (sum(bad for _, bad in pairs) if pairs else None)
