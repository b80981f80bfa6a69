"""What a reader yields before any mapping."""

from __future__ import annotations

from dataclasses import dataclass

from shuheng.engines.harvest.codes import PROBLEM_CODES
from shuheng.engines.harvest.record import Note, Raw

SHOWN_CHARS = 500


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as it stands in the source; ``line`` is where it begins, None where there are no lines."""

    number: int
    line: int | None
    data: Raw
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class RawRefusal:
    """One record that could not even be read; the list goes on behind it."""

    number: int
    line: int | None
    code: str
    message: str
    text: str = ""


RawItem = RawRecord | RawRefusal


def raw_refusal(number: int, line: int | None, code: str, detail: str = "", text: str = "") -> RawRefusal:
    """A refusal whose message is the meaning of its code and the detail."""
    meaning = PROBLEM_CODES[code][0]
    return RawRefusal(
        number, line, code, f"{meaning}：{detail}" if detail else f"{meaning}。", text[:SHOWN_CHARS]
    )
