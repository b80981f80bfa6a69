"""Declarations made to hurt: they are refused quickly, in words, and never take the machine down."""

import time
from pathlib import Path

import pytest

from shuheng.problems import Problem
from shuheng.registers.declare import load_declaration, load_folder, shipped
from tests.robustness.test_hostile_rubrics import NESTED
from tests.spec.refusals import FOREIGN, refused
from tests.spec.registers.halls import TEXT

QUICKLY = 20.0


def problems_of(text: str) -> tuple[Problem, ...]:
    """What a declaration of this text is refused for, quickly."""
    start = time.monotonic()
    problems = refused(lambda: load_declaration(text))
    assert time.monotonic() - start < QUICKLY
    assert not any(FOREIGN.search(problem.message) for problem in problems)
    return problems


@pytest.mark.parametrize("text", NESTED.values(), ids=list(NESTED))
def test_nesting_without_end_does_not_reach_the_stack(text: str) -> None:
    assert [problem.code for problem in problems_of(text)] == ["yaml-too-deep"]


def test_a_hundred_thousand_strange_keys_are_told_in_part() -> None:
    problems = problems_of("\n".join(f"键{number}: 1" for number in range(100_000)))
    assert len(problems) == 201
    assert problems[0].code == "problems-more"


@pytest.mark.parametrize(
    ("old", "line"),
    [
        ("checks:", "  f{0}: {{title: 列{0}, type: yes_no, derived: {{f{1}: 是}}}}\n"),
        ("  县级大厅数", "  大厅数{0}: {{code: halls.m{0}, take: rows, of: halls.m{1}}}\n"),
    ],
)
def test_thousands_of_fields_or_metrics_are_too_many(old: str, line: str) -> None:
    many = "".join(line.format(number, number + 1) for number in range(20_000))
    problems = problems_of(TEXT.replace(old, many + old, 1))
    assert [problem.code for problem in problems] == ["value-too-many"]


def test_chains_of_derived_fields_that_would_take_for_ever_are_refused() -> None:
    line = "  f{0}: {{title: 列{0}, type: yes_no, derived: [{{f{1}: 是}}, {{f{1}: 否}}]}}\n"
    chain = "  f0: {title: 列0, type: yes_no}\n" + "".join(line.format(at, at - 1) for at in range(1, 60))
    problems = problems_of(TEXT.replace("checks:", chain + "checks:", 1))
    assert {problem.code for problem in problems} == {"register-derived"}
    assert len(problems) == 56


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "- 1\n- 2\n",
        "just words",
        "code: &a x\ntitle: *a\n",
        "a: b\n---\nc: d\n",
        "? [a]\n: b\n",
        "code: !!python/name:os.system x\n",
    ],
)
def test_what_is_no_declaration_is_refused(text: str) -> None:
    assert problems_of(text)


def test_a_file_of_five_megabytes_is_refused_alone(tmp_path: Path) -> None:
    (tmp_path / "big.yaml").write_text("# " + "x" * 5_000_000, encoding="utf-8")
    (tmp_path / "halls.yaml").write_text(TEXT, encoding="utf-8")
    loaded = load_folder(tmp_path, shipped())
    assert list(loaded.declarations) == ["halls"]
    assert [problem.code for problem in loaded.problems] == ["yaml-too-large"]


def test_a_folder_with_too_many_files_is_not_read(tmp_path: Path) -> None:
    for number in range(1_001):
        (tmp_path / f"r{number}.yaml").touch()
    loaded = load_folder(tmp_path)
    assert loaded.declarations == {}
    assert [problem.code for problem in loaded.problems] == ["register-files"]


def test_a_folder_in_the_place_of_a_file_is_refused_alone(tmp_path: Path) -> None:
    (tmp_path / "odd.yaml").mkdir()
    (tmp_path / "halls.yaml").write_text(TEXT, encoding="utf-8")
    loaded = load_folder(tmp_path)
    assert list(loaded.declarations) == ["halls"]
    assert [problem.code for problem in loaded.problems] == ["yaml-unreadable"]
