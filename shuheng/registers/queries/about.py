"""What a register is, in words, and which metrics of which rubrics it feeds."""

from dataclasses import dataclass
from functools import cache

from shuheng.engines.rubric import load_rubric, plain
from shuheng.problems import ProblemsError
from shuheng.registers.declare import (
    FILLER_WORDS,
    FREQUENCY_WORDS,
    MOVER_WORDS,
    SCOPE_WORDS,
    TYPE_WORDS,
    Declaration,
    Field,
    Metric,
    unit_of,
)
from shuheng.registers.queries.sayings import due_words, metric_words, where_words
from shuheng.registers.words import field_title, state_kind, state_title
from shuheng.rubrics import FOLDER

Uses = dict[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class FieldLine:
    field: Field
    code: str
    type: str
    allowed: str
    need: str
    key: bool


@dataclass(frozen=True)
class MetricLine:
    title: str
    metric: Metric
    unit: str
    words: str
    rubrics: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AboutPage:
    """A declaration for people: who files what, how often, by when, and what becomes of it."""

    declaration: Declaration
    facts: tuple[tuple[str, str], ...]
    fields: tuple[FieldLine, ...]
    states: tuple[tuple[str, str, str], ...]
    moves: tuple[tuple[str, str, str, str], ...]
    metrics: tuple[MetricLine, ...]
    sources: tuple[tuple[str, str, str], ...]


def about_page(declaration: Declaration) -> AboutPage:
    """The declaration in words."""
    uses, titles = rubric_uses(), rubric_titles()
    return AboutPage(
        declaration,
        facts_of(declaration),
        tuple(field_line(declaration, code, field) for code, field in declaration.fields.items()),
        tuple(
            (state.title, state_kind(declaration, state.code), state_words(state.counts, state.open))
            for state in declaration.life.states
        ),
        tuple(
            (
                "、".join(state_title(declaration, code) for code in move.start),
                move.title,
                state_title(declaration, move.to),
                MOVER_WORDS[move.by] + ("，须写原因" if move.reason else ""),
            )
            for move in declaration.life.moves
        ),
        tuple(
            MetricLine(
                title,
                metric,
                unit_of(declaration, metric),
                metric_words(declaration, metric),
                uses.get(metric.code, ()),
            )
            for title, metric in declaration.metrics.items()
        ),
        tuple(
            (rubric, titles.get(rubric, rubric), "、".join(places))
            for rubric, places in declaration.sources.items()
        ),
    )


def facts_of(declaration: Declaration) -> tuple[tuple[str, str], ...]:
    return (
        ("填报单位", "、".join(FILLER_WORDS[kind] for kind in declaration.filled_by)),
        ("填报周期", FREQUENCY_WORDS[declaration.frequency]),
        ("期限", due_words(declaration.due)),
        ("计数范围", SCOPE_WORDS[declaration.scope]),
        ("不重复的列", "、".join(field_title(declaration, code) for code in declaration.key)),
        ("代码", declaration.code),
    )


def state_words(counts: bool, is_open: bool) -> str:
    return f"{'计入指标' if counts else '不计入指标'}，{'可以修改' if is_open else '不能修改'}"


def field_line(declaration: Declaration, code: str, field: Field) -> FieldLine:
    if field.derived:
        need = f"自动得出：{where_words(declaration, field.derived)}"
    elif field.required:
        need = "必填"
    elif field.required_when:
        need = f"{where_words(declaration, field.required_when)}时必填"
    else:
        need = ""
    return FieldLine(field, code, TYPE_WORDS[field.type], allowed(field), need, code in declaration.key)


def allowed(field: Field) -> str:
    """What may be written: words to choose from, a range."""
    if field.codes:
        return " / ".join(field.codes)
    low = f"不小于 {plain(field.min)}" if field.min is not None else ""
    high = f"不大于 {plain(field.max)}" if field.max is not None else ""
    return "，".join(part for part in (low, high) if part)


@cache
def rubric_uses() -> Uses:
    """Metric code -> the rubrics that ask for it: id and title. A rubric that cannot be loaded is left out."""
    found: dict[str, list[tuple[str, str]]] = {}
    for place in sorted(FOLDER.glob("*/rubric.yaml")):
        try:
            rubric = load_rubric(place.parent)
        except ProblemsError:  # the rubric's own page says what is wrong with it
            continue
        for metric in rubric.metrics.values():
            found.setdefault(metric.code, []).append((place.parent.name, rubric.title))
    return {code: tuple(some) for code, some in found.items()}


@cache
def rubric_titles() -> dict[str, str]:
    """Id -> title of every rubric that asks for some metric."""
    return dict(one for some in rubric_uses().values() for one in some)
