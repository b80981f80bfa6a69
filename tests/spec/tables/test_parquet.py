"""Parquet in: every type as text."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from shuheng.problems import ProblemsError
from tests.spec.tables.made import codes, message, names, put, read


def saved(folder: Path, columns: dict[str, pa.Array]) -> Path:
    """A Parquet file of these columns."""
    pq.write_table(pa.table(columns), folder / "表.parquet")
    return folder / "表.parquet"


def test_every_type_becomes_text_and_null_stays_missing(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        {
            "编号": pa.array([1, None], pa.int64()),
            "代码": pa.array(["007", ""]),
            "金额": pa.array([Decimal("1.10"), None], pa.decimal128(9, 2)),
            "是否": pa.array([True, None]),
            "日期": pa.array([dt.date(2026, 3, 5), None]),
            "类别": pa.array(["甲", "甲"]).dictionary_encode(),
        },
    )
    reading, rows = read(path)
    assert names(reading) == ["编号", "代码", "金额", "是否", "日期", "类别"]
    assert rows == [("1", "007", "1.10", "true", "2026-03-05", "甲"), (None, "", None, None, None, "甲")]
    assert (reading.format, reading.records, reading.header) == ("parquet", 2, ())


def test_nested_values_are_json_and_bytes_hexadecimal(tmp_path: Path) -> None:
    path = saved(tmp_path, {"标签": pa.array([["一", "二"], None]), "指纹": pa.array([b"\x01\xff", None])})
    reading, rows = read(path)
    assert rows == [('["一", "二"]', "01ff"), (None, None)]
    assert "指纹" in message(reading, "bytes")


def test_rows_without_any_value_are_rows_all_the_same(tmp_path: Path) -> None:
    reading, rows = read(
        saved(tmp_path, {"a": pa.array(["x", None]), "b": pa.array([None, None], pa.string())})
    )
    assert (rows, reading.blank) == ([("x", None), (None, None)], 0)


def test_names_are_made_safe_here_too(tmp_path: Path) -> None:
    reading, _ = read(saved(tmp_path, {"ID": pa.array([1]), "id": pa.array([2]), " ": pa.array([3])}))
    assert names(reading) == ["ID", "id_2", "列 3"]
    assert {"name-doubled", "name-empty"} <= codes(reading)


def test_nul_inside_a_text_is_cut_out(tmp_path: Path) -> None:
    assert read(saved(tmp_path, {"a": pa.array(["x\x00y"])}))[1] == [("xy",)]


def test_a_kind_that_arrow_has_no_text_for(tmp_path: Path) -> None:
    spans = pa.array([dt.timedelta(hours=1), None], pa.duration("s"))
    assert read(saved(tmp_path, {"用时": spans}))[1][0] in {("1:00:00",), ("3600",)}


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    columns = {
        "编号": pa.array([1, 2, None]),
        "名称": pa.array(["甲", "乙", "丙"]),
        "组": pa.array([[1], [2], None]),
    }
    content = saved(tmp_path, columns).read_bytes()
    outcomes: set[int | str] = set()
    for at in range(4, len(content), 7):
        broken = content[:at] + bytes([content[at] ^ 0xF5]) + content[at + 1 :]
        try:
            outcomes.add(len(read(put(tmp_path, broken, "坏.parquet"))[1]))
        except ProblemsError as error:
            outcomes.add(error.problems[0].code)
    assert "tables-parquet-broken" in outcomes
