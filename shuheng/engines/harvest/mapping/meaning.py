"""Whether a mapping of the right shape makes sense: targets that exist, one source each, codes that exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shuheng.engines.harvest.codes import PROBLEM_CODES
from shuheng.engines.harvest.mapping.shapes import FieldMap, Mapping
from shuheng.engines.harvest.targets import TARGETS, Kind, Target
from shuheng.files.yaml_source import Source
from shuheng.problems import Problem, did_you_mean
from shuheng.terms import AccessType, Grade, ResourceKind, Term, UpdateCycle

CODES: dict[Kind, type[Term]] = {
    "cycle": UpdateCycle,
    "access": AccessType,
    "grade": Grade,
    "kinds": ResourceKind,
}
OPTIONS: dict[str, tuple[Kind, ...]] = {
    "split": ("words",),
    "date": ("date",),
    "number": ("number",),
    "each": ("resources",),
}
UNMAPPABLE: tuple[Kind, ...] = ("date", "number", "resources", "words", "link")


def meaning_problems(mapping: Mapping, source: Source) -> list[Problem]:
    """Every mistake of meaning, with its place in the file."""
    if "title" not in mapping.fields:
        yield_title = _problem(
            source, ("fields",), "mapping-no-source", "没有写目录名称（title）取自哪个字段。"
        )
        return [yield_title, *_fields(mapping, source)]
    return list(_fields(mapping, source))


def _fields(mapping: Mapping, source: Source) -> Iterator[Problem]:
    for name, field in mapping.fields.items():
        path = ("fields", name)
        target = TARGETS.get(name)
        if target is None:
            yield _problem(source, path, "mapping-target", f"没有“{name}”这个目标字段。", TARGETS, name)
            continue
        ways = [bool(field.source), bool(field.join), field.constant is not None]
        if sum(ways) != 1:
            text = f"“{name}”（{target.title}）要写 from、join、constant 中的一个，写了 {sum(ways)} 个。"
            yield _problem(source, path, "mapping-no-source", text)
        yield from _options(field, target, source)
        yield from _codes(field, target, source)


def _options(field: FieldMap, target: Target, source: Source) -> Iterator[Problem]:
    for option, kinds in OPTIONS.items():
        if getattr(field, option) and target.kind not in kinds:
            text = f"“{target.name}”（{target.title}）不能写 {option}。"
            yield _problem(source, ("fields", target.name, option), "mapping-option", text)
    if field.map and target.kind in UNMAPPABLE:
        text = f"“{target.name}”（{target.title}）不能写 map。"
        yield _problem(source, ("fields", target.name, "map"), "mapping-option", text)
    if target.kind == "resources" and (field.each is None or not field.source):
        text = f"“{target.name}”要写 from 和 each。"
        yield _problem(source, ("fields", target.name), "mapping-no-source", text)


def _codes(field: FieldMap, target: Target, source: Source) -> Iterator[Problem]:
    """Codes of closed lists on the right of `map` and in `constant`."""
    allowed = _allowed(target.kind)
    if not allowed:
        return
    for written, code in field.map.items():
        if code is not None and code not in allowed:
            text = f"“{written}”不能对应“{code}”。"
            yield _problem(
                source, ("fields", target.name, "map", written), "mapping-code", text, allowed, code
            )
    if field.constant is not None and field.constant not in allowed:
        text = f"“{target.name}”不能写“{field.constant}”。"
        path = ("fields", target.name, "constant")
        yield _problem(source, path, "mapping-code", text, allowed, field.constant)


def _allowed(kind: Kind) -> tuple[str, ...]:
    if kind == "yes_no":
        return ("yes", "no")
    return tuple(str(term.value) for term in CODES[kind]) if kind in CODES else ()


def _problem(
    source: Source,
    path: tuple[str, ...],
    code: str,
    message: str,
    allowed: Iterable[str] = (),
    word: str = "",
) -> Problem:
    line, column = source.place(path, key=code in ("mapping-target", "mapping-option"))
    hint = did_you_mean(word, allowed) if word else ""
    return Problem(code, message, file=source.file, line=line, column=column, field=" ".join(path),
                   allowed=tuple(allowed), hint=hint or PROBLEM_CODES[code][1])  # fmt: skip
