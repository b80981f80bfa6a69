"""The list of rubrics and the page of one, beside its document where somebody brought it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count

from shuheng.assessment import library, words
from shuheng.assessment.models import StoredDocument, StoredResult
from shuheng.engines.rubric import (
    Coverage,
    Group,
    Indicator,
    Metric,
    Part,
    Problem,
    ProblemsError,
    Rubric,
    passages,
)
from shuheng.engines.rubric.exact import plain
from shuheng.engines.rubric.formula.nodes import names
from shuheng.engines.rubric.rules import RuleBase
from shuheng.web.components import Figure


@dataclass(frozen=True)
class RubricRow:
    id: str
    title: str
    assessed: str
    period: str
    coverage: Coverage | None
    contradictions: int
    results: int
    problems: int = 0


@dataclass(frozen=True)
class RubricsPage:
    rows: tuple[RubricRow, ...]


@dataclass(frozen=True)
class RuleView:
    """One rule: its place, our own words, what it computes, and the rules inside it."""

    clause: str
    says: str
    describes: str
    top: Fraction
    word: str
    gate: str
    inner: tuple["RuleView", ...]


@dataclass(frozen=True)
class PartView:
    kind: str
    title: str
    top: Fraction
    gates: tuple[tuple[str, str, str], ...]
    rules: tuple[RuleView, ...]
    passage: str


@dataclass(frozen=True)
class IndicatorView:
    code: str
    title: str
    top: Fraction
    parts: tuple[PartView, ...]
    formulas: tuple[tuple[str, str], ...]
    metrics: tuple[Metric, ...]
    notes: tuple[tuple[str, str, str], ...]
    has_passage: bool


@dataclass(frozen=True)
class GroupView:
    code: str
    title: str
    base: Fraction
    count: int
    counted: bool
    groups: tuple["GroupView", ...]
    indicators: tuple[IndicatorView, ...]


@dataclass(frozen=True)
class RubricPage:
    rubric: Rubric
    coverage: Coverage
    figures: tuple[Figure, ...]
    origins: tuple[tuple[str, str, int, Fraction], ...]
    remarks: tuple[Problem, ...]
    groups: tuple[GroupView, ...]
    document: StoredDocument | None
    results: tuple[StoredResult, ...]
    upload_error: str = ""


def rubrics_page() -> RubricsPage:
    found = StoredResult.objects.values_list("rubric__rubric_id").annotate(count=Count("pk")).order_by()
    counts: dict[str, int] = dict(found)
    return RubricsPage(
        tuple(rubric_row(rubric_id, counts.get(rubric_id, 0)) for rubric_id in library.rubric_ids())
    )


def rubric_row(rubric_id: str, results: int) -> RubricRow:
    try:
        rubric = library.shipped(rubric_id)
    except ProblemsError as error:
        return RubricRow(rubric_id, rubric_id, "", "", None, 0, results, len(error.problems))
    if rubric is None:
        return RubricRow(rubric_id, rubric_id, "", "", None, 0, results)
    contradictions = sum(problem.severity == "contradiction" for problem in library.remarks(rubric))
    return RubricRow(
        rubric_id,
        rubric.title,
        rubric.assessed,
        rubric.period.name,
        library.coverage_of(rubric),
        contradictions,
        results,
    )


def rubric_page(rubric: Rubric, upload_error: str = "") -> RubricPage:
    document = StoredDocument.objects.filter(rubric_id=rubric.id).first()
    shown = passages(rubric, document.text) if document else {}
    seen = library.coverage_of(rubric)
    return RubricPage(
        rubric=rubric,
        coverage=seen,
        figures=rubric_figures(rubric, seen),
        origins=tuple(
            (words.ORIGINS[name], words.ORIGIN_HELP[name], seen.metrics_by_origin.get(name, 0), points)
            for name, points in seen.base_points_by_origin.items()
        ),
        remarks=library.remarks(rubric),
        groups=tuple(group_view(rubric, group, shown) for group in rubric.groups),
        document=document,
        results=tuple(StoredResult.objects.filter(rubric__rubric_id=rubric.id).defer("sheet", "result")[:5]),
        upload_error=upload_error,
    )


def rubric_figures(rubric: Rubric, seen: Coverage) -> tuple[Figure, ...]:
    extra = len(rubric.indicators) - seen.indicators
    return (
        Figure("指标", str(seen.indicators), "项", f"另有附加项 {extra} 项" if extra else ""),
        Figure("条款", str(seen.clauses), "条", f"写成 {seen.rules} 条规则"),
        Figure("计量指标", str(seen.metrics), "个"),
        Figure("基础分", plain(seen.base), "分"),
        Figure("扣分上限", plain(seen.deduction), "分"),
        Figure("加分上限", plain(seen.bonus), "分"),
    )


def group_view(rubric: Rubric, group: Group, shown: Mapping[str, Mapping[str, str]]) -> GroupView:
    leaves = tuple(group.leaves())
    return GroupView(
        code=group.code,
        title=group.title,
        base=sum((leaf.top for leaf in leaves), Fraction(0)),
        count=len(leaves),
        counted=group.counted,
        groups=tuple(group_view(rubric, inner, shown) for inner in group.groups),
        indicators=tuple(indicator_view(rubric, leaf, shown.get(leaf.code, {})) for leaf in group.indicators),
    )


def indicator_view(rubric: Rubric, indicator: Indicator, shown: Mapping[str, str]) -> IndicatorView:
    return IndicatorView(
        code=indicator.code,
        title=indicator.title,
        top=indicator.top,
        parts=tuple(part_view(kind, part, shown.get(kind, "")) for kind, part in indicator.parts()),
        formulas=tuple((name, str(formula)) for name, formula in indicator.formulas.items()),
        metrics=metrics_of(rubric, indicator),
        notes=tuple((words.NOTES[note.kind], note.place, note.text) for note in indicator.notes),
        has_passage=bool(shown),
    )


def part_view(kind: str, part: Part, passage: str) -> PartView:
    gates = ((part.void_if, "本部分不得分"), (part.full_if, "本部分得满分"))
    return PartView(
        kind=kind,
        title=words.PARTS[kind],
        top=part.max,
        gates=tuple(
            (gate.clause, gate.says, f"{gate.when} 时{what}") for gate, what in gates if gate is not None
        ),
        rules=tuple(rule_view(rule) for rule in part.rules),
        passage=passage,
    )


def rule_view(rule: RuleBase) -> RuleView:
    return RuleView(
        clause=rule.clause,
        says=rule.says,
        describes=rule.describe(),
        top=rule.top,
        word=rule.word,
        gate=str(rule.when) if rule.when is not None else "",
        inner=tuple(rule_view(inner) for inner in rule.inner()),
    )


def metrics_of(rubric: Rubric, indicator: Indicator) -> tuple[Metric, ...]:
    """The metrics an indicator needs, in the order its rules use them, local formulas followed."""
    found: dict[str, Metric] = {}
    for name in names_used(indicator):
        if name in rubric.metrics:
            found.setdefault(name, rubric.metrics[name])
    return tuple(found.values())


def names_used(indicator: Indicator) -> Iterator[str]:
    for _, part in indicator.parts():
        formulas = [formula for rule in part.rules for formula in rule.all_formulas()]
        waiting = [*formulas, *(gate.when for gate in part.gates())]
        seen: set[str] = set()
        while waiting:
            for name in names(waiting.pop(0).node):
                if name in seen:
                    continue
                seen.add(name)
                yield name
                if name in indicator.formulas:
                    waiting.append(indicator.formulas[name])
