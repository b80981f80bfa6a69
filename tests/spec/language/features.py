"""The features of the rubric language: read from the YAML files beside this one, run in both engines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import yaml
from pydantic import BeforeValidator, Field, TypeAdapter

from shuheng.engines.rubric import CaseResult, ProblemsError, Rubric, load_rubric, run_cases
from shuheng.engines.rubric.cases import Case
from shuheng.engines.rubric.fields import Shape, Words
from shuheng.files.yaml_source import Plain, parse_source

HERE = Path(__file__).parent
HEAD = (HERE / "head.yaml").read_text(encoding="utf-8")


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class Refusal(Shape):
    """A change of the example that the checker must refuse with this code."""

    find: str
    write: str
    code: Words
    because: Words


class Feature(Shape):
    """One feature: what it is for, a small rubric, worked examples, what is refused, what is remarked.

    ``rubric`` leaves out what ``head.yaml`` says; ``files`` are further files of the same rubric;
    ``remarks`` are the codes that the checker lists beside the rubric without refusing it.
    """

    title: Words
    text: str
    rubric: str
    files: dict[str, str] = Field(default_factory=dict)
    cases: Annotated[tuple[Case, ...], BeforeValidator(_tuple)]
    refused: Annotated[tuple[Refusal, ...], BeforeValidator(_tuple)] = ()
    remarks: Annotated[tuple[str, ...], BeforeValidator(_tuple)] = ()


FEATURE = TypeAdapter(Feature)


@cache
def names() -> tuple[str, ...]:
    """The features in the order of the manual, by file name without its ending."""
    return tuple(path.stem for path in sorted(HERE.glob("[0-9][0-9]-*.yaml")))


@cache
def feature(name: str) -> Feature:
    """One feature; pydantic or the reader says what is wrong with its file."""
    return FEATURE.validate_python(_data(name))


@cache
def _data(name: str) -> dict[str, Plain]:
    source = parse_source((HERE / f"{name}.yaml").read_text(encoding="utf-8"), name)
    if source.problems:
        raise ProblemsError(source.problems)
    assert isinstance(source.data, dict)
    return source.data


def whole(text: str) -> str:
    """The complete rubric.yaml: the common head, without the keys that ``text`` writes itself."""
    own = set(re.findall(r"^(\w+):", text, re.MULTILINE))
    lines = [line for line in HEAD.splitlines() if line.split(":")[0] not in own]
    return "\n".join([*lines, text])


@contextmanager
def folder(found: Feature, text: str | None = None) -> Iterator[Path]:
    """A rubric folder that holds the feature (or a changed ``text`` of it) while the block runs."""
    with TemporaryDirectory(prefix="rubric-language-") as made:
        path = Path(made)
        (path / "rubric.yaml").write_text(whole(found.rubric if text is None else text), encoding="utf-8")
        for name, content in found.files.items():
            (path / name).write_text(content, encoding="utf-8")
        yield path


@cache
def rubric_of(name: str) -> Rubric:
    """The loaded rubric of a feature."""
    with folder(feature(name)) as path:
        return load_rubric(path)


def run(name: str, change: dict[str, str] | None = None) -> tuple[CaseResult, ...]:
    """The cases of a feature in both engines, or the same cases with ``change`` as what they expect."""
    cases: Any = _data(name)["cases"]
    if change is not None:
        cases = [case | {"expect": dict(change)} for case in cases]
    return run_these(name, cases)


def run_these(name: str, cases: list[dict[str, Any]]) -> tuple[CaseResult, ...]:
    """Other cases under the rubric of a feature."""
    with TemporaryDirectory(prefix="rubric-language-") as made:
        text = yaml.safe_dump({"cases": cases}, allow_unicode=True, sort_keys=False)
        (Path(made) / "cases.yaml").write_text(text, encoding="utf-8")
        return run_cases(rubric_of(name), Path(made))


def refused_with(found: Feature, refusal: Refusal) -> tuple[str, ...]:
    """The codes a changed example is refused with; empty where it loads."""
    with folder(found, found.rubric.replace(refusal.find, refusal.write)) as path:
        try:
            load_rubric(path)
        except ProblemsError as error:
            return tuple(problem.code for problem in error.problems)
    return ()
