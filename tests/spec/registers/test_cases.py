"""Every register comes to what was worked out by hand, also with rows of other states and in another order."""

from dataclasses import replace

import pytest

from shuheng.registers.declare import fact_text, kind_of, metric_of, shipped, value_of
from tests.spec.registers.casebook import YEAR, case_of, names


@pytest.mark.parametrize("code", names())
def test_the_metrics_are_what_was_worked_out_by_hand(code: str) -> None:
    declaration = shipped()[code]
    case = case_of(declaration)
    found = {
        title: fact_text(declaration, metric.code, value_of(declaration, metric.code, case.rows, YEAR))
        for title, metric in declaration.metrics.items()
    }
    assert found == case.expect


@pytest.mark.parametrize("code", names())
def test_rows_that_do_not_count_change_nothing_and_order_does_not_matter(code: str) -> None:
    declaration = shipped()[code]
    rows = case_of(declaration).rows
    others = [state.code for state in declaration.life.states if not state.counts]
    more = (*reversed(rows), *(replace(row, state=state) for row in rows for state in others))
    for metric in declaration.metrics.values():
        before, after = (value_of(declaration, metric.code, some, YEAR) for some in (rows, more))
        if kind_of(declaration, metric_of(declaration, metric.code)) == "list":
            assert isinstance(before, tuple)
            assert isinstance(after, tuple)
            before, after = tuple(sorted(before)), tuple(sorted(after))
        assert before == after, metric.code


def test_every_register_has_a_case() -> None:
    assert set(names()) == set(shipped())
