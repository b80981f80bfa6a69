"""The demonstration tables: the same every time, read whole, and the measures find exactly what was planted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shuheng.catalogue.demo import AS_OF
from shuheng.engines.measure.tables import DeclaredItem, TableFigures, TableQuestion, measure_table
from shuheng.engines.tables import Staged, open_table, stage
from shuheng.quality.demo import WRONGS, DemoTable, demo_tables
from shuheng.quality.demo.load import KEY

# What may be said of a table without anything being wrong with it.
PLAIN = {"rows", "columns", "key_candidates", "outliers", "data_age"}


def measured(table: DemoTable, folder: Path) -> tuple[Staged, TableFigures]:
    path = folder / table.file_name
    path.write_bytes(table.content)
    [source] = open_table(path)
    staged = stage(source, folder, stem=table.entry.code)
    declared = tuple(DeclaredItem(name) for name in table.entry.item_names)
    question = TableQuestion(as_of=AS_OF, keys=((KEY,),), declared=declared)
    return staged, measure_table(staged.path, question)


def found(figures: TableFigures) -> dict[tuple[str, str], int]:
    """Everything that is wrong, by measure and column."""
    return {
        (one.measure, one.column): one.value
        for one in figures.figures
        if one.value and one.measure not in PLAIN
    }


def cases() -> Iterator[DemoTable]:
    yield from demo_tables()


@pytest.mark.parametrize("table", list(cases()), ids=lambda one: one.entry.code)
def test_the_measures_find_exactly_what_was_planted(table: DemoTable, tmp_path: Path) -> None:
    staged, figures = measured(table, tmp_path)
    assert staged.reading.rows == figures.rows == len(table.rows)
    assert len(staged.reading.preamble) == (2 if table.odd else 0)
    said = found(figures)
    if table.wrong is None:
        assert said == {}
        return
    for planted in table.wrong.finds:
        count = len(table.rows) if planted.count is None else planted.count
        assert said.get((planted.measure, planted.column)) == count


def test_the_files_are_the_same_every_time() -> None:
    first, again = ([one.content for one in demo_tables()] for _ in range(2))
    assert first == again
    assert len({one.entry.unit for one in demo_tables()}) == len(first)


def test_each_wrong_has_its_table() -> None:
    assert [one.wrong for one in demo_tables() if one.wrong] == list(WRONGS)
