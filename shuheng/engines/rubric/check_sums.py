"""Declared sums against what the rubric holds; the document's own statements against its tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from shuheng.engines.rubric.exact import plain
from shuheng.engines.rubric.model import PartName, Rubric
from shuheng.engines.rubric.shapes import Statement
from shuheng.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with its place as (file, line, column)."""

    code: str
    message: str
    place: tuple[str, int, int]
    severity: Severity = "error"
    allowed: tuple[str, ...] = ()
    hint: str = ""

    def problem(self) -> Problem:
        """As a problem for readers."""
        file, line, column = self.place
        return Problem(
            self.code,
            self.message,
            self.severity,
            file=file,
            line=line,
            column=column,
            allowed=self.allowed,
            hint=self.hint,
        )


def part_sum(rubric: Rubric, part: PartName) -> Fraction:
    """The most points of one part over the counted indicators, caps of groups kept."""
    if part == "base":
        return sum((group.base_weight for group in rubric.groups if group.counted), Fraction(0))
    parts = (getattr(indicator, part) for indicator in rubric.counted())
    return sum((found.max for found in parts if found is not None), Fraction(0))


def check_sums(rubric: Rubric) -> Iterator[Finding]:
    """Mismatches of ``weight`` and ``declares`` are errors; of ``document_says`` contradictions of the document."""
    for group in rubric.walk_groups():
        accepted = {code for note in group.shape.notes for code in note.accepts}
        held = group.base_weight or sum(
            (leaf.bonus.max for leaf in group.leaves() if leaf.bonus), Fraction(0)
        )
        if group.weight is not None and group.weight != held and "weight-mismatch" not in accepted:
            text = f"{group.code} {group.title}写明 {plain(group.weight)} 分，其下指标合计 {plain(held)} 分，对不上。"
            hint = "请核对 weight 与各指标的 max。"
            yield Finding("weight-mismatch", text, group.place.at("weight"), hint=hint)
    yield from _declared(rubric)
    for index, statement in enumerate(rubric.document_says):
        held = _held(rubric, statement)
        if held != statement.number:
            what = _what(statement)
            text = f"原文{statement.place}说{what}为 {plain(statement.number)}，表中实为 {plain(held)}。按表执行。"
            yield Finding(
                "document-contradiction", text, rubric.place.at("document_says", index), "contradiction"
            )


def _declared(rubric: Rubric) -> Iterator[Finding]:
    declares = rubric.declares
    if declares.indicators is not None and declares.indicators != len(rubric.counted()):
        text = f"声明有 {declares.indicators} 项指标，实有 {len(rubric.counted())} 项，对不上。请核对 declares 与各指标。"
        yield Finding("declared-mismatch", text, rubric.place.at("declares", "indicators"))
    parts: tuple[tuple[PartName, str], ...] = (("base", "基础分"), ("deduction", "扣分"), ("bonus", "加分"))
    for part, word in parts:
        declared = getattr(declares, part)
        held = part_sum(rubric, part)
        if declared is not None and declared != held:
            text = f"声明{word}最多 {plain(declared)} 分，各指标合计 {plain(held)} 分，对不上。请核对 declares 与各指标的 max。"
            yield Finding("declared-mismatch", text, rubric.place.at("declares", part))


def _held(rubric: Rubric, statement: Statement) -> Fraction:
    if statement.of == "indicators":
        return Fraction(len(rubric.counted()))
    if statement.of == "groups":
        level = statement.level or 1
        return Fraction(sum(group.level == level and group.counted for group in rubric.walk_groups()))
    return part_sum(rubric, statement.of)


def _what(statement: Statement) -> str:
    if statement.of == "groups":
        level = statement.level or 1
        return f"{'一二三四五'[level - 1] if level <= 5 else level}级指标数"
    return {"indicators": "末级指标数", "base": "基础分", "deduction": "扣分", "bonus": "加分"}[statement.of]
