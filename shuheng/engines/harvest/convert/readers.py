"""How each kind of target reads what was written; the same text is read once and remembered."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from shuheng.engines.harvest.convert.shifted import CLOSED, GROUPED, misplaced, misplaced_text
from shuheng.engines.harvest.mapping.shapes import FieldMap
from shuheng.engines.harvest.targets import SEPARATORS, Target
from shuheng.engines.harvest.values import (
    Reading,
    clean_text,
    read_access,
    read_cycle,
    read_date,
    read_formats,
    read_grade,
    read_kinds,
    read_link,
    read_number,
    read_yes_no,
    split_words,
)
from shuheng.engines.harvest.values.dates import USUAL_FORMS

Read = Callable[[Any], Reading]
REMEMBERED = 20_000
LISTS = ("words", "formats", "kinds")
LISTED_BY = "；"
REPEATED = (*GROUPED, "provider_code", "open_condition", "sharing_condition", "licence_text", "version_label")


def reader(target: Target, field: FieldMap, headers: frozenset[str]) -> Read:
    """A function from a value as written (never an empty one) to its `Reading`."""
    plain = _plain(target, field)
    codes = {written.strip(): code for written, code in field.map.items()}

    def read(written: Any) -> Reading:
        if isinstance(written, str) and written.strip() in codes:
            return _coded(target, codes[written.strip()])
        value, note = plain(written)
        if isinstance(written, str):
            if note and value is None and target.kind in CLOSED:
                note = misplaced(written, target.kind, headers) or note
            elif target.kind == "formats" and note:
                value, note = _not_formats(written, value, note, headers)
            elif target.name in GROUPED and (wrong := misplaced_text(written, headers)):
                return None, wrong
        return value, note

    return read


def _coded(target: Target, code: str | None) -> Reading:
    """What a mapping's own table says: a code of the target's list, or null = unknown without a remark."""
    if code is None:
        return None, ""
    match target.kind:
        case "kinds":
            return read_kinds(code)
        case "formats":
            return read_formats(code)
        case "yes_no":
            return code == "yes", ""
        case _:
            return code, ""


def _not_formats(written: str, value: Any, note: str, headers: frozenset[str]) -> Reading:
    wrong = misplaced(written, "formats", headers)
    return (None, wrong) if wrong else (value, note)


def _plain(target: Target, field: FieldMap) -> Read:
    """The reading by kind, for texts and (where the kind takes them) lists."""
    match target.kind:
        case "formats":
            return read_formats
        case "kinds":
            return read_kinds
        case "words":
            return _words(field.split or SEPARATORS.get(target.name, ()))
        case "text":
            return _text
        case "date":
            forms = tuple(field.date) or USUAL_FORMS
            return _scalar(lambda text: read_date(text, forms))
        case "number":
            times = field.number.times if field.number else 1
            return _scalar(lambda text: read_number(text, times))
        case _:
            return _scalar(SCALARS[target.kind])


SCALARS: dict[str, Callable[[str], Reading]] = {
    "cycle": read_cycle,
    "access": read_access,
    "grade": read_grade,
    "link": read_link,
    "yes_no": read_yes_no,
}


def _scalar(read: Callable[[str], Reading]) -> Read:
    def read_one(written: Any) -> Reading:
        if isinstance(written, list) and len(written) == 1:
            written = written[0]
        return (None, "value-shape") if isinstance(written, list | dict) else read(str(written))

    return read_one


def _text(written: Any) -> Reading:
    """A text; a list of scalars becomes one text."""
    if isinstance(written, list):
        if any(isinstance(item, list | dict) for item in written):
            return None, "value-shape"
        written = LISTED_BY.join(str(item).strip() for item in written if item not in (None, ""))
    return (None, "value-shape") if isinstance(written, dict) else clean_text(str(written))


def _words(separators: tuple[str, ...]) -> Read:
    def read(written: Any) -> Reading:
        if isinstance(written, dict):
            return None, "value-shape"
        if not isinstance(written, list):
            return split_words(str(written), separators), ""
        if any(isinstance(item, list | dict) for item in written):
            return None, "value-shape"
        words = (clean_text(str(item))[0] for item in written if item is not None)
        return tuple(dict.fromkeys(word for word in words if word)), ""

    return read


def repeats_itself(target: Target) -> bool:
    """Whether a target's texts come again and again, so that remembering them pays."""
    return target.kind not in ("text", "link") or target.name in REPEATED


def is_nothing(value: Any) -> bool:
    """Whether a value that is no text says nothing: null, an empty object, not a number."""
    return value is None or value == {} or (isinstance(value, float) and not math.isfinite(value))
