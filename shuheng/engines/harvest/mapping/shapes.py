"""The shape of a mapping file. What may be combined with what is checked in `meaning`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Words = Annotated[str, Field(min_length=1, max_length=200)]
DateForm = Literal["ymd", "compact", "epoch", "dmy", "mdy"]


def _listed(value: Any) -> Any:
    """One name stands for a list of one."""
    return [value] if isinstance(value, str) else value


def _tupled(value: Any) -> Any:
    listed = _listed(value)
    return tuple(listed) if isinstance(listed, list) else listed


def _sourced(value: Any) -> Any:
    """A bare field name, or a list of names, stands for `{from: ...}`."""
    return {"from": value} if isinstance(value, str | list) else value


Names = Annotated[tuple[Words, ...], BeforeValidator(_tupled)]
DateForms = Annotated[tuple[DateForm, ...], BeforeValidator(_tupled)]


class Shape(BaseModel):
    """Frozen; a key nobody knows is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Number(Shape):
    """How a number is written: ``times`` 10000 where a column counts in 万."""

    times: Annotated[int, Field(ge=1, le=1_000_000_000)] = 1


class Each(Shape):
    """Where the parts of one resource stand inside the list that `from` names."""

    title: Names = ()
    kind: Names = ()
    format: Names = ()
    url: Names = ()
    rows: Names = ()
    size_bytes: Names = ()
    volume_query: Names = ()


class FieldMap(Shape):
    """How one field of an entry is filled: the first of ``from`` that is not empty, or all of ``join``, or a
    ``constant``; then ``map`` from written values to codes (null = unknown), then the house's own reading."""

    source: Annotated[Names, Field(alias="from")] = ()
    join: Names = ()
    joined_by: Annotated[str, Field(alias="with", max_length=5)] = " "
    constant: str | None = None
    map: dict[str, str | None] = {}
    split: Names = ()
    date: DateForms = ()
    number: Number | None = None
    each: Each | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the source it reads."""
        return (*self.source, *self.join)


class Mapping(Shape):
    """How a list becomes entries. ``key`` names the fields that identify a record from harvest to harvest."""

    name: Words
    key: Annotated[Names, Field(min_length=1)]
    on_repeat: Literal["number", "refuse"] = "number"
    unknown_values: Literal["keep", "refuse"] = "keep"
    missing_fields: Literal["refuse", "allow"] = "refuse"
    ignore: Names = ()
    fields: dict[str, Annotated[FieldMap, BeforeValidator(_sourced)]]

    def named(self) -> tuple[str, ...]:
        """Every field of the source the mapping speaks of, once, in its order."""
        mapped = [name for field in self.fields.values() for name in field.fields]
        return tuple(dict.fromkeys([*self.key, *mapped, *self.ignore]))
