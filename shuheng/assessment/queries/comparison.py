"""Two results side by side: totals and ranks that moved, indicators that differ, clauses that changed."""

from dataclasses import dataclass
from fractions import Fraction

from shuheng.assessment import library
from shuheng.assessment.models import StoredResult
from shuheng.assessment.queries.overview import stored_results
from shuheng.assessment.stored import result_of, score_of
from shuheng.engines.rubric import AgencyScore, IndicatorScore, RubricChange, diff


@dataclass(frozen=True)
class AgencyPair:
    name: str
    code: str
    first: AgencyScore | None
    second: AgencyScore | None

    @property
    def gain(self) -> Fraction | None:
        if self.first is None or self.second is None or self.first.total is None or self.second.total is None:
            return None
        return self.second.total - self.first.total


@dataclass(frozen=True)
class IndicatorPair:
    code: str
    title: str
    first: IndicatorScore | None
    second: IndicatorScore | None

    @property
    def gain(self) -> Fraction | None:
        if (
            self.first is None
            or self.second is None
            or self.first.points is None
            or self.second.points is None
        ):
            return None
        return self.second.points - self.first.points


@dataclass(frozen=True)
class ComparePage:
    results: tuple[StoredResult, ...]
    first: StoredResult | None
    second: StoredResult | None
    pairs: tuple[AgencyPair, ...]
    agency: AgencyPair | None
    indicators: tuple[IndicatorPair, ...]
    clauses: tuple[RubricChange, ...]
    same_rubric: bool
    same_facts: bool

    @property
    def pickers(self) -> tuple[tuple[str, str, int | None], ...]:
        """Name, label and choice of the two fields."""
        return (
            ("first", "先前的结果", self.first.pk if self.first else None),
            ("second", "后来的结果", self.second.pk if self.second else None),
        )


def compare_page(first: StoredResult | None, second: StoredResult | None, agency: str) -> ComparePage:
    results = tuple(stored_results())
    if first is None or second is None:
        return ComparePage(results, first, second, (), None, (), (), same_rubric=True, same_facts=False)
    pairs = agency_pairs(first, second)
    both = [pair for pair in pairs if pair.first is not None and pair.second is not None]
    chosen = next((pair for pair in both if pair.code == agency), both[0] if len(both) == 1 else None)
    same = first.rubric.hash == second.rubric.hash
    return ComparePage(
        results=results,
        first=first,
        second=second,
        pairs=pairs,
        agency=chosen,
        indicators=indicator_pairs(chosen) if chosen else (),
        clauses=() if same else clause_changes(first, second),
        same_rubric=same,
        same_facts=first.facts_hash == second.facts_hash,
    )


def agency_pairs(first: StoredResult, second: StoredResult) -> tuple[AgencyPair, ...]:
    """All agencies of both results, in the order of the second."""
    before, after = result_of(first), result_of(second)
    names = {score.agency.code: score.agency.name for score in (*after.agencies, *before.agencies)}
    return tuple(
        AgencyPair(name, code, score_of(before, code), score_of(after, code)) for code, name in names.items()
    )


def indicator_pairs(pair: AgencyPair) -> tuple[IndicatorPair, ...]:
    """Indicators whose points differ, or which only one of the two has."""
    before = indicators_of(pair.first)
    after = indicators_of(pair.second)
    titles = {one.code: one.title for one in (*before.values(), *after.values())}
    found = (IndicatorPair(code, title, before.get(code), after.get(code)) for code, title in titles.items())
    return tuple(one for one in found if one.gain != 0)


def indicators_of(score: AgencyScore | None) -> dict[str, IndicatorScore]:
    return {one.code: one for one in (*score.indicators, *score.extras)} if score is not None else {}


def clause_changes(first: StoredResult, second: StoredResult) -> tuple[RubricChange, ...]:
    return diff(library.restored(first.rubric), library.restored(second.rubric))
