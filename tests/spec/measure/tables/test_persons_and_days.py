"""Cards that are no identity numbers, and days that may lie ahead."""

from __future__ import annotations

from datetime import date

import pytest

from shuheng.engines.measure.tables import TableQuestion, measure_table
from shuheng.engines.measure.tables.ahead import HAN_WORDS, LATIN_WORDS, lies_ahead
from tests.spec.measure.tables.dirt import Columns, arrow, identity, luhn

QUESTION = TableQuestion(date(2023, 6, 30))
PERSON = identity("45010219900105108")  # begins as cards do; its check character is a digit
PLAIN = pytest.mark.parametrize("plain", [True, False], ids=["plain", "duckdb"])


@PLAIN
def test_an_identity_number_is_no_card_wherever_it_stands(plain: bool) -> None:
    assert PERSON.isdigit()
    card = luhn("45010299990105108")  # as long, but nobody was born in the year 9999
    cells: list[str | None] = [
        PERSON,
        f"持证{PERSON}。",
        card,
        f"{PERSON}，{card}",
        luhn("621700123456789012"),
    ]
    found = measure_table(arrow({"备注": cells}), QUESTION, plain=plain)
    assert found.figure("sensitive_bank_card", "备注").value == 3
    assert found.figure("sensitive_identity", "备注").value == 3


@PLAIN
def test_a_column_of_identity_numbers_is_not_asked_for_cards(plain: bool) -> None:
    card = "6222021234567890128"
    columns: Columns = {"身份证号": [*[PERSON] * 4, card], "备注": [card] * 5}
    found = measure_table(arrow(columns), QUESTION, plain=plain)
    assert set(found.of("sensitive_bank_card")) == {"", "备注"}
    assert (found.figure("sensitive_bank_card").value, found.figure("sensitive_bank_card").whole) == (5, 5)
    assert found.figure("sensitive_identity", "身份证号").value == 4


@pytest.mark.parametrize(
    "name",
    [
        *HAN_WORDS, "有效期至", "计划完成时间", "VALID_TO", "validTo", "expiry_date", "expireDate", "ExpiresAt", "due_date",
        "dueDate", "deadline", "plan date", "planned_end",
    ],
)  # fmt: skip
def test_days_of_these_columns_may_lie_ahead(name: str) -> None:
    assert lies_ahead(name)


@pytest.mark.parametrize(
    "name", ["登记日期", "plant_date", "residue", "valid_from", "explain", "日期", "planet"]
)
def test_days_of_other_columns_may_not(name: str) -> None:
    assert not lies_ahead(name)


@PLAIN
def test_days_to_come_are_not_looked_for_where_they_belong(plain: bool) -> None:
    columns = arrow({"有效期至": ["2030-01-01", "2022-01-01"], "登记日期": ["2030-01-01", "2022-01-01"]})
    found = measure_table(columns, QUESTION, plain=plain)
    assert set(found.of("future_dates")) == {"登记日期"}
    assert {role.role for role in found.roles} == {"date"}
    assert all(
        any(word in name for name in ("valid_to", "expiry", "due", "deadline", "plan"))
        for word in LATIN_WORDS
    )
