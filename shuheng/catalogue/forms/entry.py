"""The form of an entry's own fields, in groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shuheng.catalogue.fields import ENTRY_FIELDS, GROUPS, NOT_IN_BULK
from shuheng.catalogue.forms.fields import FormField, Read, kept_all, read_all, read_complete
from shuheng.catalogue.models import CatalogueEntry


@dataclass(frozen=True)
class EntryForm:
    """Groups to show, values to keep; `errors` counts the fields that cannot be kept as typed."""

    groups: tuple[tuple[str, tuple[FormField, ...]], ...]
    values: Mapping[str, Any]
    errors: int = 0


def entry_form(entry: CatalogueEntry | None = None) -> EntryForm:
    """The form as it opens: empty, or with what is kept."""
    fields = ENTRY_FIELDS.values()
    found = kept_all(fields, lambda name: getattr(entry, name) if entry else ENTRY_FIELDS[name].empty)
    return EntryForm(grouped(found), {})


def sent_entry_form(sent: Mapping[str, str]) -> EntryForm:
    """The form as it was sent."""
    return form_of(read_all(ENTRY_FIELDS.values(), sent))


def new_entry_form(sent: Mapping[str, str]) -> EntryForm:
    """The form of a new entry as it was sent; what was not sent is empty."""
    return form_of(read_complete(ENTRY_FIELDS.values(), sent))


def bulk_form(sent: Mapping[str, str]) -> EntryForm:
    """The fields that were ticked, with their values; the others stay as they are."""
    chosen = {name for name in ENTRY_FIELDS if f"choose-{name}" in sent and name not in NOT_IN_BULK}
    reads = read_all([ENTRY_FIELDS[name] for name in ENTRY_FIELDS if name in chosen], sent)
    form = form_of(reads)
    shown = {
        name: FormField(field, name, sent.get(name, ""), reads[name].shown.error if name in reads else "", name in chosen)
        for name, field in ENTRY_FIELDS.items()
        if name not in NOT_IN_BULK
    }  # fmt: skip
    return EntryForm(grouped(shown), form.values, form.errors)


def form_of(reads: Mapping[str, Read]) -> EntryForm:
    values = {name: one.value for name, one in reads.items() if one.ok}
    return EntryForm(
        grouped({name: one.shown for name, one in reads.items()}), values, len(reads) - len(values)
    )


def grouped(found: Mapping[str, FormField]) -> tuple[tuple[str, tuple[FormField, ...]], ...]:
    groups = (
        (title, tuple(found[one.name] for one in fields if one.name in found))
        for title, fields in GROUPS.items()
    )
    return tuple((title, fields) for title, fields in groups if fields)
