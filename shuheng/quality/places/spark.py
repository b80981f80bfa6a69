"""Measuring staged files on a Spark cluster, where they outgrow one machine; the same expressions as everywhere.

The cluster reads the file by the same path as this machine does, so the data folder is shared among them.
"""

import socket
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from shuheng.engines.measure.tables import TableFigures, TableQuestion, measure_table
from shuheng.quality.places.codes import problem_of, said
from shuheng.quality.places.session import Limits

LARGE = 2 * 1024**3  # octets of Parquet that this machine measures by itself
CLIENT = "shuheng.quality.places.spark_client"  # by its name, because pyspark is installed where there is a cluster only


def measure_staged(
    parquet: Path,
    question: TableQuestion,
    *,
    related: Mapping[str, Path] | None = None,
    large: int = LARGE,
) -> TableFigures:
    """The figures of a staged file: here, or on the cluster that SHUHENG_SPARK names where the file is larger.

    With `related` tables, to which rules refer, it is measured here whatever its size.
    """
    if settings.SPARK and not related and parquet.stat().st_size > large:
        return measure_on_spark(parquet, question, settings.SPARK)
    return measure_table(parquet, question, related=related)


def measure_on_spark(
    parquet: Path, question: TableQuestion, address: str, *, limits: Limits | None = None
) -> TableFigures:
    """The figures of a staged file of text columns. Raises `ProblemsError`: spark-…"""
    asked = limits or Limits()
    own = own_address(address, asked)
    if find_spec("pyspark") is None:
        raise problem_of("spark-missing")
    found: TableFigures = import_module(CLIENT).measured(parquet, question, address, own, asked)
    return found


def own_address(address: str, limits: Limits) -> str:
    """The address of this machine that the cluster sees. Raises spark-address, spark-unreachable."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise problem_of("spark-address", address[:200]) from None
    if parts.scheme != "spark" or not host or not port:
        raise problem_of("spark-address", address[:200])
    try:
        with socket.create_connection((host, port), timeout=limits.connect) as door:
            own: str = door.getsockname()[0]
            return own
    except OSError as error:
        raise problem_of("spark-unreachable", f"{address}，{said(str(error), '')}") from None
