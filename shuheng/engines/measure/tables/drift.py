"""What the entry declares against what the table has: items, names, lengths, types, codes, empty cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from shuheng.engines.measure.tables.asks import Ask
from shuheng.engines.measure.tables.formats import FORMATS, Asked
from shuheng.engines.measure.tables.rules.asks import never, never_text
from shuheng.engines.measure.tables.words import BLANKS, FOLD

ALIKE_PERCENT = 60
TYPES = {
    "integer": ("整数", "整型", "int", "integer", "bigint", "smallint", "long"),
    "decimal": ("小数", "数值", "数值型", "浮点型", "number", "numeric", "decimal", "float", "double"),
    "date": ("日期", "日期型", "时间", "日期时间", "date", "datetime", "timestamp", "time"),
}
TYPE_OF = {word: code for code, words in TYPES.items() for word in words}


@dataclass(frozen=True, slots=True)
class DeclaredItem:
    """An information item of the entry: its name and field name, type as written, longest text, not-null, codes."""

    name: str
    field: str = ""
    type: str = ""
    length: int | None = None
    required: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drift:
    """``matched``: column by item; the items without column, the columns without item, and which may be which."""

    matched: Mapping[str, str]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    renamed: tuple[tuple[str, str, int], ...]


def drift(columns: Sequence[str], declared: Sequence[DeclaredItem]) -> Drift:
    """Hold names against one another; capitals, blanks and full-width letters do not matter.

    ``renamed`` pairs an item with a column whose name is alike in at least 60 percent, with the percent.
    """
    by_name = {plain_name(name): name for name in reversed(columns)}
    matched: dict[str, str] = {}
    for item in declared:
        for name in filter(None, (item.name, item.field)):
            column = by_name.get(plain_name(name))
            if column is not None and column not in matched.values():
                matched[item.name] = column
                break
    missing = tuple(item.name for item in declared if item.name not in matched)
    taken = set(matched.values())
    extra = tuple(name for name in columns if name not in taken)
    return Drift(matched, missing, extra, tuple(_renamed(missing, extra)))


def _renamed(missing: Sequence[str], extra: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    pairs = sorted(
        ((alike(item, column), item, column) for item in missing for column in extra),
        key=lambda pair: (-pair[0], missing.index(pair[1]), extra.index(pair[2])),
    )
    items: set[str] = set()
    columns: set[str] = set()
    for percent, item, column in pairs:
        if percent >= ALIKE_PERCENT and item not in items and column not in columns:
            items.add(item)
            columns.add(column)
            yield item, column, percent


def alike(first: str, second: str) -> int:
    """How alike two names are, in percent rounded down."""
    matcher = SequenceMatcher(None, plain_name(first), plain_name(second), autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return 200 * same // max(len(plain_name(first)) + len(plain_name(second)), 1)


def plain_name(name: str) -> str:
    """A name to compare by: no blanks, half-width, small letters."""
    narrow = "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in name)
    return "".join(sign for sign in narrow if sign not in BLANKS).translate(FOLD)


def drift_asks(columns: Sequence[str], declared: Sequence[DeclaredItem] | None, as_of: date) -> Iterator[Ask]:
    """What the cells of matched columns break of their items."""
    if declared is None:
        return
    matched = drift(columns, declared).matched
    for item in declared:
        if item.name in matched:
            yield from _item_asks(columns.index(matched[item.name]), item, as_of)


def _item_asks(number: int, item: DeclaredItem, as_of: date) -> Iterator[Ask]:
    if item.required:
        yield Ask("declared_not_null", number, "empties", never, never_text, empties=True)
    if item.length is not None:
        yield _too_long(number, item.length)
    if item.codes:
        codes = item.codes
        yield Ask(
            measure="declared_codes",
            column=number,
            key=("codes", codes),
            fault=lambda c, backend, _: ~backend.within(c, codes),
            is_fault=lambda text: text not in codes,
        )
    code = TYPE_OF.get(item.type.strip().translate(FOLD))
    if code is not None:
        yield _wrong_type(number, code, as_of)


def _too_long(number: int, length: int) -> Ask:
    return Ask(
        measure="declared_length",
        column=number,
        key=("longer", length),
        fault=lambda c, backend, _: backend.length(c) > length,
        is_fault=lambda text: len(text) > length,
    )


def _wrong_type(number: int, code: str, as_of: date) -> Ask:
    told, known = FORMATS[code], Asked(as_of)
    return Ask(
        measure="declared_type",
        column=number,
        key=("format", code, known),
        fault=lambda c, backend, _: ~told.ok(c, backend, known),
        is_fault=lambda text: not told.ok_text(text, known),
        detail=told.title,
    )
