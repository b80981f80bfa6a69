"""A mapping as YAML that a person can read, change and load again."""

from __future__ import annotations

from typing import Any

import yaml

from shuheng.engines.harvest.mapping.shapes import FieldMap, Mapping


def mapping_yaml(mapping: Mapping) -> str:
    """YAML text that `load_mapping` reads back into an equal mapping."""
    data: dict[str, Any] = {"name": mapping.name, "key": list(mapping.key)}
    for option in ("on_repeat", "unknown_values", "missing_fields"):
        data[option] = getattr(mapping, option)
    if mapping.ignore:
        data["ignore"] = list(mapping.ignore)
    data["fields"] = {target: _field(field) for target, field in mapping.fields.items()}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)


def _field(field: FieldMap) -> Any:
    """The shortest way to write one field."""
    written = _plain(field.model_dump(by_alias=True, exclude_defaults=True, mode="json"))
    if set(written) == {"from"}:
        return written["from"]
    return written


def _plain(value: Any) -> Any:
    """Lists of one name become that name."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return value[0] if isinstance(value, list) and len(value) == 1 else value
