"""Find a rubric's passages in the document a user brings: by the indicator's anchor and the part's cell.

Nothing of the document is kept in the project; the text given is cut up and shown beside the rules.
"""

from __future__ import annotations

import re

from shuheng.engines.rubric.model import Indicator, Rubric

WHOLE = "全文"
NOTE = "注"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NOTES = re.compile(r"(?:^|\n)\s*注\s*[：:]")


def passages(rubric: Rubric, document: str) -> dict[str, dict[str, str]]:
    """Per indicator code the passage of the whole row (全文) and, for tables, of each named cell.

    An indicator whose anchor does not occur is left out. White space is ignored when anchors are sought.
    """
    packed, places = _pack(document)
    starts: dict[str, int] = {}
    searched = 0
    for indicator in rubric.indicators.values():
        found = _find(packed, indicator, searched)
        if found is not None:
            starts[indicator.code] = found
            searched = found + 1
    ordered = sorted(set(starts.values()))
    last = packed.find(_packed(rubric.document.end), ordered[-1]) if ordered and rubric.document.end else -1
    finish = places[last] if last >= 0 else len(document)
    ends = (
        dict(zip(ordered, [*(places[start] for start in ordered[1:]), finish], strict=True))
        if ordered
        else {}
    )
    return {code: _cells(rubric, document[places[start] : ends[start]]) for code, start in starts.items()}


def clause_passage(found: dict[str, str], clause: str) -> str:
    """The passage of one clause place such as ``基础.1``: its cell, narrowed to the numbered item if there is
    one. Notes (``注.2``) are sought in the whole row. Nothing narrower found gives the cell, else the row."""
    part, _, number = clause.partition(".")
    whole = found.get(WHOLE, "")
    if part.startswith(NOTE):
        notes = whole[start.start() :] if (start := _NOTES.search(whole)) is not None else ""
        return _item(notes, number or part.removeprefix(NOTE)) or notes or whole
    cell = found.get(part, "") if len(found) > 1 else whole
    text = _NOTES.split(cell, maxsplit=1)[0].strip()
    return _item(text, number) or text or whole


def _item(text: str, number: str) -> str:
    """The numbered item of a text (``2.`` at a line's start, or ``②`` anywhere), up to the next one."""
    if not number.isdecimal() or not 0 < int(number) <= len(CIRCLED):
        circled = number if number in CIRCLED and number else ""
        start = re.search(circled, text) if circled else None
    else:
        start = re.search(rf"(?:^|\n)\s*{number}\s*[.．、]|{CIRCLED[int(number) - 1]}", text)
    if start is None:
        return ""
    rest = text[start.start() :].strip()
    following = re.search(rf"\n\s*\d{{1,2}}\s*[.．、](?!\d)|(?<=.)[{CIRCLED}]", rest, re.DOTALL)
    return rest[: following.start()].strip() if following is not None else rest


def _pack(document: str) -> tuple[str, list[int]]:
    """The document without white space, and where each kept character stood."""
    kept = [(char, index) for index, char in enumerate(document) if not char.isspace()]
    return "".join(char for char, _ in kept), [index for _, index in kept]


def _packed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _find(packed: str, indicator: Indicator, searched: int) -> int | None:
    wanted = [_packed(text) for text in _anchors(indicator)]
    for start in (searched, 0):
        for text in wanted:
            found = packed.find(text, start)
            if found >= 0:
                return found
    return None


def _anchors(indicator: Indicator) -> list[str]:
    if indicator.shape.anchor:
        return [indicator.shape.anchor]
    return [f"{indicator.title}{indicator.code}", f"{indicator.code}{indicator.title}"]


def _cells(rubric: Rubric, row: str) -> dict[str, str]:
    found = {WHOLE: row.strip()}
    if rubric.document.layout == "cells":
        cells = re.split(r"\n[^\S\n]*\t", row)
        for part, index in rubric.document.cells.items():
            if index < len(cells) and cells[index].strip():
                found[part] = cells[index].strip()
    return found
