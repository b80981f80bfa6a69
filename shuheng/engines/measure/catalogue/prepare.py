"""Columns that several measures share, worked out once."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.catalogue.columns import TEXTS
from shuheng.engines.measure.catalogue.metadata_fields import has_fields
from shuheng.engines.measure.catalogue.mounted import resource_counts
from shuheng.engines.measure.parameters import Question
from shuheng.engines.measure.patterns import key, key_of
from shuheng.terms import AccessType

OPEN_TO_OTHERS = (AccessType.UNCONDITIONAL.value, AccessType.CONDITIONAL.value)
ITEM_MARK = ";"


def prepare(t: ir.Table, question: Question) -> ir.Table:
    """The table with ``title_key`` and ``items_key`` for comparing, scopes, plausible dates, resources and filled metadata."""
    t = t.mutate(**{name: t[name].coalesce("") for name in TEXTS})
    return t.mutate(
        title_key=key(t.title),
        items_key=items_key(t.items_text),
        in_sharing=in_scope(t.sharing_type),
        in_opening=in_scope(t.open_type),
        issued_on=plausible(t.issued, question),
        updated_on=plausible(t.updated, question),
        **resource_counts(t),
        **has_fields(t, question),
    )


def in_scope(access: ir.Value) -> ir.Value:
    """Whether others may have it, with a condition or without; null where the type is not known."""
    closed = (access == AccessType.NONE.value).ifelse(False, ibis.null("boolean"))
    return access.isin(OPEN_TO_OTHERS).ifelse(True, closed)


def is_in_scope(access: str | None) -> bool | None:
    """Twin of :func:`in_scope`."""
    if access in OPEN_TO_OTHERS:
        return True
    return False if access == AccessType.NONE.value else None


def plausible(day: ir.Value, question: Question) -> ir.Value:
    """The date, or null where it is after the day of measuring or before anything was published."""
    bounds = ibis.literal(question.parameters.earliest), ibis.literal(question.as_of)
    return day.between(*bounds).ifelse(day, ibis.null("date"))


def plausible_day(day: dt.date | None, question: Question) -> dt.date | None:
    """Twin of :func:`plausible`."""
    if day is None or not question.parameters.earliest <= day <= question.as_of:
        return None
    return day


def items_key(column: ir.Value) -> ir.Value:
    """The names of the items, compared without regard to their order."""
    return (column == "").ifelse("", key(column).split(ITEM_MARK).sort().join(ITEM_MARK))


def items_key_of(entry: Mapping[str, Any]) -> str:
    """Twin of :func:`items_key`."""
    return ITEM_MARK.join(sorted(key_of(entry["items_text"]).split(ITEM_MARK)))
