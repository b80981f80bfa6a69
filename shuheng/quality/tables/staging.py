"""From a kept file to its tables, and from one of them to staged data with the account of how it was read."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from shuheng.engines.tables import Limits, Reading, TableSource, open_table, stage
from shuheng.jobs.progress import Json
from shuheng.problems import Problem
from shuheng.quality.tables.codes import refused
from shuheng.quality.tables.stored import Kept, folder, keep_file, trusted

LIMITS = Limits(file_bytes=2_000_000_000, unpacked_bytes=4_000_000_000)
MOST_LINES = 50  # of preamble and footer; kept to be shown
LONGEST_CELL = 200


@dataclass(frozen=True)
class Choice:
    """What a person says against what would be found; `header` is the row from 1, or 0 for none."""

    sheet: str = ""
    encoding: str = ""
    header: int | None = None


@dataclass(frozen=True)
class Staged:
    """A table of a file, staged and kept."""

    source: Kept
    parquet: Kept
    sheet: str
    reading: Reading


def sheets(source: Kept, encoding: str = "") -> tuple[TableSource, ...]:
    """The tables of a kept file, not yet read. ProblemsError with a code of reading."""
    path = trusted(source.sha256)
    return tuple(open_table(path, name=source.name, encoding=encoding or None, limits=LIMITS))


def staged(source: Kept, choice: Choice) -> Staged:
    """Read one table of the file and keep what was staged. ProblemsError; nothing is then left behind."""
    found = open_table(
        trusted(source.sha256),
        name=source.name,
        encoding=choice.encoding or None,
        sheet=choice.sheet or None,
        header=choice.header,
        limits=LIMITS,
    )
    try:
        place = tempfile.TemporaryDirectory(dir=folder(), prefix="staging-")
    except OSError as error:
        raise refused("table-disk", error.strerror or "", file=source.name) from error
    with place as scratch:
        made = stage(found[0], Path(scratch), stem="table")
        return Staged(source, keep_file(made.path, source.name), found[0].sheet, made.reading)


def told(reading: Reading) -> dict[str, Json]:
    """The account as it is kept: what was cut is shown, cell by cell and bounded; notices in words."""
    return {
        "format": reading.format,
        "packing": reading.packing,
        "encoding": reading.encoding,
        "encoding_by": reading.encoding_by,
        "confidence": reading.confidence,
        "delimiter": reading.delimiter,
        "records": reading.records,
        "header": list(reading.header),
        "blank": reading.blank,
        "short_rows": reading.short_rows,
        "long_rows": reading.long_rows,
        "preamble": lines(reading.preamble),
        "footer": lines(reading.footer),
        "notices": [notice(one) for one in reading.notices],
    }


def lines(cut: tuple[Json, ...]) -> list[Json]:
    return [
        {"number": line.number, "cells": [(cell or "")[:LONGEST_CELL] for cell in line.cells if cell]}
        for line in cut[:MOST_LINES]
    ]


def notice(one: Problem) -> dict[str, Json]:
    return {"code": one.code, "severity": one.severity, "message": one.message, "hint": one.hint}
