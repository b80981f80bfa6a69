"""Declared fields as lines and as JSON Schema, and every mistake in them."""

import json

import pytest

from shuheng.problems import ProblemsError
from shuheng.quality.probes.fields import DeclaredField, as_data, from_data, read_fields


def codes(text: str) -> list[tuple[str, int]]:
    with pytest.raises(ProblemsError) as error:
        read_fields(text)
    return [(one.code, one.line) for one in error.value.problems]


def test_lines() -> None:
    found = read_fields("名称\n 床位：integer \n\n电话:text？\n")
    assert found == (
        DeclaredField("名称"),
        DeclaredField("床位", "integer"),
        DeclaredField("电话", "text", required=False),
    )
    assert read_fields("\n".join(one.line for one in found)) == found
    assert from_data(json.loads(json.dumps(as_data(found)))) == found


def test_a_schema_says_the_same() -> None:
    schema = {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "名称": {"type": "string"},
                "床位": {"type": "integer"},
                "登记日期": {"type": "string", "format": "date"},
                "备注": {"type": ["string", "null"]},
            },
            "required": ["名称", "床位"],
        },
    }
    assert [one.line for one in read_fields(json.dumps(schema))] == [
        "名称:text",
        "床位:integer",
        "登记日期:date?",
        "备注?",
    ]


def test_mistakes_are_told_all_at_once() -> None:
    assert codes("名称\n床位:int\n:text\n") == [("fields-type", 2), ("fields-name", 3)]
    assert codes("名称\n名称:text") == [("fields-twice", 0)]
    assert codes("\n".join(f"f{n}" for n in range(1001))) == [("fields-many", 0)]
    assert codes("{") == [("fields-json", 0)]
    assert codes('{"type": "object"}') == [("fields-schema", 0)]
    assert codes("{" * 50_000) == [("fields-json", 0)]
    assert codes('{"properties": []}') == [("fields-schema", 0)]


def test_a_wrong_type_is_offered_the_right_one() -> None:
    with pytest.raises(ProblemsError, match="是否想写“integer”？"):
        read_fields("床位:interger")
