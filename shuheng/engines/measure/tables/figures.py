"""From what the passes brought to figures: whole numbers only, and nothing that was not asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from shuheng.engines.measure.tables.drift import Drift, drift
from shuheng.engines.measure.tables.facts import Facts
from shuheng.engines.measure.tables.found import DATE_FORM
from shuheng.engines.measure.tables.masks import mask
from shuheng.engines.measure.tables.model import (
    APPROXIMATE,
    EXACT,
    SAMPLED,
    ColumnProfile,
    TableFigure,
    TableFigures,
)
from shuheng.engines.measure.tables.rules.model import Reference, Unique
from shuheng.engines.measure.tables.steps.latest import day_of

Told = Iterator[TableFigure]
SUMMED = ("padded_cells", "sensitive_identity", "sensitive_mobile", "sensitive_bank_card")


def figures(facts: Facts) -> TableFigures:
    """All figures of a table that are wanted."""
    parts = (_sizes, _empties, _repeats, _asked, _dates, _people, _drift, _rules)
    wants = facts.question.wants
    return TableFigures(
        rows=facts.rows,
        columns=facts.columns,
        figures=tuple(
            one
            for part in parts
            for one in part(facts)
            if wants(one.measure) or one.measure.startswith("rule:")
        ),
        roles=tuple(facts.roles),
        samples=tuple(facts.samples),
        profiles=tuple(_profiles(facts)),
        how=tuple(_how(facts)),
        backend=facts.backend,
    )


def _figure(
    facts: Facts, measure: str, column: str, value: int | None, whole: int | None = None, detail: str = ""
) -> TableFigure:
    how = SAMPLED if facts.question.every > 1 else EXACT
    return TableFigure(measure, column, value, whole, how, detail)


def _profiles(facts: Facts) -> Iterator[ColumnProfile]:
    how = APPROXIMATE if facts.approximate else EXACT
    for role, one in zip(facts.roles, facts.basics, strict=True):
        ends = (mask(one.least, role.role), mask(one.greatest, role.role))
        sizes = (one.rows, one.nulls, one.blanks, one.words, one.distinct)
        yield ColumnProfile(role.column, *sizes, how, *ends)


def _sizes(facts: Facts) -> Told:
    low = int(facts.rows <= facts.question.parameters.low_capacity_rows)
    yield _figure(facts, "rows", "", facts.rows)
    yield _figure(facts, "columns", "", len(facts.columns))
    sampled = facts.question.every > 1
    yield _figure(facts, "low_capacity", "", None if sampled and low else low, 1)


def _empties(facts: Facts) -> Told:
    cells = facts.rows * len(facts.columns)
    empty, words = sum(one.empty for one in facts.basics), sum(one.words for one in facts.basics)
    yield _figure(facts, "empty_cells", "", empty, cells)
    yield _figure(facts, "placeholder_cells", "", words, cells)
    yield _figure(facts, "high_missing", "", _is_high(empty, cells, facts), 1)
    for name, one in zip(facts.columns, facts.basics, strict=True):
        yield _figure(facts, "empty_cells", name, one.empty, one.rows)
        yield _figure(facts, "placeholder_cells", name, one.words, one.rows)
        yield _figure(facts, "high_missing", name, _is_high(one.empty, one.rows, facts), 1)


def _is_high(empty: int, cells: int, facts: Facts) -> int | None:
    """1 or 0; unknown where there is no cell."""
    return int(empty * 100 >= cells * facts.question.parameters.high_missing_percent) if cells else None


def _repeats(facts: Facts) -> Told:
    everything = tuple(range(len(facts.columns)))
    if everything in facts.surplus:
        yield _figure(facts, "duplicate_rows", "", facts.surplus[everything], facts.rows)
    for key in facts.question.keys:
        found = facts.surplus.get(tuple(facts.columns.index(name) for name in key))
        yield _figure(facts, "duplicate_keys", "、".join(key), found, facts.rows)
    unique = [
        facts.columns[numbers[0]]
        for numbers, surplus in facts.surplus.items()
        if len(numbers) == 1 and not surplus and facts.rows and not facts.basics[numbers[0]].empty
    ]
    yield _figure(facts, "key_candidates", "", len(unique), len(facts.columns), "、".join(unique))


def _asked(facts: Facts) -> Told:
    """One figure per ask, and of some measures the sum over columns."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for ask, count in zip(facts.asks, facts.counted, strict=True):
        if ask.measure == DATE_FORM:
            continue
        basics = facts.basics[ask.column]
        whole = basics.rows if ask.empties else basics.filled
        if ask.other is not None:
            whole = facts.rows
        yield _figure(facts, ask.measure, facts.columns[ask.column], count, whole, ask.detail)
        sums[ask.measure][0] += count
        sums[ask.measure][1] += whole
    for measure in SUMMED:
        if measure in sums:
            count, whole = sums[measure]
            yield _figure(facts, measure, "", count, whole)


