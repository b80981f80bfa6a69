"""What the names in a formula stand for: metrics, named formulas of the indicator, parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from shuheng.engines.rubric.fields import Day, Exact, Shape
from shuheng.engines.rubric.formula.parse import Formula
from shuheng.engines.rubric.metrics import Metric


class Parameter(Shape):
    """A named constant that may differ by class, by period, or from a date on (dated values)."""

    title: str
    unit: str = ""
    value: Exact | None = None
    by_class: dict[str, Exact] | None = None
    by_period: dict[str, Exact] | None = None
    dated: dict[Day, Exact] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Parameter:
        forms = (self.value, self.by_class, self.by_period, self.dated)
        if sum(form is not None for form in forms) != 1:
            raise PydanticCustomError(
                "parameter-form", "value、by_class、by_period、dated 四种写法必须写一种，且只能写一种。"
            )
        if not self.values():
            raise PydanticCustomError("parameter-empty", "参数的表是空的。请至少写一个值。")
        return self

    def values(self) -> tuple[Fraction, ...]:
        """Every value the parameter may take, for range proofs."""
        if self.value is not None:
            return (self.value,)
        return tuple((self.by_class or self.by_period or self.dated or {}).values())

    def at(self, period: str, day: date) -> Fraction | dict[str, Fraction] | None:
        """The value in force for a period ending on ``day``; a dict where it depends on the class."""
        if self.by_class is not None:
            return self.by_class
        if self.by_period is not None:
            return self.by_period.get(period)
        if self.dated is not None:
            started = [since for since in self.dated if since <= day]
            return self.dated[max(started)] if started else None
        return self.value


@dataclass(frozen=True)
class Scope:
    """The names one indicator can see. ``classes`` are the class names of the rubric, in order."""

    metrics: Mapping[str, Metric]
    formulas: Mapping[str, Formula] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    classes: tuple[str, ...] = ()

    def knows(self, name: str) -> bool:
        """Whether ``name`` is a metric, a formula or a parameter here."""
        return name in self.metrics or name in self.formulas or name in self.parameters

    def all_names(self) -> tuple[str, ...]:
        """Every name, for did-you-mean hints."""
        return (*self.formulas, *self.metrics, *self.parameters)
