"""The client of a Spark cluster. Imported by its name alone: pyspark is installed where there is a cluster only."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from py4j.protocol import Py4JError  # type: ignore[import-untyped]  # py4j brings no types
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from shuheng.engines.measure.tables import TableFigures, TableQuestion
from shuheng.engines.measure.tables.backends.escapes import spelled
from shuheng.engines.measure.tables.backends.spark import SPARK
from shuheng.engines.measure.tables.query import Relation
from shuheng.quality.places.codes import problem_of, said
from shuheng.quality.places.conversing import converse
from shuheng.quality.places.session import Limits, Row, plain

VIEW = "shuheng_staged"
STOP_SECONDS = 30
SETTINGS = {
    "spark.app.name": "shuheng",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.caseSensitive": "true",
    "spark.sql.session.timeZone": "Asia/Shanghai",
    "spark.sql.shuffle.partitions": "16",
}


def measured(parquet: Path, question: TableQuestion, address: str, own: str, limits: Limits) -> TableFigures:
    """The figures of a staged file. Raises `ProblemsError`: spark-unreachable, spark-slow, spark-failed."""
    with cluster(address, own) as spark, told(spark, limits):
        return converse(relation_of(spark, parquet, question), question, lambda sql: rows(spark, sql))


@contextmanager
def cluster(address: str, own: str) -> Iterator[Any]:
    """A session with the cluster; `own` is the address of this machine that the cluster sees."""

    builder = SparkSession.builder.master(address).config("spark.driver.host", own)
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        raise problem_of("spark-unreachable", said(str(error), "")) from None
    try:
        yield spark
    finally:
        hang_up(spark)


def hang_up(spark: Any) -> None:
    """Stop the session and the Java process behind it, which would keep memory and sockets until this process ends."""
    context = spark.sparkContext
    gateway, kind = context._gateway, type(context)  # noqa: SLF001  # there is no public way to end the process
    spark.stop()
    gateway.shutdown()
    kind._gateway = kind._jvm = None  # noqa: SLF001
    gateway.proc.stdin.close()
    gateway.proc.wait(STOP_SECONDS)


@contextmanager
def told(spark: Any, limits: Limits) -> Iterator[None]:
    """What goes wrong on the cluster, as a problem; after the time of a statement its jobs are given up."""
    late = threading.Event()

    def give_up() -> None:
        late.set()
        spark.sparkContext.cancelAllJobs()

    clock = threading.Timer(limits.statement, give_up)
    clock.start()
    try:
        yield
    except (PySparkException, Py4JError) as error:
        words = said(str(error), "")
        raise problem_of("spark-slow" if late.is_set() else "spark-failed", words) from None
    finally:
        clock.cancel()


def relation_of(spark: Any, parquet: Path, question: TableQuestion) -> Relation:
    """The file as c0, c1, ... and row_no, whatever its columns are called."""
    frame = spark.read.parquet(str(parquet.absolute()))
    names = tuple(frame.columns)
    told = [f"{SPARK.quote(name)} AS c{number}" for number, name in enumerate(names)]
    numbered = frame.selectExpr(*told, "_metadata.row_index + 1 AS row_no")
    if question.every > 1:
        numbered = numbered.where(f"(row_no - 1) % {question.every} = 0")
    numbered.createOrReplaceTempView(VIEW)
    return Relation(SPARK.quote(VIEW), names, numbered=True, backend=SPARK)


def rows(spark: Any, sql: str) -> Sequence[Row]:
    """The rows of a query."""
    return [plain(tuple(row)) for row in spark.sql(spelled(sql)).collect()]
