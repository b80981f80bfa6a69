"""From a record of the engine to the values of an entry; what a column cannot hold stays whole beside it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from shuheng.catalogue.harvest.codes import refused
from shuheng.catalogue.harvest.runs.bulk import UNSTORABLE, meta
from shuheng.catalogue.models import CatalogueEntry, InformationItem, Resource
from shuheng.engines.harvest.record import EntryRecord, ResourceRecord
from shuheng.problems import Problem

Values = dict[str, Any]
LARGEST, LARGEST_BIG = 2**31 - 1, 2**63 - 1
SAME = (
    "code", "title", "provider_code", "abstract", "theme", "industry", "object_class", "grade", "sharing_type",
    "sharing_condition", "sharing_method", "open_type", "open_condition", "update_cycle", "issued", "updated", "rows",
    "files", "landing_page", "licence_text", "version_label", "resources_known", "tables", "apis", "file_count",
    "videos", "iot", "volume_query", "published",
)  # fmt: skip
CONTENT = (*SAME, "provider_name", "keywords", "formats", "item_count", "unmapped")
TEXTS = {
    name: most
    for name in CONTENT
    if isinstance(most := getattr(meta(CatalogueEntry).get_field(name), "max_length", None), int)
    and name not in {"title", "grade", "sharing_type", "open_type", "update_cycle"}
}
LONGEST_TITLE, LONGEST_KEY = 500, 1000
LIMITS: tuple[tuple[str, int, int | None], ...] = (
    ("files", LARGEST, None),
    ("rows", LARGEST_BIG, None),
    *((name, LARGEST, 0) for name in ("tables", "apis", "file_count", "videos", "iot")),
)
LONGEST_ITEM = meta(InformationItem).get_field("name").max_length
RESOURCE_TEXTS = {name: meta(Resource).get_field(name).max_length for name in ("title", "format", "url")}
Told = tuple[str, str, str]  # code, field, value as written


@dataclass(frozen=True, slots=True)
class Content:
    """What an entry takes from its record: values by field, items, resources; and notes on what did not fit."""

    values: Values
    items: tuple[str, ...]
    resources: tuple[ResourceRecord, ...]
    told: tuple[Told, ...]


def refusal_of(record: EntryRecord) -> Problem | None:
    """Why a record cannot become an entry at all; a title is never cut."""
    if len(record.title) > LONGEST_TITLE:
        length = f"有 {len(record.title)} 个字符。"
        return refused("title-too-long", length).problems[0]
    return None


def content_of(record: EntryRecord) -> Content:
    """Values as the columns take them."""
    values: Values = {name: getattr(record, name) for name in SAME}
    values["provider_name"] = record.provider
    values["keywords"] = list(record.keywords)
    values["formats"] = list(record.formats)
    values["item_count"] = None if record.item_names is None else len(record.item_names)
    told = [*fit_texts(values), *fit_counts(values)]
    items = fit_items(record.item_names, told) if record.item_names else ()
    resources = fit_resources(record.resources, told) if record.resources else ()
    beside = {name: written for _, name, written in told}
    values["unmapped"] = {**record.unmapped, **beside} if beside else record.unmapped
    return Content(values, items, resources, tuple(told))


def fit_texts(values: Values) -> list[Told]:
    """Empty the texts that are longer than their columns."""
    told = []
    for name, most in TEXTS.items():
        if len(values[name]) > most:
            told.append(("text-too-long", name, values[name]))
            values[name] = ""
    return told


def fit_counts(values: Values) -> list[Told]:
    """Counts that no column holds become unknown, or none where a column knows no unknown."""
    told = []
    for name, most, instead in LIMITS:
        if (values[name] or 0) > most:
            told.append(("number-out-of-range", name, str(values[name])))
            values[name] = instead
    return told


def fit_items(names: Sequence[str], told: list[Told]) -> tuple[str, ...]:
    """The names of items that fit; the others are told."""
    long = [(place, name) for place, name in enumerate(names, 1) if len(name) > LONGEST_ITEM]
    told += [("text-too-long", f"items.{place}", name) for place, name in long]
    return tuple(name for name in names if len(name) <= LONGEST_ITEM) if long else tuple(names)


def fit_resources(resources: Sequence[ResourceRecord], told: list[Told]) -> tuple[ResourceRecord, ...]:
    """The resources, each without the texts and figures that do not fit; these are told."""
    fitted = []
    for place, resource in enumerate(resources, 1):
        odd: dict[str, Any] = {}
        for name, most in RESOURCE_TEXTS.items():
            if len(getattr(resource, name)) > most:
                told.append(("text-too-long", f"resources.{place}.{name}", getattr(resource, name)))
                odd[name] = ""
        for name in ("rows", "size_bytes"):
            if (getattr(resource, name) or 0) > LARGEST_BIG:
                told.append(
                    ("number-out-of-range", f"resources.{place}.{name}", str(getattr(resource, name)))
                )
                odd[name] = None
        fitted.append(replace(resource, **odd) if odd else resource)
    return tuple(fitted)


def source_key(key: str) -> str:
    """The identity of a record as the column holds it; one that is too long is named by its hash."""
    plain = UNSTORABLE.sub("", key) if UNSTORABLE.search(key) else key
    if len(plain) <= LONGEST_KEY:
        return plain
    return "sha256:" + hashlib.sha256(plain.encode()).hexdigest()
