"""Which keys are known at a place of a rubric file, found by following pydantic's location down the shapes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from shuheng.engines.rubric.rules import KINDS, RuleBase

Location = tuple[str | int, ...]


def known_keys(root: type[BaseModel], location: Location) -> tuple[str, ...]:
    """The keys allowed in the mapping at ``location`` below ``root``; empty where it is no fixed shape."""
    shape: type[BaseModel] | None = root
    named = False
    for step in location:
        if isinstance(step, int):
            continue
        if named:  # a key of a table of shapes, such as a metric's title
            named = False
        elif shape is RuleBase:
            shape = KINDS.get(step)
        elif shape is not None:
            annotation = _annotation(shape, step)
            named = _is_table(annotation)
            shape = _shape_in(annotation)
    if shape is None or named:
        return ()
    return tuple(info.alias or name for name, info in shape.model_fields.items())


def _annotation(shape: type[BaseModel], key: str) -> Any:
    fields = shape.model_fields.items()
    return next((info.annotation for name, info in fields if key == (info.alias or name)), None)


def _is_table(annotation: Any) -> bool:
    return get_origin(annotation) is dict or any(_is_table(part) for part in get_args(annotation))


def _shape_in(annotation: Any) -> type[BaseModel] | None:
    """The one shape an annotation holds; RuleBase stands for the union of all kinds."""
    found = set(_shapes_in(annotation))
    if len(found) > 1:
        return RuleBase
    return next(iter(found), None)


def _shapes_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _shapes_in(part)
