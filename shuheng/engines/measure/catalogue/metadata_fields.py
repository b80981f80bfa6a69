"""Whether a field of the core metadata is filled, field by field (政务信息资源目录编制指南, core metadata)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.parameters import METADATA_FIELDS, Question
from shuheng.engines.measure.patterns import filled, is_filled
from shuheng.terms import AccessType, Grade, UpdateCycle

CYCLES = tuple(cycle.value for cycle in UpdateCycle)
ACCESS = tuple(access.value for access in AccessType)
GRADES = tuple(grade.value for grade in Grade)


def _among(column: ir.Value, codes: Sequence[str]) -> ir.Value:
    return column.coalesce("").isin(codes)


def asked_fields(question: Question) -> tuple[str, ...]:
    """The fields that any measure asks about."""
    return tuple(dict.fromkeys((*question.parameters.metadata, "abstract", "grade")))


def has_fields(t: ir.Table, question: Question) -> dict[str, ir.Value]:
    """``has_<field>`` of the fields asked about: never null, a blank field is a field not filled."""
    has = {
        "title": filled(t.title),
        "provider": filled(t.provider),
        "abstract": filled(t.abstract),
        "theme": filled(t.theme) | filled(t.industry),
        "formats": t.resources_known.coalesce(False) | filled(t.formats),
        "access": _among(t.open_type, ACCESS) | _among(t.sharing_type, ACCESS),
        "cycle": _among(t.update_cycle, CYCLES),
        "issued": t.issued.notnull(),
        "updated": t.updated.notnull(),
        "keywords": filled(t.keywords),
        "items": t["items"].coalesce(0) > 0,
        "grade": _among(t.grade, GRADES),
    }
    return {f"has_{name}": has[name] for name in asked_fields(question)}


HAS: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "title": lambda entry: is_filled(entry["title"]),
    "provider": lambda entry: is_filled(entry["provider"]),
    "abstract": lambda entry: is_filled(entry["abstract"]),
    "theme": lambda entry: is_filled(entry["theme"]) or is_filled(entry["industry"]),
    "formats": lambda entry: bool(entry["resources_known"]) or is_filled(entry["formats"]),
    "access": lambda entry: entry["open_type"] in ACCESS or entry["sharing_type"] in ACCESS,
    "cycle": lambda entry: entry["update_cycle"] in CYCLES,
    "issued": lambda entry: entry["issued"] is not None,
    "updated": lambda entry: entry["updated"] is not None,
    "keywords": lambda entry: is_filled(entry["keywords"]),
    "items": lambda entry: bool(entry["items"]),
    "grade": lambda entry: entry["grade"] in GRADES,
}


def given_fields(t: ir.Table, question: Question) -> ir.Table:
    """Per agency ``given_<field>``: whether any of its entries fills the field at all."""
    given = {f"given_{name}": t[f"has_{name}"].any() for name in asked_fields(question)}
    return t.group_by("agency").agg(**given)


def delivered(entries: Sequence[Mapping[str, Any]]) -> set[str]:
    """Twin of :func:`given_fields`, for the entries of one agency."""
    return {name for name in METADATA_FIELDS if any(HAS[name](entry) for entry in entries)}


def answered(t: ir.Table, name: str, blank_means_unknown: bool) -> ir.Value:
    """Whether the field is filled; null where the source seems not to deliver it."""
    has = t[f"has_{name}"]
    return (has | t[f"given_{name}"]).ifelse(has, ibis.null("boolean")) if blank_means_unknown else has


def answer(entry: Mapping[str, Any], name: str, given: set[str], blank_means_unknown: bool) -> bool | None:
    """Twin of :func:`answered`."""
    return None if blank_means_unknown and name not in given else HAS[name](entry)
