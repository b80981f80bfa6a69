"""Whatever bytes come in: an answer in which nothing is lost, or problems with codes; never another exception."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.harvest import (
    PROBLEM_CODES,
    EntryRecord,
    Harvest,
    Refusal,
    builtin,
    load_mapping,
    map_records,
    open_source,
    propose,
)
from shuheng.problems import Problem, ProblemsError
from tests.spec.harvest.lists import entry, listed

FIELDS = [
    "名称",
    "单位",
    "更新周期",
    "发布日期",
    "数据量",
    "数据格式",
    "title",
    "id",
    "",
    "a.b",
    "x[]",
    "联系人",
    "\x00",
    "n" * 300,
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
    | st.sampled_from(["每年", "2022-13-40", "1,299", "['xls']", "<b>x</b>", "\ud800", "\x00", "http://a b", "暂无", "9" * 40]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
RECORDS = st.lists(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=7), max_size=8)
WHOLE = listed(*(entry(n, 更新周期="每年", 数据格式=["csv"]) for n in range(6)))


def outcome(action: Callable[[], Any]) -> tuple[Any, tuple[Problem, ...]]:
    """What an action gives, or the problems it ends in."""
    try:
        return action(), ()
    except ProblemsError as error:
        return None, error.problems


def harvest_of(content: bytes, form: str, partial: bool) -> tuple[Harvest, list[EntryRecord | Refusal]]:
    """A harvest with the mapping proposed for the content."""
    source = open_source(content, format=form)
    proposal = propose(source)
    if proposal.usable:
        assert load_mapping(proposal.to_yaml()) == proposal.mapping
    harvest = map_records(source, proposal.mapping, partial=partial)
    return harvest, list(harvest)


def answer(content: bytes, form: str = "", *, partial: bool = False) -> None:
    """Whatever is not an account without a gap must be told with codes."""
    result, problems = outcome(lambda: harvest_of(content, form, partial))
    assert {problem.code for problem in problems} <= {*PROBLEM_CODES, "excel-broken", "excel-encrypted"}
    assert all(problem.message for problem in problems)
    if result is None:
        return
    harvest, made = result
    assert len(made) == harvest.tally.records == harvest.tally.mapped + harvest.tally.refused
    for item in made:
        if isinstance(item, EntryRecord):
            assert item.title
            json.dumps(item.raw).encode()
            assert "\\u0000" not in json.dumps(item.raw)
            assert len(item.content_hash) == 64


@given(RECORDS)
def test_any_records(records: list[dict[str, object]]) -> None:
    answer(json.dumps(records).encode())


@given(RECORDS)
def test_any_lines(records: list[dict[str, object]]) -> None:
    answer("".join(f"{json.dumps(record)}\n" for record in records).encode(), "jsonl")


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "json", "jsonl", "csv", "xlsx", "turtle", "jsonld", "rdfxml"]),
)
def test_any_bytes(content: bytes, form: str) -> None:
    answer(content, form, partial=True)


@given(st.text(max_size=200), st.sampled_from(["json", "jsonl", "csv", "turtle", "jsonld", "rdfxml"]))
def test_any_text(text: str, form: str) -> None:
    answer(text.encode("utf-8", "replace"), form, partial=True)


@given(st.integers(0, len(WHOLE)), st.binary(max_size=4), st.integers(0, 4))
def test_a_list_damaged_anywhere(place: int, other: bytes, gone: int) -> None:
    answer(WHOLE[:place] + other + WHOLE[place + gone :], partial=True)


@pytest.mark.parametrize("model", ["ckan", "datajson", "dcat"])
@given(record=st.dictionaries(
    st.sampled_from(["id", "key", "identifier", "title", "name", "organization", "publisher", "tags", "groups", "extras",
                     "resources", "distribution", "notes", "theme", "keyword", "modified", "url"]),
    VALUES | st.lists(st.dictionaries(st.sampled_from(["url", "format", "title", "name", "size", "key", "value"]), VALUES)),
))  # fmt: skip
def test_odd_records_of_known_models(model: str, record: dict[str, object]) -> None:
    source = open_source(json.dumps([record]).encode(), format="json")
    (made,) = map_records(source, builtin(model))
    assert made.number == 1


@given(
    st.text(max_size=200)
    | st.sampled_from(["name: x\nkey: [[a]]\nfields: {title: {map: [1]}}", "- a", "fields: 3"])
)
def test_any_mapping(text: str) -> None:
    mapping, problems = outcome(lambda: load_mapping(text))
    assert (mapping is None) == bool(problems)
