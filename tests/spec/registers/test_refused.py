"""Each mistake of a declaration is told in its words, at its place: refused.txt says which change brings which message."""

from pathlib import Path

import pytest

from shuheng.registers.declare import load_declaration
from tests.spec.refusals import FOREIGN, refused
from tests.spec.registers.halls import TEXT, halls

NEWLINE = "⏎"
BLOCKS = (Path(__file__).parent / "refused.txt").read_text(encoding="utf-8").strip().split("\n\n")
MISTAKES = {block.split("\n")[0][2:]: block.split("\n")[1:] for block in BLOCKS}


def told(lines: list[str], sign: str) -> list[str]:
    """The lines of a block with this sign, without it."""
    return [line[2:].replace(NEWLINE, "\n") for line in lines if line.startswith(sign)]


def test_the_declaration_that_is_changed_is_right() -> None:
    assert halls().title == "办事大厅台账"


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_its_words(name: str) -> None:
    (old,), (new,) = told(MISTAKES[name], "- "), told(MISTAKES[name], "+ ")
    assert TEXT.count(old) >= 1
    problems = refused(lambda: load_declaration(TEXT.replace(old, new, 1)))
    assert [str(problem) for problem in problems] == told(MISTAKES[name], "= ")
    assert not any(FOREIGN.search(problem.message) for problem in problems)


def test_all_mistakes_of_one_kind_come_at_once_in_file_order() -> None:
    text = TEXT.replace("key: [hall]", "key: [hal]").replace("take: rows}", "take: sum}")
    text = text.replace("whole: windows", "whole: window").replace("{workdays: 10}", "{}")
    problems = refused(lambda: load_declaration(text))
    places = [(problem.line, problem.column) for problem in problems]
    assert [problem.code for problem in problems] == [
        "register-due",
        "register-field-unknown",
        "register-field-unknown",
        "register-metric",
    ]
    assert places == sorted(places)
    assert all(line > 0 for line, _ in places)


def test_every_code_of_a_declaration_has_its_mistake() -> None:
    source = Path(__file__).parents[3] / "shuheng" / "registers" / "declare"
    said = "\n".join(line for lines in MISTAKES.values() for line in told(lines, "= "))
    for path in (source / "meaning.py", source / "metric_meaning.py", source / "where_meaning.py"):
        codes = {part.split('"')[0] for part in path.read_text(encoding="utf-8").split('"register-')[1:]}
        assert codes
        assert [code for code in sorted(codes - {"file"}) if f"〔register-{code}〕" not in said] == []
