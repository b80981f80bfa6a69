"""Rows for the demonstration: made up, the same for the same arguments, valid by the declaration, better for some agencies.

Draws are SHA-256 of the seed, the agency and the place, so that neither the machine nor the order matters. Who keeps
the rows marks them 演示数据.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from hashlib import sha256
from itertools import islice, product

from shuheng.registers.declare.cells import Value, day_of, decimal, number_of, read_cell
from shuheng.registers.declare.conditions import Row, fulfils
from shuheng.registers.declare.load import shipped
from shuheng.registers.declare.periods import Period, filing_periods
from shuheng.registers.declare.rows import key_of
from shuheng.registers.declare.shapes import Declaration, Field, Sample

FILLED = 90
MET = 88
USUAL = Sample()


def demo_rows(
    register: str,
    agency: str,
    period: Period,
    seed: str = "",
    declarations: Mapping[str, Declaration] | None = None,
) -> list[Row]:
    """Made-up rows of a register for one agency (its code) in a period, each in a state that counts.

    References lead to the rows made up for the same agency and period. KeyError where there is no such register.
    """
    known = shipped() if declarations is None else declarations
    maker = _Maker(known[register], agency, period, seed, known)
    low, high = maker.declaration.demo_rows
    return [maker.row(index, keys) for index, keys in enumerate(islice(maker.keys(), maker.draw(low, high)))]


@dataclass(frozen=True)
class _Maker:
    """What the draws of one register and agency share."""

    declaration: Declaration
    agency: str
    period: Period
    seed: str
    known: Mapping[str, Declaration]
    targets: dict[str, list[str]] = field(default_factory=dict)

    def draw(self, low: int, high: int, *place: object) -> int:
        """A number from `low` to `high`, both included, that belongs to this place."""
        words = (self.seed, self.agency, self.period.start, self.declaration.code, *place)
        number = int.from_bytes(sha256("|".join(map(str, words)).encode()).digest()[:8])
        return low + number % (max(high, low) - low + 1)

    def level(self) -> Fraction:
        """How well the agency does in everything, from -1 to 1."""
        number = int.from_bytes(sha256(f"{self.seed}|{self.agency}".encode()).digest()[:8])
        return Fraction(number % 2001 - 1000, 1000)

    def happens(self, percent: int, *place: object) -> bool:
        """A yes with about this share, more where the agency does well; what is rare is bad, so less there."""
        room = Fraction(min(percent, 100 - percent), 2) * self.level()
        return self.draw(1, 1000, *place) <= 10 * (percent - room if percent <= 10 else percent + room)

    def keys(self) -> Iterator[tuple[Value, ...]]:
        """Values for the key fields, row after row: choices and names change fastest, months slowest."""
        fields = [self.declaration.fields[code] for code in self.declaration.key]
        order = sorted(range(len(fields)), key=lambda at: _PACE.index(_pace(fields[at])))
        back = [order.index(at) for at in range(len(fields))]
        combined = product(*(self.options(self.declaration.key[at]) for at in order))
        return (tuple(one[at] for at in back) for one in combined)

    def options(self, code: str) -> list[Value]:
        """Different values for a field of the key."""
        one = self.declaration.fields[code]
        if one.type == "code":
            return list(one.codes)
        if one.type == "month":
            return [part.start.isoformat()[:7] for part in filing_periods("monthly", self.period)]
        if one.type == "year":
            return [str(self.period.start.year)]
        if one.type == "reference":
            return list(self.rows_named(one))
        if one.type == "text":
            words = (one.demo or USUAL).words or (self.declaration.title.removesuffix("台账"),)
            most = self.declaration.demo_rows[1]
            return [
                f"{words[at % len(words)]}{at // len(words) + 1 if at >= len(words) else ''}"
                for at in range(most)
            ]
        return [self.value(code, one, {}, "key")]

    def rows_named(self, one: Field) -> list[str]:
        """Keys of the rows that a reference may name."""
        target = str(one.target)
        if target not in self.targets:
            rows = demo_rows(target, self.agency, self.period, self.seed, self.known)
            self.targets[target] = [key_of(self.known[target], row.values) for row in rows]
        return self.targets[target]

    def row(self, index: int, keys: tuple[Value, ...]) -> Row:
        """One row: its state, then field by field, then what must hold between fields."""
        state = self.state(index)
        complete = self.declaration.life.state(state).complete
        values: dict[str, Value] = dict(zip(self.declaration.key, keys, strict=True))
        for code, one in self.declaration.fields.items():
            if code not in values and not one.derived and self.filled(code, one, values, index, complete):
                values[code] = self.value(code, one, values, index)
        self.mend(values)
        ordered = {code: values[code] for code in self.declaration.fields if values.get(code) is not None}
        return Row(ordered, state, self.agency)

    def state(self, index: int) -> str:
        """A state that counts; those that need not be complete are rare."""
        counted = [state for state in self.declaration.life.states if state.counts]
        open_ones = [state.code for state in counted if not state.complete]
        done = [state.code for state in counted if state.complete]
        some = open_ones if not done or (open_ones and self.happens(8, index, "open")) else done
        return some[self.draw(0, len(some) - 1, index, "state")]

    def filled(self, code: str, one: Field, values: dict[str, Value], index: int, complete: bool) -> bool:
        """Whether the field gets a value."""
        if one.required:
            return True
        if one.required_when:
            return fulfils(self.declaration, Row(values), one.required_when, None) is True
        if one.type in ("text", "url", "code") and not (one.demo and one.demo.words):
            return False
        share = (
            one.demo.share if one.demo and one.demo.share is not None and one.demo.before is None else FILLED
        )
        return complete and self.happens(share, index, code, "filled")

    def value(self, code: str, one: Field, values: dict[str, Value], *place: object) -> Value:
        """A value of the field's type."""
        sample = one.demo or USUAL
        match one.type:
            case "yes_no":
                return self.happens(80 if sample.share is None else sample.share, code, *place)
            case "count" | "amount":
                return self.number(code, one, sample, values, *place)
            case "date":
                return self.day(code, sample, values, *place).isoformat()
            case "month":
                return self.period.start.isoformat()[:7]
            case "year":
                return str(self.period.start.year)
            case "code":
                return self.choice(sample.words or one.codes, sample.in_turn, code, *place)
            case "reference":
                return self.choice(self.rows_named(one), False, code, *place)
            case "agency":
                return self.agency
            case "url":
                return f"https://demo.example.cn/{self.declaration.code}/{self.draw(100, 999, code, *place)}"
            case _:
                return self.choice(sample.words or (one.title,), sample.in_turn, code, *place)

    def choice(self, words: tuple[str, ...] | list[str], in_turn: bool, *place: object) -> Value:
        """One of the words, the row's own where they come in turn (`place` ends with the row); None where there is none."""
        if not words:
            return None
        last = len(words) - 1
        return words[min(int(str(place[-1])), last) if in_turn else self.draw(0, last, *place)]

    def number(
        self, code: str, one: Field, sample: Sample, values: dict[str, Value], *place: object
    ) -> Value:
        """A number in the sample's range, or a large share of the whole it is part of."""
        wholes = [
            number_of(values.get(check.whole or ""))
            for check in self.declaration.checks
            if check.part == code
        ]
        known = [whole for whole in wholes if whole is not None]
        if known and sample.low is None:
            share = Fraction(MET if sample.share is None else sample.share) + 10 * self.level()
            drawn = min(known) * min(Fraction(100), share + self.draw(-4, 6, code, *place)) / 100
            return read_cell(one, decimal(Fraction(int(drawn))))
        low = int(one.min or 0) if sample.low is None else sample.low
        high = low + 20 if sample.high is None else sample.high
        return read_cell(one, decimal(min([Fraction(self.draw(low, high, code, *place)), *known])))

    def day(self, code: str, sample: Sample, values: dict[str, Value], *place: object) -> date:
        """A day of the period; with `before` mostly a few days before the other field's day."""
        other = day_of(values.get(sample.before or ""))
        if other is None:
            return self.period.start + timedelta(
                self.draw(0, (self.period.end - self.period.start).days, code, *place)
            )
        early = self.happens(92 if sample.share is None else sample.share, code, "early", *place)
        return other + timedelta(-self.draw(0, 20, code, *place) if early else self.draw(1, 9, code, *place))

    def mend(self, values: dict[str, Value]) -> None:
        """Days in the declared order: the later one is moved to the earlier where it lies before."""
        for check in self.declaration.checks:
            first, last = values.get(check.earlier or ""), values.get(check.later or "")
            if isinstance(first, str) and isinstance(last, str) and last < first and check.later:
                values[check.later] = first


_PACE = ("month", "name", "choice")
_PACES: dict[str, str] = {"month": "month", "year": "month", "code": "choice"}


def _pace(one: Field) -> str:
    """How slowly a key field changes from row to row."""
    return _PACES.get(one.type, "name")
