"""The rubric as the engines use it: frozen, resolved, every name known. Built only by ``load``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from shuheng.engines.rubric.formula.analyse import Analyser
from shuheng.engines.rubric.formula.nodes import Node, names
from shuheng.engines.rubric.formula.parse import Formula
from shuheng.engines.rubric.metrics import Metric
from shuheng.engines.rubric.rules.base import IfNa, RuleBase
from shuheng.engines.rubric.scope import Parameter, Scope
from shuheng.engines.rubric.shapes import (
    Classes,
    Declares,
    Document,
    Gate,
    Grades,
    GroupShape,
    HeadShape,
    IndicatorShape,
    Note,
    Part,
    Peers,
    Period,
    Rounding,
    Stage,
    Statement,
    Total,
)
from shuheng.files.yaml_source import Source

PartName = Literal["base", "deduction", "bonus"]
PART_WORDS: dict[PartName, str] = {"base": "基础分", "deduction": "扣分", "bonus": "加分"}
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """Where a thing stands in the rubric's files."""

    source: Source
    path: Path

    def at(self, *more: str | int, key: bool = False) -> tuple[str, int, int]:
        """File, line and column of a thing below this one."""
        return (self.source.file, *self.source.place((*self.path, *more), key=key))


@dataclass(frozen=True)
class Indicator:
    """A leaf: three parts of rules, and the names its formulas may use."""

    shape: IndicatorShape
    scope: Scope
    analyser: Analyser
    group: str
    counted: bool
    place: Place

    @property
    def code(self) -> str:
        return self.shape.code

    @property
    def title(self) -> str:
        return self.shape.title

    @property
    def anchor(self) -> str:
        """The text that finds the indicator in its document."""
        return self.shape.anchor or f"{self.title}{self.code}"

    @property
    def formulas(self) -> Mapping[str, Formula]:
        return self.shape.formulas

    @property
    def base(self) -> Part | None:
        return self.shape.base

    @property
    def deduction(self) -> Part | None:
        return self.shape.deduction

    @property
    def bonus(self) -> Part | None:
        return self.shape.bonus

    @property
    def notes(self) -> tuple[Note, ...]:
        return self.shape.notes

    def parts(self) -> Iterator[tuple[PartName, Part]]:
        """The parts there are, in the order base, deduction, bonus."""
        if self.base is not None:
            yield "base", self.base
        if self.deduction is not None:
            yield "deduction", self.deduction
        if self.bonus is not None:
            yield "bonus", self.bonus

    def all_formulas(self) -> Iterator[Formula]:
        """Every formula of the indicator: named ones, those of rules and of gates."""
        yield from self.formulas.values()
        for _, part in self.parts():
            for rule in part.rules:
                yield from rule.all_formulas()
            for gate in part.gates():
                yield gate.when

    def metrics_read(self, nodes: Iterable[Node]) -> tuple[str, ...]:
        """The metrics some formulas read, named formulas followed to theirs, each once, in order."""
        found: dict[str, None] = {}
        stack = [name for node in nodes for name in names(node)][::-1]
        while stack:
            name = stack.pop()
            if name in self.formulas:
                stack += names(self.formulas[name].node)[::-1]
            elif name in self.scope.metrics:
                found[name] = None
        return tuple(found)

    @property
    def top(self) -> Fraction:
        """The most base points."""
        return self.base.max if self.base is not None else Fraction(0)


@dataclass(frozen=True)
class Group:
    """An inner node; level 1 is the outermost."""

    shape: GroupShape
    level: int
    counted: bool
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    place: Place

    @property
    def code(self) -> str:
        return self.shape.code

    @property
    def title(self) -> str:
        return self.shape.title

    @property
    def weight(self) -> Fraction | None:
        return self.shape.weight

    @property
    def base_weight(self) -> Fraction:
        """The most base points below, caps of groups kept: the weight among the siblings."""
        inner = [child.base_weight for child in self.groups] + [leaf.top for leaf in self.indicators]
        held = sum(inner, Fraction(0))
        return held if self.shape.max is None else min(held, self.shape.max)

    def leaves(self) -> Iterator[Indicator]:
        """Every indicator below, in document order."""
        for group in self.groups:
            yield from group.leaves()
        yield from self.indicators

    def walk(self) -> Iterator[Group]:
        """This group and every group below, in document order."""
        yield self
        for group in self.groups:
            yield from group.walk()


@dataclass(frozen=True)
class Rubric:
    """One official scoring document as data; ``hash`` addresses exactly this content."""

    head: HeadShape
    hash: str
    groups: tuple[Group, ...]
    indicators: Mapping[str, Indicator]
    metrics: Mapping[str, Metric]
    scope: Scope
    analyser: Analyser
    place: Place
    metric_places: Mapping[str, Place] = field(repr=False)

    @property
    def id(self) -> str:
        return self.head.rubric

    @property
    def title(self) -> str:
        return self.head.title

    @property
    def version(self) -> str:
        return self.head.version

    @property
    def document(self) -> Document:
        return self.head.document

    @property
    def assessed(self) -> str:
        return self.head.assessed

    @property
    def period(self) -> Period:
        return self.head.period

    @property
    def stages(self) -> tuple[Stage, ...]:
        return self.head.stages

    @property
    def classes(self) -> Classes | None:
        return self.head.classes

    @property
    def peers(self) -> Peers | None:
        return self.head.peers

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return self.head.parameters

    @property
    def total(self) -> Total:
        return self.head.total

    @property
    def grades(self) -> Grades | None:
        return self.head.grades

    @property
    def veto(self) -> tuple[Gate, ...]:
        return self.head.veto

    @property
    def notes(self) -> tuple[Note, ...]:
        return self.head.notes

    @property
    def declares(self) -> Declares:
        return self.head.declares

    @property
    def document_says(self) -> tuple[Statement, ...]:
        return self.head.document_says

    @property
    def rounding(self) -> Rounding:
        return self.head.rounding

    def if_na(self, part: PartName) -> IfNa:
        """What holds for rules that do not say: the rubric's word for base, zero points elsewhere."""
        return (self.head.not_applicable or "drop") if part == "base" else "zero"

    @cached_property
    def hitting(self) -> tuple[tuple[Indicator, RuleBase], ...]:
        """The rules whose points are taken from another indicator or from the total."""
        return tuple(
            (indicator, rule)
            for indicator in self.indicators.values()
            for _, part in indicator.parts()
            for rule in part.rules
            if rule.hits is not None
        )

    def walk_groups(self) -> Iterator[Group]:
        """Every group, in document order."""
        for group in self.groups:
            yield from group.walk()

    def counted(self) -> tuple[Indicator, ...]:
        """The indicators that count as such, in document order."""
        return tuple(indicator for indicator in self.indicators.values() if indicator.counted)

    def class_names(self) -> tuple[str, ...]:
        """Class names, highest threshold first."""
        return tuple(label for _, label in self.classes.at_least) if self.classes is not None else ()
