"""A rubric small enough to read, with a metric of every kind; shared by the tests of fact files."""

from functools import cache
from pathlib import Path

from shuheng.engines.rubric import Problem, ProblemsError, Rubric, load_rubric
from shuheng.reports.facts_io import read_facts

HERE = Path(__file__).parent


@cache
def small() -> Rubric:
    """The rubric in ``small/``."""
    return load_rubric(HERE / "small")


def problems_of(path: Path) -> tuple[Problem, ...]:
    """What reading a fact file is refused for; empty where it is accepted."""
    try:
        read_facts(small(), path)
    except ProblemsError as error:
        return error.problems
    return ()


def codes_of(path: Path) -> list[str]:
    """The codes of the problems, in order."""
    return [problem.code for problem in problems_of(path)]
