"""Where a value stands in a record: a field, or a way into nested objects and lists.

``organization.title`` steps into an object, ``tags[].name`` collects from each item of a list, and
``extras[frequency]`` is the value of the item whose ``key`` says ``frequency``. A field whose own name has
such signs in it is found by its whole name first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from shuheng.engines.harvest.record import Raw

Find = Callable[[Raw], Any]
_STEP = re.compile(r"([^.\[\]]+)(\[[^\]]*\])?")


def finder(name: str) -> Find:
    """A function that finds the value of ``name`` in a record, None where there is none."""
    steps = [(match[1], match[2]) for match in _STEP.finditer(name)]
    if len(steps) == 1 and steps[0][1] is None:
        return lambda raw: raw.get(name)
    return lambda raw: raw[name] if name in raw else _walk(raw, steps)


def root(name: str) -> str:
    """The field of the record that a way begins at."""
    match = _STEP.match(name)
    return match[1] if match else name


def _walk(value: Any, steps: list[tuple[str, str | None]]) -> Any:
    for at, (step, inside) in enumerate(steps):
        if not isinstance(value, dict):
            return None
        value = value.get(step)
        if inside == "[]":
            if not isinstance(value, list):
                return None
            rest = steps[at + 1 :]
            return [found for item in value if (found := _walk(item, rest) if rest else item) is not None]
        if inside is not None:
            value = _keyed(value, inside[1:-1])
    return value


def _keyed(items: Any, key: str) -> Any:
    """The value of the item with this key, in a list of keys and values."""
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and item.get("key") == key:
            return item.get("value")
    return None
