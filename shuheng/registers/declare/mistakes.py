"""A mistake of meaning before it has its place in the file."""

from __future__ import annotations

from dataclasses import dataclass

from shuheng.files.yaml_source import Plain, Source
from shuheng.problems import Problem, did_you_mean
from shuheng.registers.declare.shapes import Declaration

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at which path of the declaration."""

    path: Path
    code: str
    message: str
    allowed: tuple[str, ...] = ()
    hint: str = ""

    def problem(self, source: Source) -> Problem:
        """The problem with line and column."""
        line, column = source.place(self.path)
        return Problem(
            self.code,
            self.message,
            file=source.file,
            line=line,
            column=column,
            field=field_words(self.path, source),
            allowed=self.allowed,
            hint=self.hint,
        )


def field_words(path: Path, source: Source) -> str:
    """The path for a person, without steps that only the shapes know; places in a list count from 1."""
    words: list[str] = []
    data: Plain = source.data
    for step in path:
        if isinstance(step, int):
            if isinstance(data, list) and step < len(data):
                words.append(f"第 {step + 1} 项")
                data = data[step]
        elif isinstance(data, dict) and step in data:
            words.append(step)
            data = data[step]
    return " ".join(words)


def field_unknown(path: Path, name: str, declaration: Declaration) -> Mistake:
    """A field that the declaration does not have."""
    known = tuple(declaration.fields)
    return Mistake(path, "register-field-unknown", f"没有“{name}”这一列。", known, did_you_mean(name, known))
