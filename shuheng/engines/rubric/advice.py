"""Advice: the smallest changes of facts that gain an agency most points, each verified before it is given.

Candidates are found one indicator at a time (the next step that gains anything, and the smallest change that
gains all there is to gain); what is promised is the gain of the total, computed with the change applied.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from shuheng.engines.rubric.cases import indicator_metrics
from shuheng.engines.rubric.exact import plain
from shuheng.engines.rubric.facts import Agency, Fact, FactSheet
from shuheng.engines.rubric.metrics import NEVER, Metric
from shuheng.engines.rubric.model import Indicator, Rubric
from shuheng.engines.rubric.oracle import IndicatorOutcome, Oracle
from shuheng.engines.rubric.rules.base import RuleBase
from shuheng.engines.rubric.rules.conditions import Deadline

Changes = dict[str, Fact]


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that would change, as texts a fact sheet accepts."""

    metric: str
    before: str
    after: str
    unit: str


@dataclass(frozen=True, slots=True)
class Advice:
    """Make these changes and the total gains exactly ``gain`` points (guaranteed points where facts are missing)."""

    indicator: str
    title: str
    changes: tuple[Change, ...]
    gain: Fraction
    text: str


def advise(rubric: Rubric, sheet: FactSheet, agency_code: str, limit: int = 10) -> tuple[Advice, ...]:
    """The best ``limit`` pieces of advice for one agency, most points first; empty for an unknown agency."""
    agency = sheet.agency(agency_code)
    if agency is None:
        return ()
    adviser = _Adviser(rubric, sheet, agency)
    return tuple(adviser.best(limit))


