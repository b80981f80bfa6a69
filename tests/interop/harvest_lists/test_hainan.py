"""The list of Hainan is broken: two lists one behind the other."""

import gzip
import json
from pathlib import Path

import pytest

from shuheng.engines.harvest import EntryRecord, map_records, open_source, propose
from shuheng.problems import ProblemsError
from tests.interop.harvest_lists.places import HAINAN, portal

READABLE = 1567


def test_one_clear_error_with_its_position(shared: Path) -> None:
    source = open_source(HAINAN)
    with pytest.raises(ProblemsError) as caught:
        map_records(source, propose(source).mapping)
    (problem,) = caught.value.problems
    content = gzip.decompress(HAINAN.read_bytes())
    with pytest.raises(json.JSONDecodeError) as by_python:
        json.loads(content)
    assert (problem.code, problem.file) == ("list-several", HAINAN.name)
    assert (problem.line, problem.column) == (by_python.value.lineno, by_python.value.colno)
    place = len(content.decode()[: by_python.value.pos].encode())
    assert f"（第 {place} 字节）" in problem.message
    assert content[place:].decode().startswith("[{")
    assert "“[{" in problem.message
    assert f"此前可读 {READABLE} 条" in problem.message


def test_the_readable_part_on_demand(shared: Path) -> None:
    source = open_source(HAINAN)
    harvest = map_records(source, propose(source).mapping, partial=True)
    made = list(harvest)
    tally = harvest.tally
    assert len(made) == READABLE == tally.records == tally.mapped + tally.refused
    assert tally.refusals == {"harvest-repeated": 40}
    assert tally.broken is not None
    assert all(item.issued for item in made if isinstance(item, EntryRecord))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_list_cut_in_the_middle(share: float, shared: Path) -> None:
    whole = portal("guangxi_nanning").read_bytes()
    survey = open_source(whole[: int(len(whole) * share)]).survey
    assert survey.broken is not None
    assert survey.broken.code in ("list-cut", "encoding-unknown")
    assert 0 < survey.records < 662
