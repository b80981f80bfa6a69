"""The JSON Schema of declarations, for editors that complete and check while one writes."""

from __future__ import annotations

from typing import Any

from shuheng.registers.declare.shapes import Declaration


def json_schema() -> dict[str, Any]:
    """The schema of a declaration (draft 2020-12); what only `meaning` can know is not in it."""
    schema = Declaration.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema | {"title": "数衡台账声明"}
