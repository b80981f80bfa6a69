"""Where a table starts: rows of explanation above, rows of the header, and whether there is a header at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from shuheng.engines.tables.cells import SPACE, blank, column_kind, extent, filled, kind
from shuheng.engines.tables.codes import fault
from shuheng.engines.tables.sheet_cells import Range

Row = Sequence[str | None]
LOOKED_FOR = 50
BENEATH = 100
JOINT = "_"


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions in the list of records, from 0. ``header`` is empty where the table has none."""

    preamble: tuple[int, ...]
    header: tuple[int, ...]
    body: int
    width: int
    written: tuple[str | None, ...]
    assumed: bool = False


def find_layout(rows: Sequence[Row], merged: Sequence[Range] = ()) -> Layout:
    """The layout that the first rows of a table show; at least one of them holds something."""
    width = _body_width(rows)
    holding = [at for at, row in enumerate(rows) if filled(row)][:LOOKED_FOR]
    start = next((at for at in holding if filled(rows[at]) * 2 > width), holding[0])
    present, assumed = _is_header(rows[start], rows[start + 1 : start + 1 + BENEATH])
    if not present:
        return _without(rows, start, width)
    span = _span(rows, start, merged)
    return _layout(rows, span, merged, assumed=assumed)


def named_layout(
    rows: Sequence[Row], header: int | tuple[int, int], merged: Sequence[Range], file: str, sheet: str
) -> Layout:
    """The layout that a person names: rows from 1, first and last of the header; 0 for no header."""
    if header == 0:
        start = next(at for at, row in enumerate(rows) if filled(row))
        return _without(rows, start, _body_width(rows))
    first, last = header if isinstance(header, tuple) else (header, header)
    if not 1 <= first <= last <= len(rows):
        raise fault(
            "tables-header", file, f"第 {first} 至 {last} 行，可用第 1 至 {len(rows)} 行", sheet=sheet
        )
    return _layout(rows, range(first - 1, last), merged, assumed=False)


def _without(rows: Sequence[Row], start: int, width: int) -> Layout:
    wide = max(width, len(rows[start]))
    return Layout(_shown(rows, start), (), start, wide, tuple([None] * wide))


def _layout(rows: Sequence[Row], span: range, merged: Sequence[Range], *, assumed: bool) -> Layout:
    written = _joined(rows, span, merged)
    return Layout(_shown(rows, span.start), tuple(span), span.stop, len(written), written, assumed)


def _shown(rows: Sequence[Row], end: int) -> tuple[int, ...]:
    return tuple(at for at in range(end) if filled(rows[at]))


def _body_width(rows: Sequence[Row]) -> int:
    """How far most rows reach; of widths about as common the larger one."""
    reach = Counter(found for row in rows if (found := extent(row)))
    return max(reach, key=lambda width: (reach[width] ** 2 * width, width), default=0)


def _is_header(row: Row, beneath: Sequence[Row]) -> tuple[bool, bool]:
    """Whether the row is a header, and whether that is only assumed."""
    body = [other for other in beneath if filled(other)]
    numbers = _labels_of_time(row)
    for_it = against = 0
    for at, cell in enumerate(row):
        own = kind(cell)
        below = column_kind(other[at] for other in body if at < len(other))
        for_it += own == "text" and below in {"number", "date"}
        against += own in {"number", "date"} and below in {own, ""} and not (numbers and own == "number")
    if (for_it and for_it >= against) or (numbers and not against):
        return True, False
    if against or (body and _recurs(row, body)):
        return False, False
    return True, True


def _labels_of_time(row: Row) -> bool:
    """Years in order, or numbers evenly spaced, are labels and not values."""
    numbers = [int(text) for cell in row if (text := (cell or "").strip(SPACE)).isdecimal() and len(text) < 9]
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    years = all(1900 <= number <= 2100 for number in numbers)
    even = len(steps) == 1 and steps != {0}
    return len(numbers) >= 2 and (even or (years and (min(steps) > 0 or max(steps) < 0)))


def _recurs(row: Row, body: Sequence[Row]) -> bool:
    """Whether values of the row come again below it, as values do and labels do not."""
    others = [other for other in body if list(other) != list(row)]
    if not others:
        return True
    return any(
        not blank(cell) and any(at < len(other) and other[at] == cell for other in others)
        for at, cell in enumerate(row)
    )


def _span(rows: Sequence[Row], start: int, merged: Sequence[Range]) -> range:
    """The rows of the header around its fullest one: by merged cells, else by the gaps that they fill together."""
    first, last = start, start
    for (top, _), (bottom, _) in sorted(merged):
        if first <= top <= last < bottom:
            last = min(bottom, len(rows) - 1)
    while first and _fills(rows[first - 1], rows[first]):
        first -= 1
    if last == start and start + 2 <= len(rows) and _continues(rows, start):
        last = start + 1
    return range(first, last + 1)


def _fills(upper: Row, lower: Row) -> bool:
    """Whether an upper row names what the lower leaves blank, and leaves blank what the lower names."""
    pairs = [(blank(a), blank(b)) for a, b in zip(upper, lower, strict=False)]
    return filled(upper) >= 2 and (False, True) in pairs and (True, False) in pairs


def _continues(rows: Sequence[Row], start: int) -> bool:
    """Whether the next row is a second row of the header: all text, in the gaps, above numbers."""
    upper, lower = rows[start], rows[start + 1]
    gaps = any(blank(a) and not blank(b) for a, b in zip(upper, lower, strict=False))
    whole = all(
        not (blank(upper[at] if at < len(upper) else None) and blank(lower[at])) for at in range(len(lower))
    )
    if not gaps or not whole or any(kind(cell) in {"number", "date"} for cell in lower):
        return False
    body = [row for row in rows[start + 2 : start + 2 + BENEATH] if filled(row)]
    return any(
        kind(cell) == "text" and column_kind(row[at] for row in body if at < len(row)) == "number"
        for at, cell in enumerate(lower)
    )


def _joined(rows: Sequence[Row], span: range, merged: Sequence[Range]) -> tuple[str | None, ...]:
    """The names from top to bottom; a name spreads over the gaps to its right in all rows but the last."""
    width = max(len(rows[at]) for at in span)
    if len(span) == 1:
        return tuple(rows[span.start])
    spread = [_spread(list(rows[at]) + [None] * (width - len(rows[at])), at, span, merged) for at in span]
    names: list[str | None] = []
    for column in range(width):
        parts: list[str] = []
        for row in spread:
            text = (row[column] or "").strip(SPACE)
            if text and text not in parts[-1:]:
                parts.append(text)
        names.append(JOINT.join(parts) or None)
    return tuple(names)


def _spread(row: list[str | None], at: int, span: range, merged: Sequence[Range]) -> list[str | None]:
    """Fill the gaps that merged cells leave; without knowledge of merged cells, all but in the last row."""
    if merged:
        for (top, left), (bottom, right) in merged:
            if top == at and bottom < span.stop:
                row[left : right + 1] = [row[left]] * len(row[left : right + 1])
        return row
    if at == span.stop - 1:
        return row
    carried: str | None = None
    for column, cell in enumerate(row):
        carried = cell if not blank(cell) else carried
        row[column] = carried
    return row
