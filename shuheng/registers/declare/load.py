"""Declarations from YAML: every mistake at once with its place; a file with mistakes is refused alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from shuheng.files.yaml_source import Source, parse_source, read_source
from shuheng.problems import Problem, ProblemsError
from shuheng.registers.declare.meaning import meaning_problems
from shuheng.registers.declare.shape_errors import shape_problems
from shuheng.registers.declare.shapes import Declaration

SHIPPED = Path(__file__).resolve().parent.parent / "declarations"
MOST_FILES = 1_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """Declarations by code, and the problems of the files that were refused."""

    declarations: Mapping[str, Declaration]
    problems: tuple[Problem, ...] = ()


def load_declaration(text: str, name: str = "register.yaml") -> Declaration:
    """The declaration of a YAML text; raises ProblemsError with its mistakes, each with line and column."""
    return _resolve(parse_source(text, name))


def load_folder(folder: Path, others: Mapping[str, Declaration] | None = None) -> Loaded:
    """Every `*.yaml` of a folder, by name; a missing folder holds none.

    `others` are declarations that stand already: a code, or a metric, that one of them has is refused, so that no
    metric is supplied twice; a reference to a register that is nowhere is refused too.
    """
    standing = dict(others or {})
    found: dict[str, Declaration] = {}
    problems: list[Problem] = []
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    if len(files) > MOST_FILES:
        message = f"文件夹里有 {len(files)} 份声明，上限 {MOST_FILES} 份。请移走不用的。"
        return Loaded({}, (Problem("register-files", message, file=folder.name),))
    for file in files:
        try:
            declaration = _resolve(read_source(file))
            _refuse(_clashes(declaration, file.name, {**standing, **found}))
        except ProblemsError as error:
            problems += error.problems
        else:
            found[declaration.code] = declaration
    return _linked(found, standing, problems)


@cache
def shipped() -> Mapping[str, Declaration]:
    """The declarations the house brings along, by code; raises ProblemsError where one has a mistake."""
    loaded = load_folder(SHIPPED)
    _refuse(loaded.problems)
    return loaded.declarations


def supplied(declarations: Iterable[Declaration]) -> dict[str, str]:
    """Metric code -> code of the register that supplies it."""
    return {metric.code: one.code for one in declarations for metric in one.metrics.values()}


def _resolve(source: Source) -> Declaration:
    _refuse(source.problems)
    try:
        declaration = Declaration.model_validate(source.data)
    except ValidationError as error:
        raise ProblemsError(shape_problems(error, source)) from error
    _refuse(meaning_problems(declaration, source))
    return declaration


def _refuse(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise ProblemsError(found)


def _clashes(declaration: Declaration, file: str, others: Mapping[str, Declaration]) -> list[Problem]:
    if declaration.code in others:
        message = f"代码“{declaration.code}”已有台账“{others[declaration.code].title}”。"
        return [Problem("register-duplicate", message, file=file, field="code", hint="请换一个代码。")]
    taken = supplied(others.values())
    return [
        Problem(
            "register-metric-duplicate",
            f"指标 {metric.code} 已由台账“{others[taken[metric.code]].title}”提供，一个指标只能出自一本台账。",
            file=file,
            field=f"metrics {title}",
            hint="请删去这里的，或换一个指标代码。",
        )
        for title, metric in declaration.metrics.items()
        if metric.code in taken
    ]


def _linked(
    found: dict[str, Declaration], standing: Mapping[str, Declaration], problems: list[Problem]
) -> Loaded:
    """Without the declarations whose references lead nowhere, until none is left."""
    while True:
        known = {**standing, **found}
        broken = [
            Problem(
                "register-reference",
                f"“{field.title}”引用的台账“{field.target}”不存在，或它的声明有误。",
                file=f"{declaration.code}.yaml",
                field=f"fields {code} register",
                allowed=tuple(known),
            )
            for declaration in found.values()
            for code, field in declaration.fields.items()
            if field.target is not None and field.target not in known
        ]
        if not broken:
            return Loaded(found, tuple(problems))
        problems += broken
        for problem in broken:
            found.pop(problem.file.removesuffix(".yaml"), None)
