"""A cluster of one master and two workers gives the figures that DuckDB gives, also when a worker is killed."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pytest_django import Settings

from shuheng.engines.measure.tables import TableParameters, measure_table
from shuheng.problems import ProblemsError
from shuheng.quality.places import spark
from shuheng.quality.places.conversing import converse
from shuheng.quality.places.session import Limits, Row
from tests.interop.backends.conftest import HELD
from tests.interop.backends.dirty import QUESTION, TRAPS, arrow
from tests.interop.backends.test_equal import by_figure
from tests.interop.mariadb import free_port
from tests.interop.spark import Cluster, cluster, programs
from tests.places import demand

pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning"
)  # pyspark leaves the socket of every answer open
TIMES = 400
NARROW = ("编号", "空白", "空值词", "大小写", "身份证号", "统一社会信用代码", "登记日期", "金额", "长文")
FEWER = replace(
    QUESTION,
    roles={name: role for name, role in QUESTION.roles.items() if name in NARROW},
    codes={},
    measures=frozenset(
        {
            "rows",
            "empty_cells",
            "placeholder_cells",
            "duplicate_rows",
            "duplicate_keys",
            "key_candidates",
            "data_age_days",
        }
        | {f"format_{code}" for code in ("identity", "credit_code", "date", "decimal")}
    ),
    parameters=TableParameters(samples=0),
)


@pytest.fixture(scope="module")
def running() -> Iterator[Cluster]:
    program = programs()
    demand(program is not None, "Spark (pyspark and Java)")
    assert program is not None
    with cluster(program) as found:
        yield found


def staged(folder: Path, times: int = 1) -> tuple[pa.Table, Path]:
    """The dirty table so many times over, in row groups that go to several tasks."""
    once = arrow({name: HELD[name] for name in NARROW})
    table = pa.concat_tables([once] * times)
    path = folder / "staged.parquet"
    pq.write_table(table, path, row_group_size=5_000)
    return table, path


def test_the_cluster_gives_the_same_figures(running: Cluster, tmp_path: Path, settings: Settings) -> None:
    table, path = staged(tmp_path)
    settings.SPARK = running.address
    found = spark.measure_staged(path, FEWER, large=1)
    assert found.backend == "spark"
    assert by_figure(found) == by_figure(measure_table(table, FEWER, plain=False))


def test_a_worker_killed_in_the_middle_changes_nothing(running: Cluster, tmp_path: Path) -> None:
    table, path = staged(tmp_path, TIMES)
    asked: list[str] = []
    lost = running.workers[0]
    clock = threading.Timer(0.5, lost.kill)
    client = import_module(spark.CLIENT)
    with client.cluster(running.address, "127.0.0.1") as session:

        def answer(sql: str) -> Sequence[Row]:
            asked.append(sql)
            if len(asked) == 3:
                assert lost.poll() is None, "it works until now"
                clock.start()
            found: Sequence[Row] = client.rows(session, sql)
            return found

        found = converse(client.relation_of(session, path, FEWER), FEWER, answer)
    assert lost.wait(10) != 0
    assert len(asked) > 5, "there was more to ask after it was gone"
    assert found.rows == TIMES * len(HELD["编号"])
    assert by_figure(found) == by_figure(measure_table(table, FEWER, plain=False))


def test_small_files_stay_here(tmp_path: Path, settings: Settings) -> None:
    _, path = staged(tmp_path)
    settings.SPARK = f"spark://127.0.0.1:{free_port()}"  # nobody there: it is not asked
    assert spark.measure_staged(path, FEWER).backend != "spark"


@pytest.mark.parametrize(
    ("address", "code"),
    [("spark://127.0.0.1:{}", "spark-unreachable"), ("http://127.0.0.1:{}", "spark-address"), ("spark://127.0.0.1:port", "spark-address")],
)  # fmt: skip
def test_a_cluster_that_is_not_there_is_told(tmp_path: Path, address: str, code: str) -> None:
    _, path = staged(tmp_path)
    with pytest.raises(ProblemsError) as refused:
        spark.measure_on_spark(path, FEWER, address.format(free_port()), limits=Limits(connect=1))
    assert refused.value.problems[0].code == code


def test_the_columns_are_those_of_the_dirty_table() -> None:
    assert set(NARROW) < set(TRAPS)
