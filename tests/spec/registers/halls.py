"""A small declaration to try things on: halls.yaml beside this file."""

from pathlib import Path

from shuheng.registers.declare import Declaration, Row, Value, load_declaration

TEXT = (Path(__file__).parent / "halls.yaml").read_text(encoding="utf-8")
FULL: dict[str, Value] = {"hall": "甲", "kind": "市级", "windows": 12, "used": 10}


def halls(old: str = "", new: str = "") -> Declaration:
    """The declaration, with the first `old` replaced by `new`."""
    assert old in TEXT
    return load_declaration(TEXT.replace(old, new, 1), "halls.yaml")


def hall(**values: Value) -> Row:
    """A confirmed row with all that is required, changed by `values`."""
    return Row({code: value for code, value in {**FULL, **values}.items() if value is not None})
