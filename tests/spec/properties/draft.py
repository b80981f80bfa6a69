"""A rubric in the making: metrics, parameters and formulas are declared when something first uses them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeVar

from hypothesis import strategies as st

from shuheng.engines.rubric import Metric
from shuheng.engines.rubric.formula.analyse import Analyser, AnalysisError, Info
from shuheng.engines.rubric.formula.parse import parse_formula
from shuheng.engines.rubric.scope import Parameter, Scope

T = TypeVar("T")
Body = dict[str, Any]

DAYS = ("2021-06-22", "2021-06-30", "2021-07-01", "2021-07-08", "2021-12-31")
SHARES = ("0%", "10%", "30%", "1/3", "50%", "60%", "99.9%", "100%")
NUMBERS = ("0", "1", "2", "3", "0.5", "2/3", "10", "50%", "1.25", "7")
POINTS = ("1", "2", "0.5", "0.1", "3", "1/3", "2/3", "0.25", "5", "0.125", "0")
OPTIONS = ("好", "中", "差")
KINDS = ("count", "amount", "ratio", "yes_no", "grade", "date", "list")
WORDS = dict(zip(KINDS, ("个数", "数额", "比率", "是否", "等次", "日期", "分项"), strict=True))


@dataclass
class Draft:
    """What has been declared so far. ``formulas`` are those of the indicator in the making, while ``local``."""

    draw: st.DrawFn
    metrics: dict[str, Body] = field(default_factory=dict)
    parameters: dict[str, Body] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()
    counter: int = 0
    local: bool = True

    def one_of(self, options: Sequence[T]) -> T:
        """One of some options, simple ones first."""
        return self.draw(st.sampled_from(options))

    def now_and_then(self, in_how_many: int = 4) -> bool:
        """Seldom yes; no is simpler."""
        return self.draw(st.integers(0, in_how_many - 1)) == in_how_many - 1

    def points(self) -> str:
        """Points of a rule."""
        return self.one_of(POINTS)

    def name(self, word: str) -> str:
        """A name that nothing else has."""
        self.counter += 1
        return f"{word}{self.counter}"

    def metric(self, kind: str, *, new: bool = False, **more: str) -> str:
        """The name of a metric of this kind: one that there is, or a new one."""
        known = [name for name, body in self.metrics.items() if body["kind"] == kind and not more]
        if known and not new and self.coin():
            return self.one_of(known)
        name = self.name(WORDS[kind])
        body: Body = {"kind": kind, "code": f"m.k{self.counter}", "origin": "reported", "supply": "portal"}
        self.metrics[name] = body | self._range(kind) | more
        return name

    def coin(self) -> bool:
        """Heads or tails."""
        return bool(self.draw(st.booleans()))

    def whole(self) -> str:
        """The name of a count that is not itself part of another."""
        known = [n for n, body in self.metrics.items() if body["kind"] == "count" and "within" not in body]
        return self.one_of(known) if known and self.coin() else self.metric("count", new=True)

    def _range(self, kind: str) -> Body:
        match kind:
            case "count":
                return self.one_of(({"max": "3"}, {"max": "20"}, {"max": "1000"}, {}))
            case "amount":
                bounds: Sequence[Body] = ({"max": "10"}, {"min": "-5", "max": "20"}, {"max": "1000"}, {})
                return self.one_of(bounds) | {"digits": self.one_of(("0", "1", "2"))}
            case "ratio":
                bounds = ({}, {"max": "150%"}, {"max": "50%"})
                return self.one_of(bounds) | {"digits": self.one_of(("0", "1", "2"))}
            case "list":
                return {"digits": "1", "max": "20"}
            case "grade":
                shares = {"好": "1", "中": self.one_of(("1/2", "1/3")), "差": "0"}
                return {"options": self.one_of((list(OPTIONS), shares))}
            case _:
                return {}

    def parameter(self) -> str:
        """The name of a parameter of some form."""
        if self.parameters and self.coin():
            return self.one_of(sorted(self.parameters))
        name = self.name("参数")
        values = [self.one_of(NUMBERS) for _ in range(3)]
        forms: list[Body] = [
            {"value": values[0]},
            {"dated": {"2020-01-01": values[0], "2021-07-01": values[1], "2022-01-01": values[2]}},
            {"by_period": {"2021": values[0], "2022": values[1]}},
        ]
        if self.classes:
            forms.append({"by_class": dict(zip(self.classes, values, strict=False))})
        self.parameters[name] = self.one_of(forms)
        return name

    def formula(self, text: str) -> str:
        """The name of a new local formula; outside of indicators, where there are none, its text."""
        if not self.local:
            return f"({text})"
        name = self.name("式")
        self.formulas[name] = text
        return name

    def info(self, text: str) -> Info | None:
        """What the analyser proves of a formula, or None where it means nothing."""
        scope = Scope(
            {name: Metric.model_validate({"title": name} | body) for name, body in self.metrics.items()},
            {name: parse_formula(formula) for name, formula in self.formulas.items()},
            {name: Parameter.model_validate({"title": name} | b) for name, b in self.parameters.items()},
            self.classes,
        )
        try:
            return Analyser(scope).info(parse_formula(text).node)
        except AnalysisError:
            return None

    def sensible(self, text: str, otherwise: Callable[[], str], *, positive: bool = False) -> str:
        """``text`` if it means something (and is proven not negative where that is asked)."""
        info = self.info(text)
        if info is None or (positive and (info.lo is None or info.lo < 0)):
            return otherwise()
        return text

    def thresholds(self, text: str) -> list[str]:
        """Values that a formula may be compared with."""
        info = self.info(text)
        if info is not None and info.unit == () and info.hi is not None and info.hi <= 1:
            top = info.hi
            return [share for share in SHARES if _value(share) <= top] or ["-9"]
        if info is not None and info.unit:
            return [mark for mark in NUMBERS if "%" not in mark]
        return list(NUMBERS)


def _value(share: str) -> Fraction:
    number = Fraction(share.rstrip("%"))
    return number / 100 if share.endswith("%") else number
