"""Cells: what people write is read exactly, shown again, or refused in words."""

from contextlib import suppress
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.registers.declare import CellError, Field, Value, read_cell, show_cell
from shuheng.registers.declare.cells import LONGEST, day_of, decimal, number_of
from tests.spec.refusals import FOREIGN


def field(kind: str, **more: object) -> Field:
    """A field of this type."""
    return Field.model_validate({"title": "列", "type": kind, **more})


CODE = field("code", codes=["甲类", "乙类"])
SCORE = field("amount", max="100")
READ: list[tuple[Field, str, Value]] = [
    (field("text"), "  名称 ", "名称"),
    (field("text", pattern=r"\d{4}", help="四位数字"), "2021", "2021"),
    (field("count"), "1,299", 1299),
    (field("count", min="-5"), "-5", -5),
    (field("count"), "１２", 12),
    (field("month"), "２０２１－０１", "2021-01"),
    (field("date"), "２０２１年３月５日", "2021-03-05"),
    (SCORE, "88.50", "88.5"),
    (SCORE, "100", "100"),
    (field("amount"), "0.10", "0.1"),
    (field("date"), "2021-3-5", "2021-03-05"),
    (field("date"), "2021年3月5日", "2021-03-05"),
    (field("date"), "2021/03/05 00:00:00", "2021-03-05"),
    (field("month"), "2021-3", "2021-03"),
    (field("month"), "202103", "2021-03"),
    (field("month"), "2021年12月", "2021-12"),
    (field("year"), "2021年", "2021"),
    (field("year"), "1999", "1999"),
    (field("yes_no"), "是", True),
    (field("yes_no"), "FALSE", False),
    (field("yes_no"), "×", False),
    (CODE, "甲类", "甲类"),
    (field("agency"), "市教育局", "市教育局"),
    (field("url"), "https://www.example.cn/a?b=1", "https://www.example.cn/a?b=1"),
    (field("date"), "   ", None),
]


@pytest.mark.parametrize(("one", "text", "value"), READ, ids=lambda part: str(part)[:20])
def test_a_cell_is_read_as_its_type(one: Field, text: str, value: Value) -> None:
    found = read_cell(one, text)
    assert found == value
    assert type(found) is type(value)
    assert read_cell(one, show_cell(found)) == value


REFUSED: list[tuple[Field, str, str]] = [
    (field("text"), "长" * (LONGEST + 1), "cell-too-long"),
    (field("text"), "a\x07b", "cell-control"),
    (field("text", pattern=r"\d{4}", help="四位数字"), "20211", "cell-pattern"),
    (field("count"), "3家", "cell-number"),
    (field("count"), "1e3", "cell-number"),
    (field("count"), "nan", "cell-number"),
    (field("count"), "١٢", "cell-number"),
    (field("month"), "٢٠٢١-٠١", "cell-month"),
    (field("count"), "1.5", "cell-digits"),
    (SCORE, "88.555", "cell-digits"),
    (SCORE, "100.01", "cell-too-large"),
    (field("count"), "-1", "cell-too-small"),
    (field("count", min="2"), "1", "cell-too-small"),
    (field("date"), "2021-02-29", "cell-date"),
    (field("date"), "21-2-2", "cell-date"),
    (field("month"), "2021-13", "cell-month"),
    (field("month"), "0021-12", "cell-month"),
    (field("year"), "21", "cell-year"),
    (field("year"), "2101", "cell-year"),
    (field("yes_no"), "有", "cell-yes-no"),
    (CODE, "甲", "cell-option"),
    (field("url"), "javascript:alert(1)", "cell-url"),
    (field("url"), "www.example.cn", "cell-url"),
]


@pytest.mark.parametrize(("one", "text", "code"), REFUSED, ids=lambda part: str(part)[:20])
def test_a_wrong_cell_is_refused_in_words(one: Field, text: str, code: str) -> None:
    with pytest.raises(CellError) as caught:
        read_cell(one, text)
    assert caught.value.code == code
    assert not FOREIGN.search(str(caught.value).replace("nan", ""))


def test_an_option_that_was_nearly_right_is_hinted_at() -> None:
    with pytest.raises(CellError) as caught:
        read_cell(CODE, "甲累")
    assert caught.value.allowed == ("甲类", "乙类")
    assert caught.value.hint == "是否想写“甲类”？"


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_numbers_survive_their_text_exactly(number: int, digits: int) -> None:
    value = Fraction(number, 10**digits)
    one = field("amount", min=str(-(10**13)), digits=str(digits))
    kept = read_cell(one, decimal(value))
    assert number_of(kept) == value
    assert read_cell(one, show_cell(kept)) == kept


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_days_survive_their_text(day: date) -> None:
    assert day_of(read_cell(field("date"), day.isoformat())) == day
    assert day_of(read_cell(field("month"), day.isoformat()[:7])) == day.replace(day=1)
    assert day_of(read_cell(field("year"), day.isoformat()[:4])) == day.replace(month=1, day=1)


@given(
    st.text(max_size=60),
    st.sampled_from(["text", "count", "amount", "date", "month", "year", "yes_no", "url", "agency"]),
)
def test_any_text_is_read_and_kept_or_refused(text: str, kind: str) -> None:
    one = field(kind)
    with suppress(CellError):
        value = read_cell(one, text)
        assert read_cell(one, show_cell(value)) == value
