"""JSON as a grid: an array of objects, JSON lines, an object of arrays, an object around one array, one object.

Nested objects become dotted columns; lists and whatever lies in them stay JSON text in their cell. A field that is
null or absent is a missing cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shuheng.engines.tables.codes import fault, notice
from shuheng.engines.tables.grid import Grid
from shuheng.engines.tables.json_values import Doubled, JsonStream, Number, as_json
from shuheng.engines.tables.text_file import TextFile

Objects = Callable[[], Iterator[dict[str, object]]]
DEPTH = 20
KEPT = 1_000_000  # cells; a larger table is read a second time rather than held


def json_grid(text: TextFile) -> Grid:
    """The records of a JSON text, over the columns of all of them in the order in which they first appear."""
    first = JsonStream(text).first()
    if not first:
        raise fault("tables-empty", text.name)
    if first == "[":
        return _grid(text, lambda: _objects(text, JsonStream(text).values(elements=True)))
    values = JsonStream(text).values(elements=False)
    whole, another = next(values, None), next(values, None)
    if another is not None:
        return _grid(text, lambda: _objects(text, JsonStream(text).values(elements=False)))
    if not isinstance(whole, dict):
        raise fault("tables-json-shape", text.name, "只有一个值")
    return _of_object(text, whole)


def _objects(text: TextFile, values: Iterator[object]) -> Iterator[dict[str, object]]:
    for number, value in enumerate(values, 1):
        if not isinstance(value, dict):
            raise fault("tables-json-shape", text.name, f"第 {number} 项不是对象", row=number)
        yield value


def _of_object(text: TextFile, whole: dict[str, object]) -> Grid:
    """The table that one object holds."""
    lists = [value for value in whole.values() if isinstance(value, list)]
    scalars = all(not isinstance(item, dict | list) for value in lists for item in value)
    if whole and len(lists) == len(whole) and scalars and len({len(value) for value in lists}) == 1:
        rows = [dict(zip(whole, items, strict=True)) for items in zip(*lists, strict=True)]
        return _grid(text, lambda: iter(rows), tuple(whole))
    inner = list(_tables(whole, ""))
    if len(inner) == 1:
        path, found = inner[0]
        grid = _grid(text, lambda: iter(found))
        grid.notices.append(notice("tables-json-wrapped", text.name, path))
        return grid
    if inner:
        raise fault(
            "tables-json-shape", text.name, "里层有几个数组", allowed=tuple(path for path, _ in inner)
        )
    grid = _grid(text, lambda: iter([whole]))
    grid.notices.append(notice("tables-json-single", text.name))
    return grid


def _tables(value: dict[str, object], path: str) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Arrays of objects at any depth of objects."""
    for key, item in value.items():
        if isinstance(item, dict):
            yield from _tables(item, f"{path}{key}.")
        elif isinstance(item, list) and item and all(isinstance(one, dict) for one in item):
            yield f"{path}{key}", item


def _grid(text: TextFile, objects: Objects, known: tuple[str, ...] = ()) -> Grid:
    names: dict[str, int] = {name: at for at, name in enumerate(known)}
    doubled = nuls = cells = 0
    kept: list[dict[str, str | None]] = []
    for value in objects():
        row, twice = flat_row(value)
        doubled += twice
        for key, cell in row.items():
            names.setdefault(key, len(names))
            nuls += cell is not None and "\x00" in cell
        cells += len(row) + 1
        if cells <= KEPT:
            kept.append(row)
        if len(names) > text.limits.columns:
            raise fault("tables-columns", text.name, f"已有 {len(names)} 列，上限 {text.limits.columns} 列")

    def records() -> Iterator[list[str | None]]:
        for flat in kept if cells <= KEPT else (flat_row(value)[0] for value in objects()):
            row: list[str | None] = [None] * len(names)
            for key, cell in flat.items():
                row[names[key]] = cell.replace("\x00", "") if cell else cell
            yield row

    remarks = [
        ("tables-json-doubled", doubled, f"共 {doubled} 个对象"),
        ("tables-nul", nuls, f"共 {nuls} 格"),
    ]
    notices = [notice(code, text.name, detail) for code, count, detail in remarks if count]
    return Grid(records, tuple(names), notices=notices)


def flat_row(value: dict[str, object]) -> tuple[dict[str, str | None], bool]:
    """The cells of one object by their dotted names, and whether two of them met under one name."""
    row: dict[str, str | None] = {}
    twice = _doubled(value)
    for key, cell in flattened(value):
        name, number = key, 2
        while name in row:
            name, number, twice = f"{key}_{number}", number + 1, True
        row[name] = cell
    return row, twice


def _doubled(value: object) -> bool:
    """Whether a field was written twice in the object or in one inside it."""
    if not isinstance(value, dict):
        return False
    return isinstance(value, Doubled) or any(_doubled(item) for item in value.values())


def flattened(value: dict[str, object], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, str | None]]:
    """Dotted names and cells of one object."""
    for key, item in value.items():
        if isinstance(item, dict) and item and depth < DEPTH:
            yield from flattened(item, f"{prefix}{key}.", depth + 1)
        else:
            yield _whole(prefix + key), _cell(item)


def _cell(item: object) -> str | None:
    if item is None:
        return None
    if isinstance(item, Number):
        return str(item)
    return _whole(item if isinstance(item, str) else as_json(item))


def _whole(text: str) -> str:
    """Text without halves of characters, which JSON can write and no file can hold."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
