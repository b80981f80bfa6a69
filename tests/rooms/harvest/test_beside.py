"""A long list is read by a process of its own: the same records, the same account, the same refusals."""

import json
import os
import time
from pathlib import Path

import pytest

from shuheng.catalogue.harvest.runs import beside
from shuheng.engines.harvest.beside import Order, harvest_of
from shuheng.problems import ProblemsError

MAPPING = "name: 试\nkey: 编号\nfields:\n  title: 名称\n  rows: 数据量\n  update_cycle: 周期\n"


def order(folder: Path, text: str, *, partial: bool = False) -> Order:
    path = folder / "list.json"
    path.write_text(text, encoding="utf-8")
    return Order(path, path.name, "", MAPPING, partial)


def records(count: int) -> str:
    rows = [{"编号": str(n), "名称": f"名录{n}" if n % 7 else "", "数据量": f"{n},000", "周期": "每年", "多余": "x"}
            for n in range(count)]  # fmt: skip
    return json.dumps(rows, ensure_ascii=False)


def children() -> set[str]:
    """Processes whose parent is this one."""
    own = str(os.getpid())
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if fields[1] == own and fields[0] != "Z":
            found.add(stat.parent.name)
    return found


def test_it_gives_what_reading_here_gives(tmp_path: Path) -> None:
    asked = order(tmp_path, records(1_300))
    here, there = harvest_of(asked), harvest_of(asked)
    assert list(beside.beside(there, asked)) == list(here)
    assert there.tally == here.tally
    assert there.unspoken == here.unspoken
    assert (there.tally.records, there.tally.refused) == (1_300, 186)


def test_short_lists_are_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = order(tmp_path, records(20))
    before = children()
    found = beside.records_of(harvest_of(asked), asked)
    next(found)
    assert children() == before
    monkeypatch.setattr(beside, "WORTH", 20)
    found = beside.records_of(harvest_of(asked), asked)
    next(found)
    assert len(children() - before) == 1


def test_the_process_ends_with_whoever_reads(tmp_path: Path) -> None:
    asked = order(tmp_path, records(3_000))
    before = children()
    found = beside.beside(harvest_of(asked), asked)
    next(found)
    assert children() - before
    found.close()  # type: ignore[attr-defined]  # a generator
    for _ in range(50):
        if children() == before:
            break
        time.sleep(0.1)
    assert children() == before


def test_what_stops_it_there_is_told_here(tmp_path: Path) -> None:
    asked = order(tmp_path, records(30))
    harvest = harvest_of(asked)
    asked.path.write_text("[{", encoding="utf-8")
    with pytest.raises(ProblemsError) as error:
        list(beside.beside(harvest, asked))
    assert error.value.problems[0].file == "list.json"


def test_a_list_cut_after_it_was_surveyed_is_told_and_not_taken_as_whole(tmp_path: Path) -> None:
    asked = order(tmp_path, records(30))
    harvest = harvest_of(asked)
    assert harvest.source.survey.broken is None
    asked.path.write_text(records(30)[:900], encoding="utf-8")
    read: list[object] = []
    with pytest.raises(ProblemsError):
        read.extend(harvest)
    assert harvest.tally.records < 30
