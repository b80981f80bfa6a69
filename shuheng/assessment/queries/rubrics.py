"""The list of rubrics and the page of one, beside its document where somebody brought it."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count

from shuheng.assessment import library, words
from shuheng.assessment.models import StoredDocument, StoredResult
from shuheng.engines.rubric import (
    PART_WORDS,
    SUPPLY_WORDS,
    WHOLE,
    Coverage,
    Group,
    Indicator,
    Metric,
    Part,
    Problem,
    ProblemsError,
    Rubric,
    RuleBase,
    clause_passage,
    indicator_metrics,
    passages,
    plain,
)
from shuheng.engines.rubric.model import PartName
from shuheng.web.components import Figure

Passages = dict[str, dict[str, str]]


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
    passage: str
    inner: tuple["RuleView", ...]


@dataclass(frozen=True)
class PartView:
    kind: str
    title: str
    top: Fraction
    gates: tuple[tuple[str, str, str, str], ...]
    rules: tuple[RuleView, ...]


@dataclass(frozen=True)
class IndicatorView:
    code: str
    title: str
    top: Fraction
    parts: tuple[PartView, ...]
    formulas: tuple[tuple[str, str], ...]
    metrics: tuple[Metric, ...]
    notes: tuple[tuple[str, str, str], ...]
    whole: str


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
    origins: tuple[tuple[str, str, Fraction, Fraction], ...]
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
            (SUPPLY_WORDS[name], words.SUPPLY_HELP[name], points, seen.planned_base_points[name])
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


def group_view(rubric: Rubric, group: Group, shown: Passages) -> GroupView:
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


def indicator_view(rubric: Rubric, indicator: Indicator, row: dict[str, str]) -> IndicatorView:
    return IndicatorView(
        code=indicator.code,
        title=indicator.title,
        top=indicator.top,
        parts=tuple(part_view(kind, part, row) for kind, part in indicator.parts()),
        formulas=tuple((name, str(formula)) for name, formula in indicator.formulas.items()),
        metrics=tuple(rubric.metrics[title] for title in indicator_metrics(rubric, indicator)),
        notes=tuple((words.NOTES[note.kind], note.place, note.text) for note in indicator.notes),
        whole=row.get(WHOLE, ""),
    )


def part_view(kind: PartName, part: Part, row: dict[str, str]) -> PartView:
    gates = ((part.void_if, "本部分不得分"), (part.full_if, "本部分得满分"))
    return PartView(
        kind=kind,
        title=PART_WORDS[kind],
        top=part.max,
        gates=tuple(
            (gate.clause, gate.says, f"{gate.when} 时{what}", passage_of(row, gate.clause))
            for gate, what in gates
            if gate is not None
        ),
        rules=tuple(rule_view(rule, row) for rule in part.rules),
    )


def rule_view(rule: RuleBase, row: dict[str, str]) -> RuleView:
    return RuleView(
        clause=rule.clause,
        says=rule.says,
        describes=rule.describe(),
        top=rule.top,
        word=rule.word,
        gate=str(rule.when) if rule.when is not None else "",
        passage=passage_of(row, rule.clause),
        inner=tuple(rule_view(inner, row) for inner in rule.inner()),
    )


def passage_of(row: dict[str, str], clause: str) -> str:
    """The words of the document behind a clause, where they can be told from the rest of the row."""
    found = clause_passage(row, clause)
    return "" if found == row.get(WHOLE) else found
