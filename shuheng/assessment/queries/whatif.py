"""What if a fact were another: points and ranks move, nothing is kept. The changes live in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse

from shuheng.assessment import library
from shuheng.assessment.models import StoredResult
from shuheng.assessment.queries.ranking import rank_text
from shuheng.assessment.sheets import sheet_of
from shuheng.assessment.stored import result_of, score_of
from shuheng.engines.rubric import (
    NEVER_WORD,
    AgencyScore,
    FactSheet,
    Metric,
    Problem,
    ProblemsError,
    Result,
    Rubric,
    change_sheet,
    indicator_metrics,
    score,
)

MOST_CHANGES = 200


@dataclass(frozen=True)
class FactField:
    """One fact as a form field; `text` is what the form shows, `kept` what the stored sheet says."""

    metric: Metric
    text: str
    kept: str
    options: tuple[str, ...]
    error: str
    help: str

    @property
    def changed(self) -> bool:
        return self.text != self.kept


@dataclass(frozen=True)
class IndicatorFields:
    code: str
    title: str
    before: Fraction | None
    after: Fraction | None
    fields: tuple[FactField, ...]
    shared: tuple[str, ...]

    @property
    def moved(self) -> bool:
        return self.before != self.after

    @property
    def opened(self) -> bool:
        return self.moved or any(field.changed or field.error for field in self.fields)


@dataclass(frozen=True)
class GroupFields:
    code: str
    title: str
    indicators: tuple[IndicatorFields, ...]

    @property
    def opened(self) -> bool:
        return any(indicator.opened for indicator in self.indicators)


@dataclass(frozen=True)
class MoveRow:
    name: str
    before: AgencyScore
    after: AgencyScore
    is_self: bool

    @property
    def gain(self) -> Fraction:
        """Points won; guaranteed points where facts are missing."""
        return self.after.low - self.before.low

    @property
    def rank(self) -> str:
        return rank_text(self.after)

    @property
    def fallen(self) -> int:
        return -self.places

    @property
    def places(self) -> int:
        """Places won in the peer group, by guaranteed points."""
        return self.before.rank - self.after.rank


@dataclass(frozen=True)
class ChangeRow:
    title: str
    before: str
    after: str
    unit: str
    undo: str


@dataclass(frozen=True)
class WhatIfPage:
    stored: StoredResult
    before: AgencyScore
    after: AgencyScore
    move: MoveRow
    changes: tuple[ChangeRow, ...]
    groups: tuple[GroupFields, ...]
    moves: tuple[MoveRow, ...]
    indicators: tuple[IndicatorFields, ...]
    problems: tuple[Problem, ...]
    link: str
    rank_before: str
    rank_after: str


def what_if_link(stored: StoredResult, code: str, changes: Mapping[str, str]) -> str:
    base = reverse("what-if", args=[stored.pk, code])
    return f"{base}?{urlencode(changes)}" if changes else base


def wanted_changes(rubric: Rubric, sheet: FactSheet, code: str, given: Mapping[str, str]) -> dict[str, str]:
    """Only what differs from the kept facts: metric title -> text. Names may be titles or codes."""
    by_code = {metric.code: title for title, metric in rubric.metrics.items()}
    found: dict[str, str] = {}
    for name, text in given.items():
        title = by_code.get(name, name)
        if (
            title in rubric.metrics
            and text.strip() != kept_text(sheet, code, title)
            and len(found) < MOST_CHANGES
        ):
            found[title] = text.strip()
    return found


def kept_text(sheet: FactSheet, code: str, title: str) -> str:
    fact = sheet.fact(code, title)
    return fact.text if fact is not None else ""


def what_if_page(stored: StoredResult, code: str, given: Mapping[str, str]) -> WhatIfPage | None:
    rubric = library.restored(stored.rubric)
    sheet = sheet_of(rubric, stored.sheet)
    kept = result_of(stored)
    before = score_of(kept, code)
    if before is None:
        return None
    changes = wanted_changes(rubric, sheet, code, given)
    after, problems = imagined(rubric, sheet, kept, code, changes)
    own = score_of(after, code) or before
    groups = group_fields(rubric, sheet, (before, own), changes, problems)
    every = tuple(one for group in groups for one in group.indicators)
    move = MoveRow(before.agency.name, before, own, is_self=True)
    return WhatIfPage(
        stored=stored,
        before=before,
        after=own,
        move=move,
        changes=change_rows(stored, rubric, sheet, code, changes),
        groups=groups,
        moves=peer_moves(kept, after, before),
        indicators=tuple(one for one in every if one.moved),
        problems=problems,
        link=what_if_link(stored, code, changes),
        rank_before=rank_text(before),
        rank_after=rank_text(own),
    )


def imagined(
    rubric: Rubric, sheet: FactSheet, kept: Result, code: str, changes: Mapping[str, str]
) -> tuple[Result, tuple[Problem, ...]]:
    """The result with the changes, or the kept one and the mistakes."""
    if not changes:
        return kept, ()
    wanted = {(code, title): text for title, text in changes.items()}
    try:
        return score(rubric, change_sheet(rubric, sheet, wanted)), ()
    except ProblemsError as error:
        return kept, tuple(replace(one, message=one.message.removeprefix(code)) for one in error.problems)


def change_rows(
    stored: StoredResult, rubric: Rubric, sheet: FactSheet, code: str, changes: Mapping[str, str]
) -> tuple[ChangeRow, ...]:
    return tuple(
        ChangeRow(
            title,
            kept_text(sheet, code, title),
            text,
            rubric.metrics[title].unit,
            what_if_link(stored, code, {name: value for name, value in changes.items() if name != title}),
        )
        for title, text in changes.items()
    )


def peer_moves(before: Result, after: Result, own: AgencyScore) -> tuple[MoveRow, ...]:
    """The agency's peers in their new order."""
    earlier = {score.agency.code: score for score in before.agencies}
    rows = [
        MoveRow(score.agency.name, earlier[score.agency.code], score, score.agency.code == own.agency.code)
        for score in after.agencies
        if score.agency.peer == own.agency.peer
    ]
    return tuple(rows) if len(rows) > 1 else ()


