"""Every code of a problem stands in the reference, once, with meaning and remedy; and nothing else does."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.places import PACKAGE, ROOT

ROOMS = (PACKAGE / "engines" / "rubric", PACKAGE / "reports" / "facts_io", PACKAGE / "files")
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
HYPHENATED = re.compile(r"[a-z]+(-[a-z0-9]+)+")
NO_CODES = {"yyyy-mm-dd", "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16"}
TOLD_OTHERWISE = {"text"}  # shape_errors tells it as value-empty or value-kind
NOTES = {"note-contradiction", "note-gap", "note-decision"}  # made from the kind of the note


def documented() -> list[tuple[str, str, str]]:
    """Code, meaning and remedy of each row of the reference."""
    return ROW.findall((ROOT / "docs" / "reference" / "problems.md").read_text(encoding="utf-8"))


def used_in(path: Path) -> Iterator[str]:
    """Codes in a file: hyphenated words, and the short ones given to pydantic's errors and readers."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and HYPHENATED.fullmatch(node.value)
        ):
            yield node.value
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            place = {"PydanticCustomError": 0, "_text_reader": 1, "Problem": 0}.get(node.func.id)
            code = node.args[place] if place is not None and len(node.args) > place else None
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value


def used() -> set[str]:
    """Every code the rubric engine and the readers of facts can give."""
    found = {code for room in ROOMS for path in room.rglob("*.py") for code in used_in(path)}
    return (found | NOTES) - NO_CODES - TOLD_OTHERWISE


def test_every_code_is_documented_and_every_documented_code_is_used() -> None:
    codes = {code for code, _, _ in documented()}
    assert used() - codes == set()
    assert codes - used() == set()


def test_a_code_has_one_meaning_and_a_meaning_one_code() -> None:
    codes = [code for code, _, _ in documented()]
    meanings = [meaning for _, meaning, _ in documented()]
    assert len(set(codes)) == len(codes)
    assert len(set(meanings)) == len(meanings)


def test_every_code_of_the_bad_files_is_documented() -> None:
    told = {
        code
        for path in (ROOT / "tests" / "spec").rglob("*bad/*.txt")
        for code in re.findall(r"〔([a-z0-9-]+)〕$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert told <= {code for code, _, _ in documented()}
