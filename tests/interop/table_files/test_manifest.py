"""Every file of tables and of the malformed corpora is read right, or refused with a message that names the fault."""

import csv
import io
import time
from pathlib import Path

import pytest

from shuheng.engines.tables import Reading, open_table, stage
from shuheng.problems import ProblemsError
from tests.interop.table_files.differences import COUNTS, ENCODINGS, REFUSED, SAME
from tests.places import SHARED
from tests.spec.tables.made import accounted, rows_of

PATIENCE = 30
MANIFEST = SHARED / "data" / "MANIFEST.csv"
FILES = (
    [
        row
        for row in csv.DictReader(io.StringIO(MANIFEST.read_text(encoding="utf-8")))
        if row["file"].startswith(("tables/", "malformed/"))
    ]
    if MANIFEST.is_file()
    else []
)
NAMES = [row["file"].split("/", 1)[1] for row in FILES]


def outcome(path: Path, folder: Path) -> list[Reading] | str:
    """The accounts of all tables of a file, or the code that it is refused with."""
    found = []
    try:
        for source in open_table(path):
            staged = stage(source, folder)
            assert len(rows_of(staged.path)) == staged.reading.rows
            found.append(staged.reading)
    except ProblemsError as error:
        return error.problems[0].code if path.name in str(error) else str(error)
    return found


@pytest.mark.parametrize("row", FILES, ids=NAMES)
def test_read_right_or_refused(row: dict[str, str], tmp_path: Path) -> None:
    name, started = row["file"], time.monotonic()
    found = outcome(SHARED / "data" / name, tmp_path)
    assert time.monotonic() - started < PATIENCE
    if name in REFUSED:
        assert found == REFUSED[name][0]
        return
    assert not isinstance(found, str), found
    assert all(accounted(reading) for reading in found)
    first = found[0]
    if row["rows"]:
        rows, columns, _ = COUNTS.get(name, (int(row["rows"]), int(row["columns"] or 0), ""))
        assert (first.records, len(first.columns)) == (rows, columns)
    assert first.encoding in {"", encoding_of(row)}


def encoding_of(row: dict[str, str]) -> str:
    """The encoding that the manifest gives, in the words of a reading."""
    return ENCODINGS.get(row["file"], (SAME.get(row["encoding"], row["encoding"]), ""))[0]


@pytest.mark.skipif(not FILES, reason="the data sets are not beside this repository")
def test_every_difference_is_one_and_has_its_reason() -> None:
    listed = {row["file"]: row for row in FILES}
    assert {*COUNTS, *REFUSED, *ENCODINGS} <= set(listed)
    for name, (rows, columns, reason) in COUNTS.items():
        assert reason
        assert (listed[name]["rows"], listed[name]["columns"]) != (str(rows), str(columns))
    for name, (encoding, _) in ENCODINGS.items():
        assert SAME.get(listed[name]["encoding"], listed[name]["encoding"]) != encoding
    assert len(listed) >= 250
