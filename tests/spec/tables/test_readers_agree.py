"""The fast reader and the plain one give the same table and the same account, and none loses a record."""

import csv
import io
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from shuheng.engines.tables import open_table, stage
from tests.spec.tables.made import accounted, put, rows_of

CELL = st.text(st.sampled_from("a1é中 ,;\"\t\n\r'\\=\u3000"), max_size=6)
WIDTH = 3
ROWS = st.lists(st.lists(CELL, min_size=WIDTH, max_size=WIDTH), min_size=1, max_size=30)
QUOTING = st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
HEADER = ["编号", "名称", "说明"]


def written(rows: list[list[str]], quoting: int, end: str) -> str:
    """The rows as Python writes them, below a header."""
    out = io.StringIO(newline="")
    if any("\r" in cell for row in rows for cell in row):
        end = "\r\n"  # else Python leaves a lone CR unquoted, which ends a line for every reader
    csv.writer(out, quoting=quoting, lineterminator=end).writerows([HEADER, *rows])  # type: ignore[arg-type]  # its own constants
    return out.getvalue()


@settings(max_examples=60)
@given(rows=ROWS, quoting=QUOTING, end=st.sampled_from(["\n", "\r\n"]))
@example(rows=[["", " ", ' "']], quoting=csv.QUOTE_MINIMAL, end="\n")
@example(rows=[["a", 'x"y', "1\n2"], ["", "", ""]], quoting=csv.QUOTE_ALL, end="\n")
@example(rows=[['"', '""', ',"'], ['",', '"\n', "\r\n"]], quoting=csv.QUOTE_MINIMAL, end="\r\n")
def test_what_python_writes_comes_back_by_both(rows: list[list[str]], quoting: int, end: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = put(Path(folder), written(rows, quoting, end))
        source = open_table(path, header=1)[0]
        fast = stage(source, path.parent / "fast", fast=True)
        plain = stage(source, path.parent / "plain", fast=False)
        assert replace(fast.reading, path="plain") == plain.reading
        assert rows_of(fast.path) == rows_of(plain.path)
        assert accounted(plain.reading)
        assert accounted(fast.reading)
        kept = [tuple(row) for row in rows if any(cell.strip(" \t\r\n\u3000") for cell in row)]
        footer = [tuple(line.cells) for line in plain.reading.footer]
        assert rows_of(plain.path) + footer == kept


@settings(max_examples=150)
@given(text=st.text(st.sampled_from('a1中,"\n\r \x00'), max_size=60))
def test_no_record_of_any_text_is_lost(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = put(Path(folder), f"编号,名称\n1,甲\n{text}")
        try:
            source = open_table(path)[0]
            fast = stage(source, path.parent / "fast", fast=True)
        except Exception as error:  # noqa: BLE001 both readers must refuse alike
            with pytest.raises(type(error), match=str(error)[:4]):
                stage(open_table(path)[0], path.parent / "plain", fast=False)
            return
        plain = stage(source, path.parent / "plain", fast=False)
        assert replace(fast.reading, path="plain") == plain.reading
        assert rows_of(fast.path) == rows_of(plain.path)
        assert accounted(plain.reading)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a,b\n1,2\n", "fast"),
        ('a,b\n"1","2"\n', "fast"),
        ('a,b\n"1,5","x""y"\n"p\nq",z\n', "fast"),
        ("a,b\n,\n1,2\n", "fast"),
        ("a,b\n1,2,3\n", "plain"),
        ("a,b\n1\n", "plain"),
        ("a,b\n\n1,2\n", "fast"),
        ('a,b\n5"管,2\n', "plain"),
        ("a,b\r1,2\r", "plain"),
        ("a,b\n1,\x002\n", "plain"),
        ('a, "b"\n1, "2"\n', "plain"),
    ],
)
def test_which_reader_may_have_it(tmp_path: Path, text: str, path: str) -> None:
    assert stage(open_table(put(tmp_path, text))[0], tmp_path / "staged", fast=True).reading.path == path


def test_pieces_of_a_large_file_join_without_a_seam(tmp_path: Path) -> None:
    """Eight million bytes are parsed at a time, four surveyed; quotes and line ends lie across the borders."""
    rows = [[str(n), f'名"{n}', f"一,\n{'二' * (n % 50)}"] for n in range(120_000)]
    path = put(tmp_path, written(rows, csv.QUOTE_MINIMAL, "\r\n"))
    assert path.stat().st_size > 9_000_000
    fast = stage(open_table(path)[0], tmp_path / "fast")
    assert (fast.reading.path, fast.reading.rows) == ("fast", 120_000)
    assert rows_of(fast.path) == [tuple(row) for row in rows]