class _Adviser:
    def __init__(self, rubric: Rubric, sheet: FactSheet, agency: Agency) -> None:
        self.rubric, self.sheet, self.agency = rubric, sheet, agency
        self.total = Oracle(rubric, sheet, silent=True).total(agency)
        self.reads = {leaf.code: indicator_metrics(rubric, leaf) for leaf in rubric.indicators.values()}
        self.facts = dict(sheet.facts)
        self.wholes = {metric.within for metric in rubric.metrics.values() if metric.within is not None}

    def best(self, limit: int) -> list[Advice]:
        """Verified advice, most points first, then fewest changes."""
        found: dict[tuple[tuple[str, str], ...], tuple[Fraction, Indicator, Changes]] = {}
        for indicator in self.rubric.indicators.values():
            for changes in self._candidates(indicator):
                gain = self._gain(indicator, changes)
                key = tuple(sorted((title, fact.text) for title, fact in changes.items()))
                if gain > 0 and (key not in found or gain > found[key][0]):
                    found[key] = (gain, indicator, changes)
        ordered = sorted(found.values(), key=lambda item: (-item[0], len(item[2]), item[1].code))
        verified = (self._verified(indicator, changes) for _, indicator, changes in ordered[: 3 * limit])
        kept = [advice for advice in verified if advice is not None]
        return sorted(kept, key=lambda advice: (-advice.gain, len(advice.changes), advice.indicator))[:limit]

    def _changed(self, changes: Changes) -> FactSheet:
        overlay = {(self.agency.code, title): fact for title, fact in changes.items()}
        return replace(self.sheet, facts=ChainMap(overlay, self.facts))

    def _gain(self, indicator: Indicator, changes: Changes) -> Fraction:
        after = Oracle(self.rubric, self._changed(changes), silent=True).indicator(self.agency, indicator)
        return after.low - self.total.indicators[indicator.code].low

    def _verified(self, indicator: Indicator, changes: Changes) -> Advice | None:
        after = Oracle(self.rubric, self._changed(changes), silent=True).total(
            self.agency, self._unmoved(changes)
        )
        gain = after.low - self.total.low
        if gain <= 0:
            return None
        told = tuple(self._change(title, fact) for title, fact in changes.items())
        what = "，".join(self._text(title, fact) for title, fact in changes.items())
        return Advice(indicator.code, indicator.title, told, gain, f"{what}，+{plain(gain)} 分")

    def _unmoved(self, changes: Changes) -> dict[str, IndicatorOutcome]:
        """The indicators that the changes cannot reach."""
        decides_class = self.rubric.classes is not None and self.rubric.classes.of in changes
        if decides_class or self.rubric.hitting:
            return {}
        return {
            code: outcome
            for code, outcome in self.total.indicators.items()
            if not changes.keys() & set(self.reads[code])
        }

    def _own(self, title: str) -> Fact | None:
        return self.sheet.fact(self.agency.code, title)

    def _change(self, title: str, fact: Fact) -> Change:
        before = self._own(title)
        return Change(
            title, before.text if before is not None else "", fact.text, self.rubric.metrics[title].unit
        )

    def _text(self, title: str, fact: Fact) -> str:
        metric, before = self.rubric.metrics[title], self._own(title)
        if metric.kind in ("count", "amount", "ratio") and before is not None:
            step = Fraction(fact.stored - before.stored, metric.scale)
            shown = (
                f"{plain(abs(step) * 100)} 个百分点"
                if metric.kind == "ratio"
                else f"{plain(abs(step))} {metric.unit}"
            )
            return f"“{title}”再{'增加' if step > 0 else '减少'} {shown.strip()}"
        if metric.kind == "date":
            return f"“{title}”不晚于 {fact.text}"
        return f"“{title}”做到“{fact.text}”"

    def _candidates(self, indicator: Indicator) -> Iterator[Changes]:
        titles = [title for title in self.reads[indicator.code] if self._may_change(title)]
        for title in titles:
            yield from self._for_metric(indicator, title)
        for _, part in indicator.parts():
            for rule in part.all_rules():
                yield from self._deadline(rule)
        unmet = {title: _yes() for title in titles if self._is_no(title)}
        if len(unmet) > 1:
            yield unmet

    def _may_change(self, title: str) -> bool:
        return self.rubric.metrics[title].actionable and title not in self.wholes

    def _is_no(self, title: str) -> bool:
        own = self._own(title)
        return self.rubric.metrics[title].kind == "yes_no" and own is not None and own.stored == 0

    def _for_metric(self, indicator: Indicator, title: str) -> Iterator[Changes]:
        metric, own = self.rubric.metrics[title], self._own(title)
        match metric.kind:
            case "yes_no":
                for stored, text in ((1, "是"), (0, "否")):
                    if own is None or own.stored != stored:
                        yield {title: Fact(stored, text)}
            case "grade":
                yield from self._best_option(indicator, metric, own)
            case "count" | "amount" | "ratio" if own is not None:
                yield from self._steps(indicator, metric, own.stored)
            case _:
                return

    def _best_option(self, indicator: Indicator, metric: Metric, own: Fact | None) -> Iterator[Changes]:
        options = [Fact(index, option) for index, option in enumerate(metric.option_names)]
        others = [fact for fact in options if own is None or fact.stored != own.stored]
        if others:
            yield {metric.title: max(others, key=lambda fact: self._gain(indicator, {metric.title: fact}))}

    def _deadline(self, rule: RuleBase) -> Iterator[Changes]:
        if isinstance(rule, Deadline):
            own = self._own(rule.deadline)
            if own is not None and own.stored == NEVER and self._may_change(rule.deadline):
                yield {rule.deadline: Fact(rule.by.toordinal(), rule.by.isoformat())}

    def _limits(self, metric: Metric) -> tuple[int, int]:
        low, high = int(metric.min * metric.scale), int(metric.maximum * metric.scale)
        whole = self._own(metric.within) if metric.within is not None else None
        if whole is not None and metric.within is not None:
            scale = self.rubric.metrics[metric.within].scale
            high = min(high, whole.stored * metric.scale // scale)
        return low, high

    def _steps(self, indicator: Indicator, metric: Metric, own: int) -> Iterator[Changes]:
        """The next value that gains anything and the nearest that gains most, upwards and downwards."""
        low, high = self._limits(metric)
        for sign, room in ((1, high - own), (-1, own - low)):
            gains: dict[int, Fraction] = {}
            reached = self._gallop(indicator, metric, own, sign, room, gains)
            for wanted in [Fraction(0), max(gains.values())] if reached else []:
                step = self._smallest(indicator, metric, own, sign, reached, wanted, gains)
                yield {metric.title: _number(metric, own + sign * step)}

    def _gain_at(
        self, indicator: Indicator, metric: Metric, value: int, step: int, gains: dict[int, Fraction]
    ) -> Fraction:
        if step not in gains:
            gains[step] = self._gain(indicator, {metric.title: _number(metric, value)})
        return gains[step]

    def _gallop(
        self, indicator: Indicator, metric: Metric, own: int, sign: int, room: int, gains: dict[int, Fraction]
    ) -> int:
        """Grow the step fourfold as far as there is room; gives the first step whose gain is the largest seen, or 0."""
        step, best = 1, 0
        while step <= room:
            if self._gain_at(indicator, metric, own + sign * step, step, gains) > gains.get(
                best, Fraction(0)
            ):
                best = step
            if step == room:
                break
            step = min(step * 4, room)
        return best

    def _smallest(
        self,
        indicator: Indicator,
        metric: Metric,
        own: int,
        sign: int,
        reached: int,
        wanted: Fraction,
        gains: dict[int, Fraction],
    ) -> int:
        """The smallest step that gains at least ``wanted`` (more than nothing), by bisection."""
        low, high = 0, reached
        while high - low > 1:
            middle = (low + high) // 2
            gain = self._gain_at(indicator, metric, own + sign * middle, middle, gains)
            if gain > 0 and gain >= wanted:
                high = middle
            else:
                low = middle
        return high


def _yes() -> Fact:
    return Fact(1, "是")


def _number(metric: Metric, stored: int) -> Fact:
    if metric.kind == "ratio":
        return Fact(stored, f"{plain(Fraction(stored * 100, metric.scale))}%")
    if metric.kind == "date":
        return Fact(stored, date.fromordinal(stored).isoformat())
    return Fact(stored, plain(Fraction(stored, metric.scale)))
