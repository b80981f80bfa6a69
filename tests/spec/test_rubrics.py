"""The six official documents as rubrics: they load, their cases hold, their sums and passages are found."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from shuheng.engines.rubric import (
    WHOLE,
    Indicator,
    Rubric,
    check_rubric,
    clause_passage,
    coverage,
    passages,
    run_case_file,
)
from shuheng.engines.rubric.formula.nodes import Arithmetic, Node, children
from tests.places import RUBRICS
from tests.spec.shipped import IDS, case_files, cases_as_text, exact, shipped

COUNTS: dict[str, tuple[int, int, int, int | Fraction, int]] = {
    "guangxi-2021": (56, 281, 100, 70, 70),
    "jiangsu-pilot": (24, 34, 100, 0, 0),
    "nanjing-2022": (57, 66, 100, Fraction(5, 4), 0),
    "suqian-2022-county": (13, 16, 100, 60, 30),
    "suqian-2022-department": (10, 13, 100, 60, 20),
    "wuxi-pilot-2021": (17, 17, 119, 200, 0),
}
UNREACHABLE = {("guangxi-2021", "F3-1"): Fraction("1.5")}  # its two clauses give 1.5 of the 2 points
COMPARED = {"base", "deduction", "bonus", "points", "low", "high", "na"}
COMPARED_TOTAL = {"base", "deduction", "bonus", "total", "low", "high", "grade", "vetoed", "rank"}


def test_the_six_are_shipped() -> None:
    assert sorted(IDS) == sorted(COUNTS)


@pytest.mark.parametrize("name", IDS)
def test_loads_without_errors(name: str) -> None:
    assert [str(found) for found in check_rubric(shipped(name)) if found.severity == "error"] == []


@pytest.mark.parametrize("name", IDS)
def test_holds_what_the_document_holds(name: str) -> None:
    found = coverage(shipped(name))
    held = exact(found.indicators, found.clauses, found.base, found.deduction, found.bonus)
    assert held == exact(*COUNTS[name])
    assert sum(found.base_points_by_origin.values()) == found.base
    assert sum(found.planned_base_points.values()) == found.base


@pytest.mark.parametrize(("name", "file"), case_files())
def test_cases_hold(name: str, file: str) -> None:
    results = run_case_file(shipped(name), RUBRICS / name / "cases" / file)
    assert results
    assert [result for result in results if not result.ok] == []


@pytest.mark.parametrize("name", IDS)
def test_every_expectation_is_compared(name: str) -> None:
    idle = [
        case["case"]
        for case in cases_as_text(name)
        if not case["expect"] or case["expect"].keys() - (COMPARED if "indicator" in case else COMPARED_TOTAL)
    ]
    assert idle == []


@pytest.mark.parametrize("name", IDS)
def test_every_indicator_has_a_top_and_a_zero_case(name: str) -> None:
    lacking = []
    for leaf in shipped(name).indicators.values():
        main, part = next(leaf.parts())
        expected = {Fraction(value) for value in _expected(name, leaf.code, main)}
        top = UNREACHABLE.get((name, leaf.code), part.max)
        lacking += [(leaf.code, word) for word, value in (("top", top), ("zero", 0)) if value not in expected]
    assert lacking == []


def _expected(name: str, code: str, part: str) -> Iterator[str]:
    """What the cases of an indicator expect of a part; points say it too where there is only one part."""
    signs = {"deduction": -1}
    alone = len(tuple(shipped(name).indicators[code].parts())) == 1
    for case in cases_as_text(name):
        if case.get("indicator") == code:
            yield from (case["expect"][key] for key in (part,) if key in case["expect"])
            if "points" in case["expect"] and (alone or part == "base"):
                yield str(Fraction(case["expect"]["points"]) * signs.get(part, 1))


@pytest.mark.parametrize("name", IDS)
def test_every_denominator_is_zero_in_some_case(name: str) -> None:
    rubric = shipped(name)
    lacking = [
        (leaf.code, titles)
        for leaf in rubric.indicators.values()
        for titles in _denominators(rubric, leaf)
        if not any(_zero(case, titles) for case in cases_as_text(name) if case.get("indicator") == leaf.code)
    ]
    assert lacking == []


def _denominators(rubric: Rubric, leaf: Indicator) -> set[tuple[str, ...]]:
    """The metrics of every divisor that may be zero."""
    found = set()
    stack: list[Node] = [formula.node for formula in leaf.all_formulas()]
    while stack:
        node = stack.pop()
        stack += children(node)
        if isinstance(node, Arithmetic) and node.op == "/":
            titles = leaf.metrics_read([node.right])
            possible = all(rubric.metrics[title].min == 0 for title in titles)
            if titles and possible:
                found.add(titles)
    return found


def _zero(case: dict[str, dict[str, str]], titles: tuple[str, ...]) -> bool:
    absent = "0" if "others" in case else ""
    return all(case["facts"].get(title, absent) in {"0", ";"} for title in titles)


def test_a_code_means_the_same_everywhere() -> None:
    meant: dict[str, set[tuple[str, str]]] = {}
    coded: dict[str, set[str]] = {}
    for name in IDS:
        for title, metric in shipped(name).metrics.items():
            meant.setdefault(metric.code, set()).add((metric.kind, metric.unit))
            coded.setdefault(title, set()).add(metric.code)
    assert {code: meanings for code, meanings in meant.items() if len(meanings) > 1} == {}
    assert {title: codes for title, codes in coded.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("name", IDS)
def test_every_clause_has_its_passage(shared: Path, name: str) -> None:
    rubric = shipped(name)
    found = passages(rubric, (shared / "documents" / rubric.document.file).read_text("utf-8"))
    assert [code for code in rubric.indicators if code not in found] == []
    silent = [
        (leaf.code, rule.clause)
        for leaf in rubric.indicators.values()
        for _, part in leaf.parts()
        for rule in part.all_rules()
        if not clause_passage(found[leaf.code], rule.clause).strip()
    ]
    assert silent == []
    anchors = {leaf.anchor for leaf in rubric.indicators.values()}
    assert len({texts[WHOLE] for texts in found.values()}) == len(anchors)
