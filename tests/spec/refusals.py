"""What the tests of bad files share: what was refused, and what no message may contain."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from shuheng.engines.rubric import Problem, ProblemsError

# Words of a programming language or of a library, and the looks of its values: {'a': 1}, Fraction(1, 2).
FOREIGN = re.compile(
    r"(?i:pydantic|python|traceback|error|exception|fraction|expected|input)"
    r"|\b(?:None|True|False|dict|str)\b|[\[{]'|\{\w*\}|\{\{",
)


def refused(read: Callable[[], object]) -> tuple[Problem, ...]:
    """The problems ``read`` is refused for; it must be refused."""
    with pytest.raises(ProblemsError) as caught:
        read()
    return caught.value.problems


def expected_lines(path: Path) -> list[str]:
    """The messages that stand beside a bad file."""
    return path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


def bad_files(folder: Path) -> list[str]:
    """The names of the bad files of a folder, without suffix."""
    return sorted(path.stem for path in folder.glob("*.yaml") if path.stem != "rubric")
