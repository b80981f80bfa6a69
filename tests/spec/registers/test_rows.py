"""Rows: everything that is wrong with one comes at once, each at its field."""

import pytest

from shuheng.registers.declare import Row, Value, check_values, key_of, missing_fields, read_values, value_in
from tests.spec.registers.halls import FULL, halls

NEEDED = halls(
    "open_on: {title: 开放日期, type: date}",
    "open_on: {title: 开放日期, type: date, required_when: {kind: 县级}}",
)
ORDERED = halls("checks:", "checks:\n  - {earlier: open_on, later: close_on, says: 停用早于开放。}")


def codes(values: dict[str, Value], complete: bool = True) -> list[tuple[str, str]]:
    """Code and field of each problem."""
    return [(problem.code, problem.field) for problem in check_values(NEEDED, values, complete=complete)]


def test_texts_are_read_and_their_mistakes_told_with_row_and_field() -> None:
    texts = {"hall": "甲", "kind": "省级", "windows": "十", "used": "3", "busy": "是", "color": "红"}
    values, problems = read_values(halls(), texts, row=7)
    assert values == {"hall": "甲", "used": 3}
    assert [(problem.code, problem.field, problem.row) for problem in problems] == [
        ("row-field", "color", 7),
        ("cell-option", "kind", 7),
        ("cell-number", "windows", 7),
    ]
    assert problems[1].message == "“类别”写的是“省级”，不在可选的词里。"


def test_a_right_row_has_no_problems() -> None:
    assert codes(FULL) == []


@pytest.mark.parametrize("missing", ["hall", "kind", "windows", "used"])
def test_what_is_required_is_asked_for_in_a_complete_row_only(missing: str) -> None:
    values = {code: value for code, value in FULL.items() if code != missing}
    assert codes(values) == [("row-required", missing)]
    assert codes(values, complete=False) == ([("row-required", "hall")] if missing == "hall" else [])


def test_what_is_required_sometimes_is_asked_for_then() -> None:
    assert codes({**FULL, "kind": "县级"}) == [("row-required", "open_on")]
    assert codes({**FULL, "kind": "县级", "open_on": "2021-05-01"}) == []
    assert list(missing_fields(NEEDED, Row({**FULL, "kind": "县级"}), complete=False)) == []


def test_a_cell_that_is_wrong_is_not_also_missing() -> None:
    assert codes({**FULL, "windows": -3}) == [("cell-too-small", "windows")]


def test_a_part_is_at_most_its_whole() -> None:
    assert codes({**FULL, "used": 12}) == []
    assert codes({**FULL, "used": 13}) == [("row-part", "used")]
    assert codes({**FULL, "used": 13}, complete=False) == [("row-part", "used")]


@pytest.mark.parametrize(
    ("later", "wrong"), [("2021-04-30", True), ("2021-05-01", False), ("2021-05-02", False), (None, False)]
)
def test_days_stand_in_their_order(later: str | None, wrong: bool) -> None:
    problems = check_values(ORDERED, {**FULL, "open_on": "2021-05-01", "close_on": later})
    assert [(problem.code, problem.field) for problem in problems] == (
        [("row-order", "close_on")] if wrong else []
    )


def test_kept_values_enter_by_no_other_door() -> None:
    assert codes({**FULL, "kind": "乡级"}) == [("cell-option", "kind")]
    assert codes({**FULL, "color": "红"}) == [("row-field", "color")]


def test_a_derived_field_is_worked_out_and_never_read() -> None:
    declaration = halls()
    assert value_in(declaration, Row({"used": 10}), "busy") is True
    assert value_in(declaration, Row({"used": 9, "busy": True}), "busy") is False
    assert value_in(declaration, Row({}), "busy") is None


def test_the_key_is_the_text_of_its_fields() -> None:
    two = halls("key: [hall]", "key: [hall, windows]")
    assert key_of(halls(), FULL) == "甲"
    assert key_of(two, FULL) == "甲 / 12"
