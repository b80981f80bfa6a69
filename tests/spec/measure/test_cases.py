"""Every measure against its case by hand, by the expression and by the twin."""

from datetime import date
from typing import Any

import pytest
import yaml

from shuheng.engines.measure import (
    MEASURES,
    REASONS,
    CatalogueFigures,
    Kind,
    Question,
    Scope,
    answers,
    measure_catalogue,
    reason_words,
)
from tests.places import ROOT
from tests.spec.measure.entries import Row, entry, table

CASES: dict[str, list[Row]] = yaml.safe_load(
    (ROOT / "tests/spec/measure/cases.yaml").read_text(encoding="utf-8")
)
WORDS = {"counts": (True, True), "not": (True, False), "unknown": (True, None), "not asked": (False, None)}
QUESTION = Question(date(2023, 6, 30), date(2020, 12, 31))


FAR_APART = 1000  # numbers of the entries of one case, and of the next


def rows_of(code: str) -> list[Row]:
    """The entries of a case without what is expected of them; every case has agencies of its own."""
    expected, first = {"is", "why", "whole"}, list(CASES).index(code) * FAR_APART
    rows = [
        entry(number, **{name: value for name, value in written.items() if name not in expected})
        for number, written in enumerate(CASES[code], start=first + 1)
    ]
    return [{**row, "agency": f"{code}:{row['agency']}"} for row in rows]


@pytest.fixture(scope="module")
def measured() -> CatalogueFigures:
    """All cases measured at once."""
    rows = [row for code in CASES for row in rows_of(code)]
    return measure_catalogue(table(rows), as_of=QUESTION.as_of, baseline_date=QUESTION.baseline)


def expectation(written: Row) -> tuple[Any, ...]:
    """Asked, value, reason, whole."""
    said = written["is"]
    asked, value = WORDS[said] if isinstance(said, str) else (True, said)
    return asked, value, written.get("why"), written.get("whole")


def test_every_measure_has_a_case_and_every_case_a_measure() -> None:
    assert list(CASES) == [code for code in CASES if code in MEASURES]
    assert set(MEASURES) - set(CASES) == set()


@pytest.mark.parametrize("code", CASES)
def test_the_case_holds(code: str, measured: CatalogueFigures) -> None:
    rows, expected = rows_of(code), [expectation(written) for written in CASES[code]]
    first, kind = rows[0]["entry_id"] - 1, MEASURES[code].kind
    if kind is Kind.FAMILY:
        expected = [(asked, value and value + first, why, whole) for asked, value, why, whole in expected]
    numbers = [row["entry_id"] for row in rows]
    flags = [row for row in measured.flags.to_pylist() if row["entry_id"] in numbers]
    by_column = [
        (row[f"{code}__asked"], row[code], row.get(f"{code}__why"), row.get(f"{code}__whole"))
        for row in flags
    ]
    twins = [
        (asked, said.value, said.why if MEASURES[code].why else None, said.whole)
        for asked, said in answers(rows, QUESTION)[code].values()
    ]
    assert by_column == expected
    assert twins == expected
    assert_figure(code, rows, expected, measured.figure(f"{code}:a", code))


def assert_figure(code: str, rows: list[Row], expected: list[tuple[Any, ...]], figure: Any) -> None:
    """The figure of agency a counts what the case says."""
    own = [said for row, said in zip(rows, expected, strict=True) if row["agency"].endswith(":a") and said[0]]
    known = [said[1] for said in own if said[1] is not None]
    if MEASURES[code].kind is Kind.FLAG:
        assert (figure.yes, figure.no) == (known.count(True), known.count(False))
        assert figure.denominator == len(own) == figure.yes + figure.no + figure.unknown
    elif MEASURES[code].kind is Kind.AMOUNT:
        assert (figure.yes, figure.unknown, figure.amount) == (len(known), len(own) - len(known), sum(known))
        wholes = [said[3] for said in own if said[1] is not None]
        assert figure.denominator == (sum(wholes) if MEASURES[code].whole else None)
    else:
        assert (figure.yes, figure.amount) == (len(known), len(set(known)))


def test_scopes_count_what_belongs_and_leave_open_what_nobody_knows() -> None:
    rows = [
        entry(1, sharing_type="none", open_type="unconditional"),
        entry(2, sharing_type="conditional", open_type="none"),
        entry(3, sharing_type="", open_type="conditional", title="x"),
        entry(4, sharing_type="", open_type="", rows=None),
    ]
    found = measure_catalogue(table(rows), as_of=QUESTION.as_of)
    told = {
        scope.value: [
            (one.yes, one.no, one.unknown)
            for one in (found.figure("a", code, scope) for code in ("entries", "names_ok"))
        ]
        for scope in Scope
    }
    assert told == {
        "all": [(4, 0, 0), (3, 1, 0)],
        "sharing": [(1, 0, 2), (1, 0, 2)],
        "opening": [(2, 0, 1), (1, 1, 1)],
    }
    volume = found.figure("a", "volume", Scope.OPENING)
    assert (volume.yes, volume.unknown, volume.amount) == (2, 1, 200)


def test_without_a_baseline_growth_is_unknown() -> None:
    found = measure_catalogue(table([entry(1), entry(2, tables=0)]), as_of=QUESTION.as_of)
    assert found.figure("a", "new_entries").unknown == 2
    structured = found.figure("a", "structured_at_baseline")
    assert (structured.yes, structured.no, structured.unknown) == (0, 1, 1)


def test_a_field_that_an_agency_never_fills_is_not_held_against_it() -> None:
    rows = [entry(1, issued=None, abstract=""), entry(2, issued=None, abstract="", provider="")]
    found = measure_catalogue(table(rows), as_of=QUESTION.as_of)
    complete = found.figure("a", "metadata_complete")
    assert (complete.yes, complete.no, complete.unknown) == (0, 1, 1)
    assert found.figure("a", "metadata_ok").unknown == 2
    fields = found.figure("a", "metadata_fields")
    assert (fields.amount, fields.denominator) == (13, 14)


def test_an_empty_catalogue_has_no_figures() -> None:
    found = measure_catalogue(table([]), as_of=QUESTION.as_of)
    assert (found.figures, found.flags.num_rows, found.families.num_rows) == ((), 0, 0)
    with pytest.raises(KeyError):
        found.figure("a", "entries")


def test_reasons_have_words() -> None:
    given = {written["why"] for case in CASES.values() for written in case if "why" in written}
    assert all(reason_words(code) for code in given)
    assert reason_words("missing_cycle,missing_issued") == "缺更新周期、缺发布日期"
    assert set(REASONS) - {code for why in given for code in why.split(",")} == {
        "title_long",
        "not_delivered",
        "category",
    }


def test_every_measure_says_what_it_is() -> None:
    for code, measure in MEASURES.items():
        assert code == measure.code
        assert all((measure.title, measure.source, measure.says, measure.unknown, measure.unit)), code
        assert (measure.twin is None) != (measure.across is None), code
    assert len({measure.title for measure in MEASURES.values()}) == len(MEASURES)
