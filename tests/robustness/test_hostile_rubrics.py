"""Rubric files made to hurt: they are refused quickly, in words, and never take the machine down."""

from pathlib import Path

import pytest

from shuheng.engines.rubric import Problem, ProblemsError, load_rubric, read_facts_yaml
from tests.spec.facts.small_rubric import small
from tests.spec.refusals import refused

NESTED = {
    "brackets-left-open": "a: " + "[" * 100_000,
    "brackets": "a: " + "[" * 30_000 + "]" * 30_000,
    "braces": "a: " + "{b: " * 30_000 + "1" + "}" * 30_000,
    "dashes": "- " * 30_000 + "a",
    "question-marks": "? " * 30_000 + "a",
    "indentation": "\n".join(" " * level + "a:" for level in range(1_500)),
    "hidden-in-quotes": "a: " + '["]", ' * 30_000,
}


def problems_of(folder: Path, text: str) -> tuple[Problem, ...]:
    """What a rubric of this text is refused for."""
    (folder / "rubric.yaml").write_text(text, encoding="utf-8")
    return refused(lambda: load_rubric(folder))


@pytest.mark.parametrize("text", NESTED.values(), ids=list(NESTED))
def test_nesting_without_end_does_not_reach_the_stack(text: str, tmp_path: Path) -> None:
    problems = problems_of(tmp_path, text)
    assert [problem.code for problem in problems] == ["yaml-too-deep"]
    assert problems[0].line > 0


def test_a_hundred_thousand_strange_keys_are_told_in_part(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, "\n".join(f"键{number}: 1" for number in range(100_000)))
    assert len(problems) == 501
    assert problems[0].code == "problems-more"
    places = [(problem.line, problem.column) for problem in problems[1:]]
    assert places == sorted(places)


def test_a_hundred_thousand_facts_that_do_not_exist(tmp_path: Path) -> None:
    facts = "\n".join(f"      没有的指标值{number}: 1" for number in range(100_000))
    path = tmp_path / "facts.yaml"
    path.write_text(f"agencies:\n  - code: x1\n    peer: 第一档\n    facts:\n{facts}\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_facts_yaml(small(), path)
    assert len(caught.value.problems) == 100_000
    assert {problem.code for problem in caught.value.problems} == {"metric-unknown"}
