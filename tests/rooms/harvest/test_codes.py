"""Every code this room gives is explained, none is explained in vain, and none means something else in the engine."""

import ast
import re
from pathlib import Path

from shuheng.catalogue.harvest import codes
from shuheng.catalogue.harvest.codes import ROOM_CODES, meaning_of
from shuheng.engines.harvest import PROBLEM_CODES

FOLDER = Path(codes.__file__).parent
GIVEN = re.compile(r'(?:refused|problem|meaning_of|remark)\(\s*\[?"([a-z-]+)"|told\.append\(\s*\("([a-z-]+)"')


def given() -> set[str]:
    """Codes as they stand in calls and in notes; a code is a constant, never put together."""
    found = set()
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in ROOM_CODES:
                found.add((path.name, node.value))
    return {code for name, code in found if name != "codes.py"}


def asked() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.py"))
    return {code for text in texts for pair in GIVEN.findall(text) for code in pair if code}


def test_every_code_is_explained_and_every_explained_code_is_given() -> None:
    assert set(ROOM_CODES) - given() == set()
    assert {code for code in asked() if "-" in code} - set(ROOM_CODES) - set(PROBLEM_CODES) == set()


def test_a_code_has_one_meaning() -> None:
    assert set(ROOM_CODES) & set(PROBLEM_CODES) == set()
    meanings = [meaning for meaning, _ in ROOM_CODES.values()]
    assert len(set(meanings)) == len(meanings)
    assert meaning_of("title-missing") == PROBLEM_CODES["title-missing"]


def test_every_meaning_says_what_to_do() -> None:
    assert [
        code for code, (meaning, remedy) in ROOM_CODES.items() if not meaning or not remedy.endswith("。")
    ] == []
