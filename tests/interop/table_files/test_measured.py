"""Every readable table of the shared data is measured, by DuckDB and by the plain twin: nothing fails, all agree.

The twins measure all rows of a table; of one with more than 20,000 rows its first 5,000 and 5,000 from the middle. The
whole of it is measured by DuckDB alone.
"""

import time
from pathlib import Path

import pytest

from shuheng.engines.measure.tables import TABLE_MEASURES, measure_table
from shuheng.problems import ProblemsError
from tests.interop.table_files.differences import COUNTS, REFUSED
from tests.interop.table_files.measured import LARGE, QUESTION, SLICE, Found, Measured, parts, told
from tests.interop.table_files.test_manifest import FILES

PATIENCE = 120  # seconds: a table that is measured longer hangs
READABLE = [row for row in FILES if row["file"] not in REFUSED]
NAMES = [row["file"].split("/", 1)[1] for row in READABLE]


@pytest.mark.parametrize("row", READABLE, ids=NAMES)
def test_rows_and_columns_are_those_of_the_manifest(row: dict[str, str], measured: Measured) -> None:
    started = time.monotonic()
    first = measured.first(row["file"])
    assert time.monotonic() - started < PATIENCE
    for found in measured.tables(row["file"]):
        assert found.figures.rows == found.figures.figure("rows").value == found.reading.rows
        assert found.figures.columns == tuple(column.name for column in found.reading.columns)
        assert found.figures.backend == "duckdb"
    if row["rows"]:
        rows, columns, _ = COUNTS.get(row["file"], (int(row["rows"]), int(row["columns"] or 0), ""))
        assert first.figures.figure("columns").value == columns
        assert first.figures.rows + shown_apart(first) == rows


def shown_apart(found: Found) -> int:
    """Records of the file that are shown and are no data: the manifest counts them."""
    reading = found.reading
    return len(reading.preamble) + len(reading.header) + len(reading.footer) + reading.blank


@pytest.mark.parametrize("row", READABLE, ids=NAMES)
def test_both_ways_find_the_same(row: dict[str, str], measured: Measured) -> None:
    for found in measured.tables(row["file"]):
        for part in parts(found):
            by_hand = measure_table(part, QUESTION, plain=True)
            assert by_hand.backend == "plain"
            whole = part.num_rows == found.figures.rows
            by_database = (
                found.figures
                if whole
                else measure_table(part, QUESTION, database=measured.database, plain=False)
            )
            assert by_database.backend == "duckdb"
            assert told(by_database) == told(by_hand)


@pytest.mark.parametrize("row", READABLE, ids=NAMES)
def test_every_figure_is_exact_and_within_its_whole(row: dict[str, str], measured: Measured) -> None:
    for found in measured.tables(row["file"]):
        most = max(found.figures.rows, 1) * len(found.figures.columns)
        for one in found.figures.figures:
            assert (one.measure in TABLE_MEASURES, one.how) == (True, "exact")
            assert one.value is None or one.whole is None or 0 <= one.value <= one.whole <= most
        for sample in found.figures.samples:
            assert sample.row is not None
            assert 1 <= sample.row <= found.figures.rows


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_table_is_not_measured(name: str, measured: Measured, shared: Path) -> None:
    assert (shared / "data" / name).is_file()
    with pytest.raises(ProblemsError) as refused:
        measured.tables(name)
    assert refused.value.problems[0].code == REFUSED[name][0]


def test_the_parts_are_those_that_are_said(measured: Measured, shared: Path) -> None:
    assert shared.is_dir()
    large = measured.first("tables/thepaper_covid_gbk/data.csv")
    first, middle = parts(large)
    cells = large.columns["来源链接1"]
    assert large.figures.rows == 27_424 > LARGE
    assert first.column("来源链接1").to_pylist() == cells[:SLICE]
    assert middle.column("来源链接1").to_pylist() == cells[13_712 : 13_712 + SLICE]
    [small] = parts(measured.first("tables/frictionless_population/population.csv"))
    assert small.num_rows == 17_195
