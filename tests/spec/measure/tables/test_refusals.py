"""Files and questions that do not fit are refused with a code, in Chinese, all mistakes at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shuheng.engines.measure.tables import TableParameters, TableQuestion, measure_table
from shuheng.problems import ProblemsError
from tests.spec.measure.tables.dirt import arrow

DAY = date(2023, 6, 30)


def codes(table: Path | pa.Table, question: TableQuestion | None = None) -> list[str]:
    with pytest.raises(ProblemsError) as refused:
        measure_table(table, question or TableQuestion(DAY))
    assert all(any("㐀" <= sign <= "鿿" for sign in problem.message) for problem in refused.value.problems)
    return [problem.code for problem in refused.value.problems]


def test_a_file_that_is_gone_or_broken(tmp_path: Path) -> None:
    assert codes(tmp_path / "gone.parquet") == ["measure-table-missing"]
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 nothing PAR1")
    assert codes(tmp_path / "broken.parquet") == ["measure-table-unreadable"]


def test_tables_that_cannot_be() -> None:
    assert codes(pa.table({})) == ["measure-table-empty"]
    assert codes(pa.table({"甲": [1], "乙": ["a"], "丙": [1.5]})) == ["measure-table-type"] * 2
    doubled = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["甲", "甲"])
    assert codes(doubled) == ["measure-table-doubled"]


def test_questions_that_do_not_fit() -> None:
    question = TableQuestion(
        DAY, roles={"甲": "identiy", "丁": "text"}, keys=(("甲", "戊"),), codes={"己": ("1",)}
    )
    found = codes(arrow({"甲": ["a"]}), question)
    assert sorted(found) == ["measure-column-unknown"] * 3 + ["measure-role-unknown"]
    with pytest.raises(ProblemsError, match="是否想写“identity”"):
        measure_table(arrow({"甲": ["a"]}), question)


def test_parameters_out_of_bounds() -> None:
    with pytest.raises(ProblemsError) as refused:
        TableParameters(high_missing_percent=101, samples=-1)
    assert [problem.field for problem in refused.value.problems] == ["high_missing_percent", "samples"]


@pytest.mark.parametrize("plain", [True, False])
def test_a_table_without_rows_has_figures_and_no_judgement(tmp_path: Path, plain: bool) -> None:
    path = tmp_path / "empty's.parquet"
    pq.write_table(arrow({"甲.乙": [], "身份证号": []}), path)
    found = measure_table(path, TableQuestion(DAY, roles={"身份证号": "identity"}), plain=plain)
    assert (found.rows, found.figure("low_capacity").value) == (0, 1)
    assert (found.figure("high_missing").value, found.figure("empty_cells").whole) == (None, 0)
    assert (found.figure("format_identity", "身份证号").value, found.samples) == (0, ())
