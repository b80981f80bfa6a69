"""The JSON Schema of rubric files, for editors that complete and check while one writes."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from shuheng.engines.rubric.shapes import HeadShape


def json_schema() -> dict[str, Any]:
    """The schema of rubric.yaml (draft 2020-12)."""
    schema = TypeAdapter(HeadShape).json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "数衡评价体系 rubric.yaml",
    } | schema
