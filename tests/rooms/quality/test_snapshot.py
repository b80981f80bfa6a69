"""A snapshot that somebody touched is not believed, and it is said so."""

from pathlib import Path

import pytest

from shuheng.problems import ProblemsError
from shuheng.quality import snapshot
from shuheng.quality.models import MeasureRun
from shuheng.quality.queries.entries import entries_behind

QUERY = "SELECT count(*) AS found FROM kept"


def test_what_was_written_is_read(run: MeasureRun) -> None:
    assert snapshot.select(run, snapshot.ENTRIES, QUERY) == [{"found": 16}]


def test_a_changed_file_is_refused(run: MeasureRun, folder: Path) -> None:
    path = folder / run.folder / snapshot.ENTRIES
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(ProblemsError, match="指纹不一致") as error:
        entries_behind(run.figures.all()[0], "yes")
    assert [one.code for one in error.value.problems] == ["snapshot-changed"]


def test_a_file_put_in_its_place_is_refused(run: MeasureRun, folder: Path) -> None:
    path = folder / run.folder / snapshot.ENTRIES
    path.write_bytes((folder / run.folder / snapshot.FAMILIES).read_bytes())
    with pytest.raises(ProblemsError, match="snapshot-changed"):
        snapshot.select(run, snapshot.ENTRIES, QUERY)


def test_a_lost_file_is_said(run: MeasureRun, folder: Path) -> None:
    (folder / run.folder / snapshot.ENTRIES).unlink()
    with pytest.raises(ProblemsError, match="不在了") as error:
        snapshot.select(run, snapshot.ENTRIES, QUERY)
    assert [one.code for one in error.value.problems] == ["snapshot-lost"]
