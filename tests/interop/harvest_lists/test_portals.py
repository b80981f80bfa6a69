"""26 lists of 26 portals through the mapping that is proposed for each, recounted by a few lines of Python."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from shuheng.engines.harvest import (
    EntryRecord,
    Harvest,
    Refusal,
    load_mapping,
    map_records,
    open_source,
    propose,
)
from tests.interop.harvest_lists.expected import EXPECTED, KEYS, REFUSED, UNSURE
from tests.interop.harvest_lists.places import NAMES, manifest, plain, portal

EMPTY = {"", "暂无", "无", "null", "None", "undefined", "-"}
TABLES = {"csv", "xls", "xlsx", "excel", "json", "xml", "rdf"}
CYCLES = {
    "每年": "yearly", "年": "yearly", "每半年": "half_yearly", "半年": "half_yearly", "每季度": "quarterly",
    "季度": "quarterly", "每月": "monthly", "每周": "weekly", "每天": "daily", "每日": "daily", "实时": "realtime",
    "即时": "realtime", "不定期": "irregular", "不定时": "irregular", "不定期更新": "irregular", "静态数据": "static",
}  # fmt: skip


@cache
def harvested(name: str) -> tuple[list[EntryRecord | Refusal], Harvest]:
    source = open_source(portal(name))
    harvest = map_records(source, propose(source).mapping)
    return list(harvest), harvest


def entries(name: str) -> list[EntryRecord]:
    return [item for item in harvested(name)[0] if isinstance(item, EntryRecord)]


def kept(name: str) -> list[dict[str, Any]]:
    """The raw records without those identical to an earlier one."""
    found: dict[str, dict[str, Any]] = {}
    for record in plain(portal(name)):
        found.setdefault(json.dumps(record, sort_keys=True), record)
    return list(found.values())


@pytest.mark.parametrize("name", NAMES)
def test_records_in_are_entries_and_refusals(name: str, shared: Path) -> None:
    made, harvest = harvested(name)
    tally = harvest.tally
    rows = manifest()[f"catalogues/cn_portals/{portal(name).name}"]
    assert tally.records == len(made) == rows == tally.mapped + tally.refused
    assert dict(tally.refusals) == ({"harvest-repeated": REFUSED[name]} if name in REFUSED else {})
    assert len({item.key for item in entries(name)}) == tally.mapped == len(kept(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_proposed_mapping_is_the_one_checked_by_hand(name: str, shared: Path) -> None:
    proposal = propose(open_source(portal(name)))
    assert {item.target: item.sources[0] for item in proposal.fields} == EXPECTED[name]
    assert {item.target for item in proposal.fields if item.confidence == "low"} <= UNSURE.get(name, set())
    assert {item.target for item in proposal.fields if item.confidence == "high"} & UNSURE.get(
        name, set()
    ) == set()
    assert proposal.mapping.key == KEYS.get(name, ("详情页网址",))
    assert load_mapping(proposal.to_yaml()) == proposal.mapping


@pytest.mark.parametrize("name", NAMES)
def test_rows_cycles_dates_and_formats_counted_again(name: str, shared: Path) -> None:
    fields, records, made = EXPECTED[name], kept(name), entries(name)
    rows = [record.get(fields.get("rows", "-")) or "" for record in records]
    assert [item.rows for item in made] == [
        int(text.replace(",", "")) if text not in EMPTY else None for text in rows
    ]
    cycles = Counter(CYCLES.get(str(record.get(fields.get("update_cycle", "-"))), "") for record in records)
    assert Counter(item.update_cycle for item in made) == cycles
    for target in ("issued", "updated"):
        days = [record.get(fields.get(target, "-")) for record in records]
        assert [getattr(item, target) for item in made] == [
            dt.date.fromisoformat(day) if day else None for day in days
        ]


@pytest.mark.parametrize("name", [name for name in NAMES if "formats" in EXPECTED[name]])
def test_tables_interfaces_and_files_counted_again(name: str, shared: Path) -> None:
    formats = [record[EXPECTED[name]["formats"]] for record in kept(name)]
    lists = [
        text if isinstance(text, list) else text.strip("[]").replace("'", "").split(",") for text in formats
    ]
    words = [{word.strip().lower() for word in one} - {""} for one in lists]
    made = entries(name)
    assert [item.tables for item in made] == [bool(one & TABLES) for one in words]
    assert [item.apis for item in made] == ["api" in one for one in words]
    assert [item.file_count for item in made] == [bool(one - TABLES - {"api"}) for one in words]
    assert [item.resources_known for item in made] == [text != "" for text in formats]


def test_suqian_has_2296_entries_without_rows(shared: Path) -> None:
    made = entries("jiangsu_suqian")
    assert sum(1 for item in made if item.rows == 0) == 2296
    assert all(item.rows is not None for item in made)
    assert sum(1 for item in made if item.title.startswith("[2018]行政许可公示信息_")) == 172


def test_huaian_names_of_columns_are_no_values(shared: Path) -> None:
    tally = harvested("jiangsu_huaian")[1].tally
    assert tally.notes["value-is-header"] == 267
    assert tally.unmapped["开放方式"] == {"开放条件": 267, "请补充开放条件": 5, "无特殊条件": 2}


def test_other_cycles_stay_open(shared: Path) -> None:
    unread = Counter[str]()
    for name in NAMES:
        for values in harvested(name)[1].tally.unmapped.values():
            unread.update(values)
    assert set(unread) == {"其他", "其它", "每半月", "开放条件", "请补充开放条件", "无特殊条件"}


def test_shanghai_repeats_are_told_from_those_that_differ(shared: Path) -> None:
    made, harvest = harvested("shanghai_shanghai")
    assert harvest.tally.notes["key-repeated"] == 6
    assert sum(1 for item in made if isinstance(item, EntryRecord) and item.key.endswith("#2")) == 6
    refused = [item for item in made if isinstance(item, Refusal)]
    records = plain(portal("shanghai_shanghai"))
    for item in refused[:50]:
        earlier = int("".join(filter(str.isdigit, item.message)))
        assert records[item.number - 1] == records[earlier - 1]


@pytest.mark.parametrize("name", NAMES)
def test_no_contact_is_kept(name: str, shared: Path) -> None:
    made, harvest = harvested(name)
    fields = {field for item in entries(name) for field in item.raw}
    assert not any(word in field for field in fields for word in ("电话", "邮箱", "联系"))
    assert not {field.field for field in harvest.unspoken} & {"部门电话", "部门邮箱", "联系人", "联系方式"}
    assert not any("@" in item.raw_text for item in made if isinstance(item, Refusal))


@pytest.mark.parametrize("name", ["jiangsu_huaian", "guangxi_nanning", "jiangsu_taizhou"])
def test_a_second_harvest_is_equal_to_the_hash(name: str, shared: Path) -> None:
    source = open_source(portal(name))
    again = [item for item in map_records(source, propose(source).mapping) if isinstance(item, EntryRecord)]
    assert [(item.key, item.content_hash) for item in again] == [
        (item.key, item.content_hash) for item in entries(name)
    ]
