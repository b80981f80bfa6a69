"""What people write becomes a value or a mistake that says what to do; back to text without loss."""

import datetime as dt
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.catalogue import stash
from shuheng.catalogue.fields import ENTRY_FIELDS, ITEM_FIELDS, RESOURCE_FIELDS, Field
from shuheng.catalogue.forms.rows import MOST_ROWS, rows_form, sent_rows_form
from shuheng.catalogue.models import CatalogueEntry, InformationItem, Resource
from shuheng.catalogue.queries.history import between
from shuheng.catalogue.values import Refused, Value, parse, shown

DAY, COUNT, YES = Field("d", "日期", "date"), Field("c", "数", "count"), Field("y", "是否", "yes_no")
WORDS, LINE = Field("w", "词", "words"), Field("t", "文", "text", most=5)


@pytest.mark.parametrize(
    "text",
    ["2021-06-30", "2021/6/30", "2021年6月30日", "20210630", "２０２１．６．３０", "2021-06-30 00:00:00"],
)
def test_a_date_is_read_in_many_forms(text: str) -> None:
    assert parse(DAY, text) == dt.date(2021, 6, 30)


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        (DAY, "2021-02-30", "field-date"),
        (DAY, "三月", "field-date"),
        (DAY, "0021-01-01", "field-date"),
        (COUNT, "-1", "field-count"),
        (COUNT, "1.5", "field-count"),
        (COUNT, "1,29", "field-count"),
        (COUNT, "约1000", "field-count"),
        (COUNT, "9" * 30, "field-count-large"),
        (COUNT, "2147483648", "field-count-large"),
        (YES, "也许", "field-yes-no"),
        (LINE, "六个字符的文", "field-too-long"),
        (LINE, "甲\n乙", "field-line-break"),
        (LINE, "甲\x00乙", "field-control-character"),
        (ENTRY_FIELDS["landing_page"], "javascript:alert(1)", "field-address"),
        (ENTRY_FIELDS["update_cycle"], "每个月", "field-choice"),
        (ENTRY_FIELDS["title"], "　", "field-required"),
    ],
)
def test_what_is_no_value_says_why(field: Field, text: str, code: str) -> None:
    with pytest.raises(Refused) as error:
        parse(field, text)
    assert error.value.code == code
    assert error.value.message.endswith("。")
    assert error.value.hint or error.value.allowed


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (COUNT, "1,299", 1299),
        (COUNT, "１２９９", 1299),
        (COUNT, "0", 0),
        (COUNT, "", None),
        (COUNT, "未知", None),
        (YES, "是", True),
        (YES, "NO", False),
        (YES, "", None),
        (WORDS, "甲；乙; 甲\n丙", ["甲", "乙", "丙"]),
        (WORDS, " ；", []),
        (LINE, " 未知 ", "未知"),
        (ENTRY_FIELDS["update_cycle"], "monthly", "monthly"),
        (ENTRY_FIELDS["update_cycle"], "每月", "monthly"),
        (ENTRY_FIELDS["update_cycle"], "", ""),
    ],
)
def test_values(field: Field, text: str, value: Value) -> None:
    assert parse(field, text) == value


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
    st.integers(0, 2**31 - 1),
    st.sampled_from([True, False, None]),
)
def test_a_value_comes_back_from_its_text(day: dt.date, number: int, answer: bool | None) -> None:
    for field, value in ((DAY, day), (COUNT, number), (YES, answer)):
        assert parse(field, shown(field, value)) == value
    for field in (ENTRY_FIELDS["grade"], ENTRY_FIELDS["open_type"], RESOURCE_FIELDS["kind"]):
        for code, _ in field.options:
            assert parse(field, shown(field, code)) == code


def test_every_declared_field_is_one_of_its_model_and_fits() -> None:
    """A text that the form lets through fits the column; a number too."""
    for model, fields in (
        (CatalogueEntry, ENTRY_FIELDS),
        (InformationItem, ITEM_FIELDS),
        (Resource, RESOURCE_FIELDS),
    ):
        for name, field in fields.items():
            column = model._meta.get_field(name)
            limit = getattr(column, "max_length", None)
            if field.kind in {"text", "address"} and not column.is_relation:
                assert field.most == limit, name


def test_a_grid_reads_no_more_rows_than_it_may() -> None:
    fields = tuple(ITEM_FIELDS.values())
    assert sent_rows_form(fields, {"rows-sent": "99999"}).count == MOST_ROWS
    assert sent_rows_form(fields, {"rows-sent": "x"}).count == 0
    assert rows_form(fields, ()).count == 3


def test_differences_of_items_are_told_row_by_row() -> None:
    before = {"items": [{"name": "甲", "length": 1}, {"name": "甲", "length": 2}, {"name": "乙"}]}
    after = {"items": [{"name": "甲", "length": 1}, {"name": "甲", "length": 3}, {"name": "丙"}]}
    assert between(before, after) == (
        ("信息项“甲”长度", "2", "3"), ("信息项“乙”", "有", "删去"), ("信息项“丙”", "", "新增"),
    )  # fmt: skip


def test_a_stashed_file_is_for_its_owner_and_a_day() -> None:
    key = stash.keep(b"content", "1")
    assert stash.take(key, "1") == b"content"
    assert stash.take(key, "2") is None
    assert stash.take("../" + key, "1") is None
    assert stash.take("f" * 64, "1") is None
    place = Path(stash.folder()) / key
    old = time.time() - stash.KEPT_SECONDS - 60
    os.utime(place, (old, old))
    stash.keep(b"other", "1")
    assert stash.take(key, "1") is None
