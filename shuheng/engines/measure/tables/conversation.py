"""Measuring as a conversation: the engine says what to ask, whoever holds the database answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shuheng.engines.measure.tables.asked import asks
from shuheng.engines.measure.tables.cells import words_for
from shuheng.engines.measure.tables.facts import Facts
from shuheng.engines.measure.tables.figures import figures
from shuheng.engines.measure.tables.formats import Asked
from shuheng.engines.measure.tables.formats.numbers import NUMERIC
from shuheng.engines.measure.tables.model import ColumnRole, TableFigures
from shuheng.engines.measure.tables.query import Asking, Relation
from shuheng.engines.measure.tables.question import TableQuestion
from shuheng.engines.measure.tables.rules.model import Unique
from shuheng.engines.measure.tables.steps.basics import Basics, Words, ask_basics
from shuheng.engines.measure.tables.steps.checks import ask_checks
from shuheng.engines.measure.tables.steps.head import ask_roles
from shuheng.engines.measure.tables.steps.latest import ask_latest
from shuheng.engines.measure.tables.steps.references import ask_references
from shuheng.engines.measure.tables.steps.repeats import ask_surplus
from shuheng.engines.measure.tables.steps.samples import ask_samples
from shuheng.engines.measure.tables.steps.spread import ask_outliers

LIKELY = (
    40  # percent of all rows that an approximate count must reach before a key is looked for: seen off by 40
)


def conversation(relation: Relation, question: TableQuestion) -> Asking[TableFigures]:
    """Yields queries, takes their rows, returns the figures.

    The loop of a runner: ``query = next(talk)``; run ``query.sql``; ``query = talk.send(rows)``; until StopIteration,
    whose ``value`` holds the figures. Any failure of the database is the runner's to tell.
    """
    words = words_of(relation.columns, question)
    roles = yield from ask_roles(relation, question, words)
    basics = yield from ask_basics(relation, words)
    asked = asks(roles, question)
    if question.wants("outliers"):
        least = question.parameters.outlier_rows
        asked += yield from ask_outliers(relation, columns_of(roles, *NUMERIC), least, words)
    counted = yield from ask_checks(
        relation, asked, words, [one.filled for one in basics], Asked(question.as_of, question.divisions)
    )
    latest: dict[int, int] = {}
    if question.wants("data_age_days"):
        latest = yield from ask_latest(relation, columns_of(roles, "date"), question.as_of, words)
    surplus = {}
    for numbers in sorted(set(wanted_surplus(relation.columns, basics, question))):
        surplus[numbers] = yield from ask_surplus(relation, numbers, [one.distinct for one in basics])
    orphans = yield from ask_references(relation, question, words)
    samples = yield from ask_samples(relation, asked, counted, words, question.parameters.samples)
    return figures(
        Facts(
            question=question,
            columns=relation.columns,
            rows=basics[0].rows,
            basics=basics,
            roles=roles,
            asks=asked,
            counted=counted,
            surplus=surplus,
            latest=latest,
            orphans=orphans,
            samples=samples,
            backend=relation.backend.name,
            approximate=relation.backend.approximates,
        )
    )


def columns_of(roles: Sequence[ColumnRole], *wanted: str) -> list[int]:
    """The numbers of the columns that have one of these roles."""
    return [number for number, role in enumerate(roles) if role.role in wanted]


def words_of(columns: Sequence[str], question: TableQuestion) -> Words:
    """The words for none, column by column."""
    empty = question.parameters.empty_words
    return tuple(words_for(empty, question.codes.get(name, ())) for name in columns)


def wanted_surplus(
    columns: Sequence[str], basics: Sequence[Basics], question: TableQuestion
) -> Iterator[tuple[int, ...]]:
    """Which columns are to be compared: all, the keys, and every column that might be a key by itself."""
    if question.wants("duplicate_rows"):
        yield tuple(range(len(columns)))
    keys = question.keys if question.wants("duplicate_keys") else ()
    keys += tuple(rule.columns for rule in question.rules if isinstance(rule, Unique))
    for key in keys:
        yield tuple(columns.index(name) for name in key)
    if not question.wants("key_candidates"):
        return
    for number, one in enumerate(basics):
        if one.rows and not one.empty and one.distinct * 100 >= one.rows * LIKELY:
            yield (number,)
