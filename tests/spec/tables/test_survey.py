"""The survey of a text's bytes says the same however the text is cut into pieces, and is right about quotes."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.tables.survey import Survey, survey
from shuheng.problems import ProblemsError

TEXT = st.binary(max_size=40).map(lambda raw: bytes(b'a,"\n\r\x00\x07\xe4'[byte % 8] for byte in raw))


def surveyed(text: bytes, size: int) -> Survey:
    """The survey of a text in pieces of this size."""
    return survey((text[at : at + size] for at in range(0, len(text), size)), ",", "表.csv", 1_000)


@given(text=TEXT, size=st.integers(1, 9))
def test_pieces_make_no_difference(text: bytes, size: int) -> None:
    cut, whole = surveyed(text, size), surveyed(text, 1_000)
    if not whole.quotes_clean:
        cut.quotes = whole.quotes  # they are counted only as long as they are clean
    assert cut == whole


@given(text=TEXT)
def test_counts(text: bytes) -> None:
    found = surveyed(text, 3)
    assert (found.size, found.nuls, found.controls) == (len(text), text.count(0), text.count(7))
    assert found.lone_returns == (b"\r" in text.replace(b"\r\n", b""))
    if found.controls:
        assert found.first_control == text[: text.index(7)].count(b"\n") + 1


@given(text=st.text('a,"\n', max_size=20))
def test_clean_quotes_are_those_that_write_back_alike(text: str) -> None:
    """Clean text parses strictly, and every quote in it is one that a writer would have put there."""
    found = surveyed(text.encode(), 4)
    if not found.quotes_clean:
        return
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    inside = sum(cell.count('"') for row in rows for cell in row)
    assert (found.quotes - 2 * inside) % 2 == 0
    assert 2 * inside <= found.quotes


@pytest.mark.parametrize("text", ['5"管,1\n', '"a"b,1\n', '"a,1\n', 'a"",1\n'])
def test_quotes_that_are_not_clean(text: str) -> None:
    assert not surveyed(text.encode(), 2).quotes_clean


@pytest.mark.parametrize("size", [1, 7, 100, 10_000])
def test_a_line_too_long_is_named_wherever_the_pieces_end(size: int) -> None:
    text = b"a,b\n" * 50 + b"x" * 1_001 + b"\n1,2\n"
    with pytest.raises(ProblemsError) as caught:
        surveyed(text, size)
    assert caught.value.problems[0].row == 51


@pytest.mark.parametrize("size", [1, 7, 100, 10_000])
def test_a_line_as_long_as_may_be(size: int) -> None:
    assert surveyed(b"a\n" + b"x" * 1_000 + b"\n" + b"y" * 1_000, size).size == 2_003
