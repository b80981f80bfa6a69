"""Tables and parameters that do not fit are refused with every mistake, in Chinese, each with its code."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shuheng.engines.measure import COLUMNS, Parameters, Question, measure_catalogue
from shuheng.engines.measure.catalogue.columns import CatalogueTable
from shuheng.problems import ProblemsError
from tests.spec.measure.entries import entry, table

AS_OF = date(2023, 6, 30)
GOOD = table([entry(2), entry(1)])


def codes_of(found: CatalogueTable) -> list[tuple[str, str]]:
    with pytest.raises(ProblemsError) as refused:
        measure_catalogue(found, as_of=AS_OF)
    return [(problem.code, problem.field) for problem in refused.value.problems]


def test_missing_and_unfit_columns_are_named_at_once() -> None:
    broken = GOOD.drop_columns(["title"]).append_column("titel", pa.array(["a", "b"]))
    broken = broken.set_column(broken.column_names.index("rows"), "rows", pa.array(["1,299", "2"]))
    assert codes_of(broken) == [("measure-column-missing", "title"), ("measure-column-type", "rows")]
    with pytest.raises(ProblemsError, match="是否想写“titel”"):
        measure_catalogue(broken, as_of=AS_OF)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ([{}, {"entry_id": 1}], "measure-entry-repeated", "entry_id"),
        ([{"apis": -1}, {}], "measure-count-negative", "apis"),
    ],
)
def test_entries_that_cannot_be(changes: list[dict[str, Any]], code: str, field: str) -> None:
    rows = [{**entry(number), **changed} for number, changed in enumerate(changes, 1)]
    assert codes_of(table(rows)) == [(code, field)]


def test_an_entry_without_agency_is_refused() -> None:
    loose = pa.schema([field.with_nullable(True) for field in COLUMNS])
    broken = pa.Table.from_pylist([entry(1, agency=None), entry(2, agency=None)], schema=loose)
    assert codes_of(broken) == [("measure-entry-unnamed", "agency")]


def test_a_file_a_frame_and_a_table_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.parquet"
    pq.write_table(GOOD.append_column("more", pa.array([1, 2])), path)
    results = [measure_catalogue(found, as_of=AS_OF) for found in (GOOD, pl.DataFrame(GOOD), path)]
    assert len({result.figures for result in results}) == 1
    assert [result.flags.column("entry_id").to_pylist() for result in results] == [[1, 2]] * 3


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"family_size": 1}, "measure-parameter-range"),
        ({"low_capacity_rows": -1}, "measure-parameter-range"),
        ({"name_min": 9, "name_max": 8}, "measure-parameter-range"),
        ({"metadata": ("titel",)}, "measure-parameter-field"),
        ({"metadata": ()}, "measure-parameter-field"),
        ({"regions": ("平南(县)",)}, "measure-parameter-region"),
        ({"workdays": (date(2023, 1, 3), date(2023, 1, 2))}, "measure-parameter-workdays"),
    ],
)
def test_parameters_that_cannot_be(parameters: dict[str, Any], code: str) -> None:
    with pytest.raises(ProblemsError) as refused:
        Parameters(**parameters)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_all_mistakes_of_parameters_come_at_once() -> None:
    with pytest.raises(ProblemsError) as refused:
        Parameters(grace_days=-1, stem_min=0, metadata=("titel",), regions=("A",))
    assert [problem.field for problem in refused.value.problems] == [
        "grace_days",
        "stem_min",
        "metadata",
        "regions",
    ]


def test_the_baseline_lies_before_and_the_working_days_around_the_day_of_measuring() -> None:
    with pytest.raises(ProblemsError, match=r"基期 2023-07-01 晚于计量日期 2023-06-30"):
        Question(AS_OF, date(2023, 7, 1))
    for days in ((), (date(2023, 6, 1), AS_OF), (date(2023, 1, 1), date(2023, 6, 29))):
        with pytest.raises(ProblemsError, match="工作日历要从 2023-05-31 之前排到 2023-06-30 之后"):
            Question(AS_OF, None, Parameters(workdays=days))
