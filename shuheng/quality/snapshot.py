"""What a run keeps beside its figures: the entries with every answer, and the families, as Parquet files.

They are written once and never again; who reads them compares them with the hash that the run keeps.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from shuheng.problems import Problem, ProblemsError
from shuheng.quality.models import MeasureRun

ENTRIES, FAMILIES = "entries.parquet", "families.parquet"
FOLDER = "measures"
LOST, CHANGED = "snapshot-lost", "snapshot-changed"
ASK_ADMIN = "计量结果的数字没有变；要看明细，请系统管理员从备份恢复这个文件，或者重新计量。"


def home() -> Path:
    """Where the folders of all runs are."""
    return Path(settings.DATA) / FOLDER


@contextmanager
def new_folder() -> Iterator[Path]:
    """A folder for the files of one run; it goes when the run comes to nothing."""
    folder = home() / uuid4().hex
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def write(folder: Path, tables: dict[str, pa.Table]) -> dict[str, str]:
    """Write each table to its file; name and SHA-256 of each."""
    for name, table in tables.items():
        pq.write_table(table, folder / name, compression="zstd")
    return {name: digest(folder / name) for name in tables}


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@lru_cache(maxsize=256)
def known_digest(path: Path, stamp: tuple[int, int]) -> str:  # noqa: ARG001  # a changed file is read anew
    return digest(path)


def trusted(run: MeasureRun, name: str) -> Path:
    """The file, if it is there and as it was written; ProblemsError otherwise."""
    path = home() / run.folder / name
    try:
        found = path.stat()
    except OSError as error:
        text = f"第 {run.pk} 次计量的快照文件不在了。"
        raise ProblemsError([Problem(LOST, text, file=name, hint=ASK_ADMIN)]) from error
    if known_digest(path, (found.st_mtime_ns, found.st_size)) != run.files.get(name):
        text = f"第 {run.pk} 次计量的快照文件与登记的指纹不一致，已被改动，不能作为依据。"
        raise ProblemsError([Problem(CHANGED, text, file=name, hint=ASK_ADMIN)])
    return path


def select(run: MeasureRun, name: str, query: str, values: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
    """Rows of a kept file; `query` reads from `kept`. Names in it come from our own registries, values are bound."""
    path = trusted(run, name)
    with duckdb.connect(config={"threads": 2}) as database:
        database.execute("SET TimeZone = 'Asia/Shanghai'")
        database.read_parquet(str(path)).create_view("kept")
        found = database.execute(query, values)
        heads = [column[0] for column in found.description or ()]
        return [dict(zip(heads, row, strict=True)) for row in found.fetchall()]


@lru_cache(maxsize=64)
def known_columns(path: Path, stamp: tuple[int, int]) -> frozenset[str]:  # noqa: ARG001  # as above
    return frozenset(pq.read_schema(path).names)


def columns(run: MeasureRun, name: str) -> frozenset[str]:
    """The columns of a kept file."""
    path = trusted(run, name)
    found = path.stat()
    return known_columns(path, (found.st_mtime_ns, found.st_size))
