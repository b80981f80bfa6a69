"""What the pages of cleaning show."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from shuheng.accounts.permissions import allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.engines.measure.repair import EVERY, KINDS, RepairRules, rules_yaml
from shuheng.engines.measure.tables import FORMATS
from shuheng.jobs.terms import JobState
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.cleaning.downloads import DOWNLOADS, SETS_APART, Download
from shuheng.quality.cleaning.forms import BOXES, MOST_COLUMNS
from shuheng.quality.cleaning.lists import list_names
from shuheng.quality.cleaning.propose import propose
from shuheng.quality.cleaning.records import ApartExample, ChangeExample, apart_examples, change_examples
from shuheng.quality.cleaning.terms import CleaningState
from shuheng.quality.models import Cleaning, CleaningCount, DataTable
from shuheng.web.components import Figure

PER_PAGE = 50
MARKS: dict[str, str] = {
    CleaningState.WAITING: "",
    CleaningState.PROPOSED: "warn",
    CleaningState.APPLIED: "good",
    CleaningState.UNDONE: "",
    CleaningState.DROPPED: "",
}


@dataclass(frozen=True)
class Line:
    """One cleaning of a list."""

    cleaning: Cleaning
    mark: str
    word: str


@dataclass(frozen=True)
class CleaningsPage:
    """Cleanings of the agencies that the visitor may read of; tables that wait for one when a visitor may clean."""

    lines: tuple[Line, ...]
    page: Page[Cleaning]
    state: str
    states: tuple[tuple[str, str], ...]
    tables: tuple[DataTable, ...]


@dataclass(frozen=True)
class Box:
    """One box of the form: a kind for a column."""

    kind: str
    title: str
    ticked: bool


@dataclass(frozen=True)
class ColumnLine:
    """One column of the form with its boxes and choices."""

    place: int
    name: str
    boxes: tuple[Box, ...]
    check: str


@dataclass(frozen=True)
class NewCleaningPage:
    """The form: what is proposed and why; what was typed and what was wrong with it."""

    table: DataTable
    columns: tuple[ColumnLine, ...]
    more_columns: int
    kinds: tuple[tuple[str, str], ...]
    deduplicate: bool
    formats: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    yaml: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class CountLine:
    """What one rule did in one column."""

    rule: int
    title: str
    column: str
    count: int
    apart: bool


@dataclass(frozen=True)
class CleaningPage:
    """One cleaning: its figures, counts by rule, masked examples, what may be done with it."""

    cleaning: Cleaning
    mark: str
    word: str
    figures: tuple[Figure, ...]
    counts: tuple[CountLine, ...]
    changes: tuple[ChangeExample, ...]
    apart: tuple[ApartExample, ...]
    downloads: tuple[tuple[str, Download], ...]
    may_clean: bool
    stale: bool
    undoing: bool
    problems: tuple[Problem, ...] = ()


def cleanings_page(visitor: Visitor, state: str, number: int) -> CleaningsPage:
    cleanings = Cleaning.objects.select_related("table__agency", "before", "after", "job").filter(
        table__agency__in=reachable(visitor, "quality.read")
    )
    known = {one.value for one in CleaningState}
    chosen = state if state in known else ""
    if chosen:
        cleanings = cleanings.filter(state=chosen)
    page = Paginator(cleanings, PER_PAGE).get_page(number)
    own = DataTable.objects.filter(
        archived=None, current__isnull=False, agency__in=reachable(visitor, "quality.measure")
    ).select_related("agency")
    return CleaningsPage(
        tuple(line_of(one) for one in page),
        page,
        chosen,
        tuple((one.value, one.title) for one in CleaningState),
        tuple(own[:500]),
    )


def line_of(cleaning: Cleaning) -> Line:
    failed = (
        cleaning.state == CleaningState.WAITING and cleaning.job and cleaning.job.state == JobState.FAILED
    )
    if failed:
        return Line(cleaning, "bad", "试算未完成")
    return Line(cleaning, MARKS[cleaning.state], cleaning.get_state_display())


def new_cleaning_page(
    table: DataTable, typed: str = "", problems: tuple[Problem, ...] = ()
) -> NewCleaningPage:
    """The form with the proposal; after a refusal with the rules as they were typed."""
    assert table.current is not None
    proposal = propose(table)
    columns = table.current.columns
    return NewCleaningPage(
        table,
        tuple(column_line(place, name, proposal.rules) for place, name in enumerate(columns[:MOST_COLUMNS])),
        max(len(columns) - MOST_COLUMNS, 0),
        tuple((kind.title, kind.says) for kind in KINDS.values()),
        any(rule.rule == "deduplicate" for rule in proposal.rules.rules),
        tuple((code, found.title) for code, found in FORMATS.items()),
        tuple(sorted(list_names().items())),
        proposal.reasons,
        typed or rules_yaml(proposal.rules),
        problems,
    )


def column_line(place: int, name: str, rules: RepairRules) -> ColumnLine:
    about = [rule for rule in rules.rules if rule.concerns(name)]
    said = {rule.rule for rule in about}
    return ColumnLine(
        place,
        name,
        tuple(Box(kind, KINDS[kind].title, kind in said) for kind in BOXES),
        next((rule.format for rule in about if rule.rule == "check" and EVERY not in rule.columns), ""),
    )


def cleaning_page(cleaning: Cleaning, visitor: Visitor, problems: tuple[Problem, ...] = ()) -> CleaningPage:
    line = line_of(cleaning)
    tried = bool(cleaning.files)
    changes: tuple[ChangeExample, ...] = ()
    apart: tuple[ApartExample, ...] = ()
    if tried:
        try:
            changes, apart = change_examples(cleaning), apart_examples(cleaning)
        except ProblemsError as error:
            problems = (*problems, *error.problems)
    may_clean = allows(visitor, "quality.measure", cleaning.table.agency)
    current = cleaning.table.current_id
    applied = cleaning.state == CleaningState.APPLIED
    return CleaningPage(
        cleaning=cleaning,
        mark=line.mark,
        word=line.word,
        figures=figures_of(cleaning) if tried else (),
        counts=tuple(count_line(one) for one in cleaning.counts.all()),
        changes=changes,
        apart=apart,
        downloads=tuple(DOWNLOADS.items()) if tried and may_clean else (),
        may_clean=may_clean,
        stale=current != (cleaning.after_id if applied else cleaning.before_id),
        undoing=applied and cleaning.job is not None and not cleaning.job.ended,
        problems=problems,
    )


def count_line(one: CleaningCount) -> CountLine:
    return CountLine(one.rule, KINDS[one.kind].title, one.column, one.count, one.kind in SETS_APART)


def figures_of(cleaning: Cleaning) -> tuple[Figure, ...]:
    return (
        Figure("清洗前", f"{cleaning.rows_in:,}", "行"),
        Figure("改动", f"{cleaning.cells_changed:,}", "个单元格", f"涉及 {cleaning.rows_changed:,} 行"),
        Figure("移出", f"{cleaning.rows_apart:,}", "行", "另存待核，不在清洗后的数据里"),
        Figure("清洗后", f"{cleaning.rows_out:,}", "行"),
    )