def _dates(facts: Facts) -> Told:
    forms: dict[int, dict[str, int]] = defaultdict(dict)
    for ask, count in zip(facts.asks, facts.counted, strict=True):
        if ask.measure == DATE_FORM:
            forms[ask.column][ask.detail] = count
    for number, counts in forms.items():
        told = "、".join(f"{form}：{count}" for form, count in counts.items() if count)
        total = sum(counts.values())
        name = facts.columns[number]
        yield _figure(facts, "mixed_date_forms", name, total - max(counts.values()), total, told)
    ages = {}
    for number, day in facts.latest.items():
        ages[number] = (facts.question.as_of - day_of(day)).days
        yield _figure(
            facts, "data_age_days", facts.columns[number], ages[number], None, f"最近 {day_of(day)}"
        )
    dated = [number for number, role in enumerate(facts.roles) if role.role == "date"]
    if dated:
        newest = min(ages, key=ages.__getitem__, default=None)
        detail = (
            "没有可信的日期"
            if newest is None
            else f"“{facts.columns[newest]}”最近 {day_of(facts.latest[newest])}"
        )
        yield _figure(facts, "data_age_days", "", None if newest is None else ages[newest], None, detail)


def _people(facts: Facts) -> Told:
    """Names of persons that stand beside an address or a number of theirs."""
    held = defaultdict(list)
    for role in facts.roles:
        held[role.role].append(role.column)
    beside = [name for role in ("address", "identity", "mobile", "bank_card") for name in held[role]]
    found = held["person"] if beside else []
    detail = f"人名列{'、'.join(found)}，同表有{'、'.join(beside)}" if found else ""
    yield _figure(facts, "sensitive_person", "", len(found), len(facts.columns), detail)


def _drift(facts: Facts) -> Told:
    declared = facts.question.declared
    if declared is None:
        return
    found = drift(facts.columns, declared)
    yield _figure(facts, "missing_items", "", len(found.missing), len(declared), "、".join(found.missing))
    yield _figure(facts, "extra_columns", "", len(found.extra), len(facts.columns), "、".join(found.extra))
    yield _figure(facts, "renamed_items", "", len(found.renamed), len(declared), _renamed(found))


def _renamed(found: Drift) -> str:
    return "；".join(
        f"“{item}”或即“{column}”（名称相似 {percent}%）" for item, column, percent in found.renamed
    )


def _rules(facts: Facts) -> Told:
    for rule in facts.question.rules:
        if isinstance(rule, Unique):
            numbers = tuple(facts.columns.index(name) for name in rule.columns)
            yield _figure(facts, rule.measure, rule.column, facts.surplus[numbers], facts.rows)
        elif isinstance(rule, Reference):
            orphans, number = facts.orphans[rule.measure], facts.columns.index(rule.column)
            detail = "" if orphans is not None else f"没有表“{rule.table}”或其中的列“{rule.other}”可比"
            yield _figure(facts, rule.measure, rule.column, orphans, facts.basics[number].filled, detail)


def _how(facts: Facts) -> Iterator[str]:
    if facts.question.every > 1:
        yield f"抽样：每 {facts.question.every} 行取 1 行，所有数字只说取到的行"
    if facts.approximate:
        yield "哪些列可能作键，先按估算的不同值个数挑选，再精确比对；数字都是精确的"
