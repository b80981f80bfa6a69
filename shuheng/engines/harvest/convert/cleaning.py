"""What is kept of a raw record: no control characters, no contacts, nothing that a database refuses.

The canonical text of the whole record is looked at first, in one go; only where it shows a trace of something
are the values gone through one by one.
"""

from __future__ import annotations

import re
from typing import Any

from shuheng.engines.harvest.record import Note, Raw
from shuheng.engines.harvest.values.personal import (
    is_personal_field,
    may_hold_contacts,
    without_contacts,
    without_persons,
)
from shuheng.engines.harvest.values.text import CONTROL

SHOWN = 200
_ESCAPED = re.compile(r"\\[ubf]")  # how canonical JSON writes the control characters it escapes


def clean_record(data: Raw, text: str) -> tuple[Raw, list[Note], list[str]]:
    """The record to keep, notes on what was changed, and the names of the fields left out.

    ``text`` is the canonical JSON of ``data``.
    """
    notes: list[Note] = []
    left_out: list[str] = []
    if _ESCAPED.search(text) or (not text.isprintable() and CONTROL.search(text)):
        data = {CONTROL.sub("", name): _without_control(value, name, notes) for name, value in data.items()}
    contacts = may_hold_contacts(text)
    kept: Raw = {}
    for name, value in data.items():
        if is_personal_field(name):
            left_out.append(name)
        elif isinstance(value, list | dict):
            kept[name] = without_persons(value, left_out)
        elif contacts and isinstance(value, str):
            kept[name] = _masked(name, value, notes)
        else:
            kept[name] = value
    return kept, notes, left_out


def _masked(name: str, text: str, notes: list[Note]) -> str:
    masked = without_contacts(text)
    if masked != text:
        notes.append(Note("personal-removed", name, masked[:SHOWN]))
    return masked


def _without_control(value: Any, name: str, notes: list[Note]) -> Any:
    """A value without control characters in its texts and names, at any depth."""
    if isinstance(value, str):
        bare = CONTROL.sub("", value)
        if bare != value:
            notes.append(Note("control-removed", name, bare[:SHOWN]))
        return bare
    if isinstance(value, list):
        return [_without_control(inner, name, notes) for inner in value]
    if isinstance(value, dict):
        return {CONTROL.sub("", key): _without_control(inner, name, notes) for key, inner in value.items()}
    return value
