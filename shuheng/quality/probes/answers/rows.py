"""What stands at a path of an answer: rows, or a number."""

from decimal import Decimal
from typing import Any

from shuheng.quality.probes.answers.document import Tree

COUNT_NAMES = ("count", "total", "totalCount", "total_count", "totalcount")
WRAPPERS = ("data", "result")
MOST_NUMBER = 2**63 - 1
NOTHING = object()


def at(tree: Tree, path: str) -> Any:
    """What stands at names joined by dots (`data.rows`, `0` for the first of a list); `NOTHING` where it leads nowhere."""
    found = tree
    for step in path.split(".") if path else ():
        if isinstance(found, dict) and step in found:
            found = found[step]
        elif (
            isinstance(found, list)
            and step.isascii()
            and step.isdigit()
            and len(step) < 7
            and int(step) < len(found)
        ):
            found = found[int(step)]
        else:
            return NOTHING
    return found


def rows_at(tree: Tree, path: str) -> list[Any] | None:
    """The rows at a path: a list, one record alone, nothing written (an empty element); None where there are none to be seen.

    Without a path only a list at the top is taken for rows.
    """
    found = at(tree, path)
    if isinstance(found, list):
        return found
    if path and isinstance(found, dict):
        return [found]
    return [] if path and found == "" else None


def number_at(tree: Tree, path: str) -> int | None:
    """A count at a path, or where it usually stands; None where there is none.

    Raises `ValueError` for what is no whole number from 0 up.
    """
    found = at(tree, path) if path else usual(tree)
    if found is NOTHING or found is None:
        return None
    number = whole(found)
    if number is None or not 0 <= number <= MOST_NUMBER:
        raise ValueError(str(found)[:50])
    return number


def usual(tree: Tree) -> Any:
    """A number alone, or a field by one of the usual names, at the top or one level below."""
    if not isinstance(tree, dict):
        return NOTHING if isinstance(tree, list) else tree
    inner = [tree[name] for name in WRAPPERS if isinstance(tree.get(name), dict)]
    for one in (tree, *inner):
        for name in COUNT_NAMES:
            if name in one:
                return one[name]
    return NOTHING


def whole(value: Any) -> int | None:
    """An integer, also written as text or with separators; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        exact = value.is_finite() and abs(value.adjusted()) < 20 and value == value.to_integral_value()
        return int(value) if exact else None
    text = value.strip().replace(",", "") if isinstance(value, str) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 20 else None