def group_fields(
    rubric: Rubric,
    sheet: FactSheet,
    scores: tuple[AgencyScore, AgencyScore],
    changes: Mapping[str, str],
    problems: tuple[Problem, ...],
) -> tuple[GroupFields, ...]:
    """Every fact once, under the first indicator that needs it."""
    before, after = ({one.code: one.points for one in (*score.indicators, *score.extras)} for score in scores)
    code = scores[0].agency.code
    placed: set[str] = set()
    groups: list[GroupFields] = []
    for group in rubric.groups:
        found: list[IndicatorFields] = []
        for indicator in group.leaves():
            metrics = [rubric.metrics[title] for title in indicator_metrics(rubric, indicator)]
            fields = tuple(
                fact_field(sheet, code, metric, changes, problems)
                for metric in metrics
                if metric.title not in placed
            )
            shared = tuple(metric.title for metric in metrics if metric.title in placed)
            placed |= {metric.title for metric in metrics}
            points = (before.get(indicator.code), after.get(indicator.code))
            found.append(IndicatorFields(indicator.code, indicator.title, *points, fields, shared))
        groups.append(GroupFields(group.code, group.title, tuple(found)))
    return tuple(groups)


def fact_field(
    sheet: FactSheet, code: str, metric: Metric, changes: Mapping[str, str], problems: tuple[Problem, ...]
) -> FactField:
    kept = kept_text(sheet, code, metric.title)
    options = {"yes_no": ("是", "否"), "grade": metric.option_names}.get(metric.kind, ())
    wrong = [problem.message for problem in problems if f"“{metric.title}”" in problem.message]
    return FactField(
        metric, changes.get(metric.title, kept), kept, options, "；".join(wrong), field_help(metric)
    )


def field_help(metric: Metric) -> str:
    return {
        "count": "整数",
        "amount": f"数字，最多 {metric.digits} 位小数",
        "ratio": "带百分号，如 93.25%",
        "date": f"如 2021-06-30；没有发生写{NEVER_WORD}",
        "list": "用分号隔开，如 80.5; 71",
    }.get(metric.kind, "")
