"""Runs ``shuheng`` in this process and gives what a person would see."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from shuheng.cli import run


@dataclass(frozen=True)
class Shown:
    """Exit code and what stood on the two streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The document on stdout, which must be JSON alone."""
        return json.loads(self.out)


class Shuheng:
    """The command line as a function: ``shuheng("score", "nanjing-2022")``."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Shown:
        self._capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        shown = self._capsys.readouterr()
        assert "Traceback" not in shown.out + shown.err
        return Shown(code, shown.out, shown.err)

    def json(self, *arguments: object) -> Any:
        """The JSON of a command that must succeed."""
        shown = self(*arguments, "--format", "json")
        assert shown.code == 0, shown.err
        return shown.json
