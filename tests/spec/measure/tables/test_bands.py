"""Bands of rows: every row in one of them, counts equal to the plain twin's, whatever stands in the cells."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.measure.tables.bands import BANDS, edges_of, empty_bands, empty_bands_plain

CELLS = st.sampled_from(["", "甲", None, "　", "无", "-", "0", "NULL", "a'b"])


@pytest.mark.parametrize("rows", [0, 1, 7, 19, 20, 21, 39, 1000, 1001])
def test_the_bands_cover_every_row_once_and_evenly(rows: int) -> None:
    edges = edges_of(rows)
    sizes = [high - low for low, high in pairwise(edges)]
    assert (edges[0], edges[-1]) == (0, rows)
    assert len(sizes) == max(1, min(BANDS, rows))
    assert max(sizes) - min(sizes) <= 1


@given(st.lists(st.tuples(CELLS, CELLS), max_size=90))
def test_the_expression_and_its_twin_agree(rows: list[tuple[str | None, str | None]]) -> None:
    columns = {'名"称': [row[0] for row in rows], "b": [row[1] for row in rows]}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "it's.parquet"
        schema = pa.schema([(name, pa.string()) for name in columns])
        pq.write_table(pa.table(columns, schema=schema), path)
        assert empty_bands(path, list(columns)) == empty_bands_plain(columns)


def test_a_hole_shows_in_its_band(tmp_path: Path) -> None:
    cells = ["甲"] * 50 + [None] * 10 + ["乙"] * 40
    pq.write_table(pa.table({"列": cells}), tmp_path / "t.parquet")
    found = empty_bands(tmp_path / "t.parquet", ["列"])
    assert found.empty["列"] == (0,) * 5 + (10,) + (0,) * 4
