"""A value in the wrong place: the name of a column, or what belongs to another column. Never moved, only told."""

from __future__ import annotations

from shuheng.engines.harvest.targets import Kind
from shuheng.engines.harvest.values import read_access, read_cycle, read_date, read_link

CLOSED: tuple[Kind, ...] = (
    "cycle",
    "access",
    "grade",
    "date",
    "number",
    "kinds",
    "link",
    "formats",
    "yes_no",
)
GROUPED = ("provider", "theme", "industry", "object_class")
_CYCLE_STARTS = ("每", "不定")


def misplaced(written: str, kind: Kind, headers: frozenset[str]) -> str:
    """The code for a value that could not be read as ``kind``; '' where it is merely unknown."""
    text = written.strip()
    if text in headers:
        return "value-is-header"
    return "value-shifted" if _other(text, kind) else ""


def misplaced_text(written: str, headers: frozenset[str]) -> str:
    """The code for a text that groups entries (provider, theme) but looks like another column's value."""
    text = written.strip()
    if text in headers:
        return "value-is-header"
    return "value-shifted" if _plainly_other(text) else ""


def _other(text: str, kind: Kind) -> bool:
    """Whether a text that is no value of ``kind`` is surely one of another kind. Bare digits may be codes."""
    if kind != "date" and not text.isdecimal() and read_date(text)[1] in ("", "date-impossible"):
        return True
    if kind != "cycle" and read_cycle(text)[0] is not None:
        return True
    if kind != "access" and read_access(text)[0] is not None:
        return True
    return kind != "link" and read_link(text)[0] is not None


def _plainly_other(text: str) -> bool:
    if len(text) >= 8 and text[:4].isdecimal() and not text.isdecimal() and read_date(text)[0] is not None:
        return True
    if len(text) >= 4 and text.endswith(("开放", "共享")) and read_access(text)[0] is not None:
        return True
    return text.startswith(("http://", "https://")) or (
        text.startswith(_CYCLE_STARTS) and read_cycle(text)[0] is not None
    )
