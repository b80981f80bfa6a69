"""Every worked example of the language holds in both engines; what must be refused is refused."""

import pytest

from shuheng.engines.rubric import check_rubric
from tests.spec.language.features import Refusal, feature, names, refused_with, rubric_of, run

INDICATOR_KEYS = {"base", "deduction", "bonus", "points", "low", "high", "na"}
TOTAL_KEYS = {"base", "deduction", "bonus", "total", "low", "high", "grade", "rank", "vetoed"}
REFUSALS = [(name, refusal) for name in names() for refusal in feature(name).refused]


@pytest.mark.parametrize("name", names())
def test_examples_hold_in_both_engines(name: str) -> None:
    """Each case comes out as worked out by hand."""
    failed = {result.case: (*result.differences, *result.problems) for result in run(name) if not result.ok}
    assert not failed


@pytest.mark.parametrize("name", names())
def test_an_example_expects_something_its_engines_compute(name: str) -> None:
    """An expectation nobody compares would hold whatever comes out."""
    for case in feature(name).cases:
        expected = {key for key, value in case.expect if value is not None}
        allowed = TOTAL_KEYS if case.indicator is None else INDICATOR_KEYS
        assert expected, case.case
        assert expected <= allowed, case.case


@pytest.mark.parametrize("name", names())
def test_a_wrong_expectation_is_noticed(name: str) -> None:
    """The examples can fail: points that no example has are refused by both engines."""
    for result in run(name, {"low": "-77", "high": "77"}):
        text = "；".join(result.differences)
        assert text.count("快引擎") == text.count("对照引擎") == 2, result


@pytest.mark.parametrize(("name", "refusal"), REFUSALS, ids=lambda value: getattr(value, "code", value))
def test_mistakes_are_refused(name: str, refusal: Refusal) -> None:
    """The example with one thing written wrongly does not load, for the reason named."""
    found = feature(name)
    assert found.rubric.count(refusal.find) == 1, "the place to change must be one place"
    assert refusal.code in refused_with(found, refusal)


@pytest.mark.parametrize("name", names())
def test_remarks_are_exactly_those_named(name: str) -> None:
    """Contradictions, gaps and decisions are listed; an example has no other remark."""
    assert sorted(problem.code for problem in check_rubric(rubric_of(name))) == sorted(feature(name).remarks)
