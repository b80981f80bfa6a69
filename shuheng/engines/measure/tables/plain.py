"""The same measuring in plain Python, cell by cell: the reference of the expressions, and quick for small tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shuheng.engines.measure.tables.asked import asks
from shuheng.engines.measure.tables.cells import Said
from shuheng.engines.measure.tables.conversation import columns_of, wanted_surplus, words_of
from shuheng.engines.measure.tables.facts import Facts
from shuheng.engines.measure.tables.figures import figures
from shuheng.engines.measure.tables.formats.numbers import NUMERIC
from shuheng.engines.measure.tables.model import TableFigures
from shuheng.engines.measure.tables.question import TableQuestion
from shuheng.engines.measure.tables.steps.basics import basics_of
from shuheng.engines.measure.tables.steps.checks import faults_of
from shuheng.engines.measure.tables.steps.head import roles_of
from shuheng.engines.measure.tables.steps.latest import latest_of
from shuheng.engines.measure.tables.steps.references import references_of
from shuheng.engines.measure.tables.steps.repeats import surplus_of
from shuheng.engines.measure.tables.steps.samples import samples_of
from shuheng.engines.measure.tables.steps.spread import outliers_of


def measure_plain(
    names: Sequence[str],
    columns: Sequence[list[str | None]],
    question: TableQuestion,
    *,
    backend: str = "plain",
    related: Mapping[str, Mapping[str, list[str | None]]] | None = None,
) -> TableFigures:
    """The figures of a table given as one list of cells per column.

    ``related`` are the tables that reference rules name: cells by column.
    """
    words = words_of(names, question)
    said = [Said.of(column, none) for column, none in zip(columns, words, strict=True)]
    basics = [basics_of(one) for one in said]
    roles = roles_of(names, said, question)
    asked = asks(roles, question)
    if question.wants("outliers"):
        numeric = columns_of(roles, *NUMERIC)
        asked += outliers_of(said, numeric, question.parameters.outlier_rows)
    faulty = faults_of(said, asked)
    dates = columns_of(roles, "date") if question.wants("data_age_days") else []
    return figures(
        Facts(
            question=question,
            columns=tuple(names),
            rows=len(columns[0]),
            basics=basics,
            roles=roles,
            asks=asked,
            counted=[len(rows) for rows in faulty],
            surplus={
                numbers: surplus_of([columns[number] for number in numbers])
                for numbers in sorted(set(wanted_surplus(names, basics, question)))
            },
            latest=latest_of(said, dates, question.as_of),
            orphans=references_of(names, said, question, related or {}),
            samples=samples_of(names, columns, asked, faulty, question.parameters.samples),
            backend=backend,
            approximate=False,
        )
    )
