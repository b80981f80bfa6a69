"""What is said of rows, states and values on pages, in workbooks and in messages."""

from collections.abc import Mapping
from typing import Any

from shuheng.registers.declare import Declaration, Field, Row, Value, show_cell, value_in

Difference = tuple[str, str, str]


def state_title(declaration: Declaration, code: str) -> str:
    """The word of a state; a code that the declaration has dropped since is shown as it is."""
    return next((one.title for one in declaration.life.states if one.code == code), code)


def state_kind(declaration: Declaration, code: str) -> str:
    """The colour of a state's mark: counted is good, open asks for work."""
    found = next((one for one in declaration.life.states if one.code == code), None)
    if found is None:
        return "unknown"
    return "good" if found.counts else "warn" if found.open else "muted"


def field_title(declaration: Declaration, code: str) -> str:
    """The title of a column, also of one that has been dropped since."""
    field = declaration.fields.get(code)
    return field.title if field else code


def differences(declaration: Declaration, changes: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Changes of a version as title, before and after."""
    return tuple(
        (field_title(declaration, code), show_cell(before), show_cell(after))
        for code, (before, after) in changes.items()
    )


def changes_between(before: Mapping[str, Value], after: Mapping[str, Value]) -> dict[str, list[Value]]:
    """{field code: [before, after]} of what differs; None where there was or is none."""
    return {
        code: [before.get(code), after.get(code)]
        for code in dict.fromkeys((*before, *after))
        if before.get(code) != after.get(code)
    }


def shown_values(declaration: Declaration, values: Mapping[str, Value], state: str) -> dict[str, str]:
    """Every column as text, the derived ones worked out; empty where unknown."""
    row = Row(values, state)
    return {code: show_cell(value_in(declaration, row, code)) for code in declaration.fields}


def words_of(values: Mapping[str, Value]) -> str:
    """The text in which a search looks."""
    return "\n".join(show_cell(value) for value in values.values())


def number_like(field: Field) -> bool:
    """Whether the column stands to the right."""
    return field.type in {"count", "amount"}
