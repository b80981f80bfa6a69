"""Staged files on their short ways - columns of few texts by code, row groups side by side - and by the plain twin."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuheng.engines.measure.tables import TableQuestion, measure_plain, measure_table, table_database
from shuheng.engines.measure.tables.coded import MOST_TEXTS, basics
from shuheng.engines.measure.tables.conversation import words_of
from shuheng.engines.measure.tables.staged import relation_of
from tests.spec.measure.tables.dirt import CELLS, NOTHING, Columns, arrow, identity

QUESTION = TableQuestion(date(2023, 6, 30))
SIZES = TableQuestion(date(2023, 6, 30), measures=frozenset({"rows", "empty_cells", "placeholder_cells"}))


def staged(folder: Path, columns: Columns, group: int = 100) -> Path:
    path = folder / "表.parquet"
    pq.write_table(arrow(columns), path, row_group_size=group, compression="zstd")
    return path


@settings(max_examples=25)
@given(
    pool=st.lists(st.one_of(CELLS, NOTHING, st.none()), min_size=1, max_size=6),
    rows=st.integers(0, 400),
    group=st.sampled_from([7, 100, 1000]),
)
def test_columns_of_few_texts_say_the_same(
    tmp_path_factory: pytest.TempPathFactory, pool: list[str | None], rows: int, group: int
) -> None:
    columns: Columns = {
        "备注": [pool[row % len(pool)] for row in range(rows)],
        "备": [pool[row * 7 // 5 % len(pool)] for row in range(rows)],
        "备.注": [str(row) for row in range(rows)],
    }
    path = staged(tmp_path_factory.mktemp("staged"), columns, group)
    by_file = measure_table(path, QUESTION, plain=False)
    by_hand = measure_plain(list(columns), list(columns.values()), QUESTION)
    assert by_file.figures == by_hand.figures
    assert by_file.samples == by_hand.samples
    for told, expected in zip(by_file.profiles[:2], by_hand.profiles[:2], strict=True):
        assert (told.nulls, told.blanks, told.words, told.least, told.greatest) == (
            expected.nulls,
            expected.blanks,
            expected.words,
            expected.least,
            expected.greatest,
        )


def test_the_texts_of_a_coded_column_are_counted_exactly(tmp_path: Path) -> None:
    columns: Columns = {
        "区县": [f"{row % 997}" for row in range(40_000)],
        "序": [str(row) for row in range(40_000)],
    }
    path = staged(tmp_path, columns, 20_000)
    with table_database() as database:
        relation = relation_of(database, path, pq.read_schema(path))
        [row] = basics(database, relation, path, [0, 1], words_of(relation.columns, QUESTION))
    assert row[:6] == (40_000, 40_000, 0, 997, "0", "996")
    assert row[6:8] == (40_000, 0)
    assert row[9:] == ("0", "9999")


def test_a_column_with_too_many_texts_is_left_to_the_database(tmp_path: Path) -> None:
    groups, rows, texts = 6, 100_000, 10_000
    path = tmp_path / "多.parquet"
    with pq.ParquetWriter(path, pa.schema({"编码": pa.string()}), compression="zstd") as writer:
        for group in range(groups):
            codes = pa.array(np.arange(rows) % texts + group * texts + 100_000).cast(pa.string())
            writer.write_table(pa.table({"编码": codes}), row_group_size=rows)
    assert groups * texts > MOST_TEXTS
    found = measure_table(path, SIZES, plain=False)
    [profile] = found.profiles
    assert (found.rows, found.figure("empty_cells").value) == (groups * rows, 0)
    assert (profile.least, profile.greatest) == ("100000", "159999")
    assert abs(profile.distinct - groups * texts) < groups * texts // 5


@pytest.mark.parametrize("threads", [1, 3])
def test_formats_are_counted_over_all_row_groups(tmp_path: Path, threads: int) -> None:
    good = [identity(f"45010219900101{row % 1000:03}") for row in range(3000)]
    cells: list[str | None] = [None if row % 10 == 0 else text for row, text in enumerate(good)]
    cells[5], cells[2999], cells[17] = "450102199013011234", "无", "11010519491231002x"
    path = staged(tmp_path, {"身份证号": cells}, 700)
    with table_database(threads=threads) as database:
        found = measure_table(path, QUESTION, database=database, plain=False)
    figure = found.figure("format_identity", "身份证号")
    assert (figure.value, figure.whole) == (2, 2699)
