"""One field of a form: its text as typed or as kept, and what is wrong with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shuheng.catalogue.fields import Field
from shuheng.catalogue.values import Refused, parse, shown


@dataclass(frozen=True)
class FormField:
    """`name` is that of the input; `choices` are pairs of what is sent and what is shown."""

    field: Field
    name: str
    text: str
    error: str = ""
    chosen: bool = False  # ticked, where a form asks which fields to change

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What may be chosen; a text that is none of it is kept as it is, so that it is seen."""
        pairs = (("是", "是"), ("否", "否")) if self.field.kind == "yes_no" else self.field.options
        titles = {title for _, title in pairs}
        odd = ((self.text, self.text),) if self.text and self.text not in titles else ()
        return (*((title, title) for _, title in pairs), *odd) if pairs else ()

    @property
    def mode(self) -> str:
        """The keyboard that a phone shows."""
        return {"count": "numeric", "address": "url"}.get(self.field.kind, "text")


@dataclass(frozen=True)
class Read:
    """What was read of one field: its value, where there is one, and the field to show again."""

    shown: FormField
    value: Any = None

    @property
    def ok(self) -> bool:
        return not self.shown.error


def read(field: Field, name: str, text: str) -> Read:
    """Parse a text that was sent."""
    try:
        return Read(FormField(field, name, text), parse(field, text))
    except Refused as error:
        allowed = f"可用：{'、'.join(error.allowed)}。" if error.allowed else ""
        return Read(FormField(field, name, text, f"{error.message}{error.hint}{allowed}"))


def kept(field: Field, name: str, value: Any) -> FormField:
    """The field with the value that is kept."""
    return FormField(field, name, shown(field, value))


def read_all(fields: Iterable[Field], sent: Mapping[str, str], prefix: str = "") -> dict[str, Read]:
    """Every field that was sent; one that was not is left out."""
    names = {field.name: f"{prefix}{field.name}" for field in fields}
    return {
        field.name: read(field, names[field.name], sent[names[field.name]])
        for field in fields
        if names[field.name] in sent
    }


def read_complete(fields: Iterable[Field], sent: Mapping[str, str], prefix: str = "") -> dict[str, Read]:
    """Every field; one that was not sent is empty."""
    return {
        field.name: read(field, f"{prefix}{field.name}", sent.get(f"{prefix}{field.name}", ""))
        for field in fields
    }


def kept_all(fields: Iterable[Field], value: Callable[[str], Any], prefix: str = "") -> dict[str, FormField]:
    return {field.name: kept(field, f"{prefix}{field.name}", value(field.name)) for field in fields}
