"""Small lists made up for tests, and a harvest of them in one call. 演示数据."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shuheng.engines.harvest import EntryRecord, Harvest, Refusal, load_mapping, map_records, open_source
from shuheng.problems import Problem, ProblemsError

PLAIN = """
name: 演示
key: 编号
fields: {title: 名称, provider: 单位}
"""


def listed(*records: dict[str, Any]) -> bytes:
    """The records as a JSON array, in UTF-8 but for lone surrogates, which only escapes can write."""
    escaped = json.dumps(list(records))
    return (
        escaped.encode() if "\\ud800" in escaped else json.dumps(list(records), ensure_ascii=False).encode()
    )


def entry(number: int = 1, **more: Any) -> dict[str, Any]:
    """One made-up record that PLAIN maps."""
    return {"编号": f"K{number}", "名称": f"演示目录{number}", "单位": "市水务局", **more}


def harvested(
    content: bytes, mapping: str = PLAIN, **options: Any
) -> tuple[list[EntryRecord | Refusal], Harvest]:
    """Everything a list yields, and the harvest with its tally."""
    harvest = map_records(open_source(content, name="演示.json"), load_mapping(mapping), **options)
    return list(harvest), harvest


def one(record: dict[str, Any], fields: str, key: str = "编号") -> EntryRecord:
    """The entry of one record; ``fields`` is the inside of the mapping's `fields`."""
    mapping = f"name: 演示\nkey: {key}\nmissing_fields: allow\nfields: {{title: 名称, {fields}}}"
    (made,), _ = harvested(listed({"编号": "K1", "名称": "演示目录", **record}), mapping)
    assert isinstance(made, EntryRecord), made
    return made


def problems_of(action: Any, *arguments: Any, **options: Any) -> tuple[Problem, ...]:
    """The problems that an action ends in."""
    with pytest.raises(ProblemsError) as caught:
        action(*arguments, **options)
    return caught.value.problems


def codes(made: EntryRecord) -> list[str]:
    """The codes of a record's notes."""
    return [note.code for note in made.notes]
