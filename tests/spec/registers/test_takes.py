"""What is made of the chosen rows: each take with rows, without rows, and where a value is missing."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.rubric import NEVER_WORD
from shuheng.registers.declare import (
    NEVER,
    Declaration,
    MetricValue,
    Period,
    Row,
    Value,
    choose,
    fact_text,
    load_declaration,
    metric_of,
    value_of,
)
from shuheng.registers.declare.takes import half_up
from tests.spec.registers.halls import TEXT, hall, halls

YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))
HEAD = TEXT[: TEXT.index("metrics:")]
SMALL = st.integers(0, 50)


def declared(body: str) -> Declaration:
    """The halls with one metric, `x.x`."""
    return load_declaration(f"{HEAD}metrics:\n  甲: {{code: x.x, {body}}}\n")


def taken(body: str, *rows: Row) -> MetricValue:
    """The value of the one metric."""
    return value_of(declared(body), "x.x", rows, YEAR)


ROWS = (
    hall(hall="甲", windows=10, used=4, open_on="2021-03-01"),
    hall(hall="乙", windows=10, used=4, open_on="2021-02-01"),
    hall(hall="丙", windows=20, used=20, open_on=None),
)


@pytest.mark.parametrize(
    ("body", "value", "of_none"),
    [
        ("take: rows", Fraction(3), Fraction(0)),
        ("take: sum, field: used", Fraction(28), Fraction(0)),
        ("take: distinct, field: windows", Fraction(2), Fraction(0)),
        ("take: any", True, False),
        ("take: all, holds: {used: {at_least: 4}}", True, False),
        ("take: all, holds: {used: {at_least: 5}}", False, False),
        ("take: largest, field: used", Fraction(20), None),
        ("take: largest, field: used, empty: 0", Fraction(20), Fraction(0)),
        ("take: smallest, field: used", Fraction(4), None),
        ("take: first, field: open_on", date(2021, 2, 1), NEVER),
        ("take: last, field: open_on", NEVER, NEVER),
        ("take: list, field: used", (Fraction(4), Fraction(4), Fraction(20)), ()),
        ("take: ratio, field: used, over: windows", Fraction(7, 10), None),
        ("take: mean, field: windows, over: used", Fraction(143, 100), None),
        ("take: mean, field: windows, over: used, digits: 0", Fraction(1), None),
        ("take: lowest_part, field: used, over: windows", Fraction(4), None),
        ("take: lowest_whole, field: used, over: windows, empty: 0", Fraction(10), Fraction(0)),
    ],
)
def test_a_take_with_rows_and_without(body: str, value: MetricValue, of_none: MetricValue) -> None:
    for rows, expected in ((ROWS, value), ((), of_none)):
        found = taken(body, *rows)
        assert found == expected
        assert type(found) is type(expected)


@pytest.mark.parametrize("take", ["sum", "largest", "smallest", "list"])
def test_a_missing_number_makes_the_metric_unknown(take: str) -> None:
    assert taken(f"take: {take}, field: used", *ROWS, hall(used=None)) is None


@pytest.mark.parametrize("take", ["ratio", "mean", "lowest_part", "lowest_whole"])
@pytest.mark.parametrize("missing", ["used", "windows"])
def test_a_missing_side_makes_a_quotient_unknown(take: str, missing: str) -> None:
    row = hall(**{missing: None})
    assert taken(f"take: {take}, field: used, over: windows", *ROWS, row) is None


def test_a_row_that_cannot_be_decided_makes_the_metric_unknown() -> None:
    declaration = declared("take: rows, where: {kind: 市级}")
    rows = (hall(), hall(kind="县级"), hall(kind=None))
    chosen = choose(declaration, "x.x", rows, YEAR)
    assert (chosen.rows, chosen.undecided) == (rows[:1], rows[2:])
    assert value_of(declaration, "x.x", rows, YEAR) is None
    assert value_of(declaration, "x.x", rows[:2], YEAR) == 1


def test_an_unknown_row_in_a_state_that_does_not_count_harms_nothing() -> None:
    rows = (hall(), Row(hall(kind=None).values, "submitted"))
    assert value_of(declared("take: rows, where: {kind: 市级}"), "x.x", rows, YEAR) == 1


def test_missing_values_in_all_are_unknown_unless_one_row_fails() -> None:
    body = "take: all, holds: {used: {at_least: 5}}"
    assert taken(body, hall(used=9), hall(used=None)) is None
    assert taken(body, hall(used=1), hall(used=None)) is False


@pytest.mark.parametrize(
    ("day", "counted"),
    [("2020-12-31", 0), ("2021-01-01", 1), ("2021-12-31", 1), ("2022-01-01", 0), (None, 0)],
)
def test_the_period_of_a_metric_is_that_of_its_day(day: str | None, counted: int) -> None:
    assert taken("take: rows, period: open_on", hall(open_on=day)) == counted


@pytest.mark.parametrize(
    ("start", "end", "counted"),
    [((2021, 4, 1), (2021, 6, 30), 1), ((2020, 7, 1), (2021, 6, 30), 1), ((2020, 1, 1), (2020, 12, 31), 0)],
)
def test_a_year_counts_where_the_period_touches_it(
    start: tuple[int, int, int], end: tuple[int, int, int], counted: int
) -> None:
    text = TEXT.replace("open_on: {title: 开放日期, type: date}", "open_on: {title: 年份, type: year}")
    declaration = load_declaration(text.replace("take: rows}", "take: rows, period: open_on}", 1))
    rows = (hall(open_on="2021"), hall(open_on=None))
    assert value_of(declaration, "halls.total", rows, Period(date(*start), date(*end))) == counted


def test_a_metric_of_another_narrows_its_rows() -> None:
    rows = (hall(), hall(kind="县级"), hall(kind="县级", used=1))
    assert value_of(halls(), "halls.total", rows, YEAR) == 3
    assert value_of(halls(), "halls.county", rows, YEAR) == 2


def test_wholes_of_zero_are_no_rows_of_the_lowest_share_and_ties_take_the_larger() -> None:
    rows = (hall(windows=0, used=0), hall(windows=10, used=5), hall(windows=20, used=10))
    assert taken("take: lowest_part, field: used, over: windows", *rows) == 10
    assert taken("take: lowest_whole, field: used, over: windows", *rows) == 20
    assert taken("take: lowest_part, field: used, over: windows, empty: 0", rows[0]) == 0


@pytest.mark.parametrize(
    ("body", "value", "text"),
    [
        ("take: rows", None, ""),
        ("take: rows", Fraction(12), "12"),
        ("take: ratio, field: used, over: windows", Fraction(9333, 10000), "93.33%"),
        ("take: mean, field: used, over: windows", Fraction(5, 2), "2.5"),
        ("take: any", True, "是"),
        ("take: any", False, "否"),
        ("take: first, field: open_on", date(2021, 3, 5), "2021-03-05"),
        ("take: first, field: open_on", NEVER, NEVER_WORD),
        ("take: list, field: used", (Fraction(90), Fraction(161, 2)), "90; 80.5"),
        ("take: list, field: used", (), ";"),
    ],
)
def test_values_are_written_as_facts_are(body: str, value: MetricValue, text: str) -> None:
    assert fact_text(declared(body), "x.x", value) == text


def test_a_metric_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        metric_of(halls(), "halls.none")


@given(st.fractions(-1000, 1000), st.integers(0, 4))
def test_rounding_is_half_up_and_as_near_as_can_be(value: Fraction, digits: int) -> None:
    rounded = half_up(value, digits)
    step = Fraction(1, 10**digits)
    assert (rounded / step).denominator == 1
    assert abs(rounded - value) <= step / 2
    assert half_up(-value, digits) == -rounded


@given(st.lists(st.tuples(SMALL, SMALL), max_size=8))
def test_takes_agree_with_plain_python(pairs: list[tuple[int, int]]) -> None:
    """Whole numbers in lists, without any of the engine's own words."""
    rows = [hall(used=min(pair), windows=max(pair)) for pair in pairs]
    used, windows = [min(pair) for pair in pairs], [max(pair) for pair in pairs]
    assert taken("take: sum, field: used", *rows) == sum(used)
    assert taken("take: rows, where: {used: {at_least: 10}}", *rows) == len(
        [one for one in used if one >= 10]
    )
    assert taken("take: distinct, field: windows", *rows) == len(set(windows))
    assert taken("take: largest, field: used, empty: 0", *rows) == max([0, *used])
    ratio = taken("take: ratio, field: used, over: windows", *rows)
    assert (ratio is None) is (sum(windows) == 0)
    assert ratio is None or abs(Fraction(sum(used), sum(windows)) - Fraction(str(ratio))) <= Fraction(
        1, 20000
    )


@given(st.lists(st.sampled_from(["filled", "submitted", "confirmed", "returned"]), max_size=8))
def test_only_confirmed_rows_count(states: list[str]) -> None:
    values: dict[str, Value] = dict(hall().values)
    rows = [Row(values, state) for state in states]
    assert value_of(halls(), "halls.total", rows, YEAR) == states.count("confirmed")
