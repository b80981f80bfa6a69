"""What is mounted on an entry; nothing where the source says nothing of resources is unknown, not none."""

from functools import reduce
from operator import add

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.catalogue.columns import COUNTS
from shuheng.engines.measure.model import Answer, Entry, Expression, Twin
from shuheng.engines.measure.parameters import Question

RESOURCES_UNKNOWN = "来源没有说明资源或格式的"
STRUCTURED = ("tables", "apis")


def resource_counts(t: ir.Table) -> dict[str, ir.Value]:
    """``says_resources``: whether the source says anything of them; ``<kind>_mounted``: how many, 0 if not said."""
    counts = {f"{kind}_mounted": t[kind].coalesce(0).cast("int64") for kind in COUNTS}
    total = reduce(add, counts.values())
    return {"says_resources": (total > 0) | t.resources_known.coalesce(False), **counts}


def mounted_count(*kinds: str) -> Expression:
    """How many resources of these kinds; null where the source is silent about resources of every kind."""

    def expression(t: ir.Table, _: Question) -> ir.Value:
        total = reduce(add, (t[f"{kind}_mounted"] for kind in kinds))
        return t.says_resources.ifelse(total, ibis.null("int64"))

    return expression


def count_of(*kinds: str) -> Twin:
    """Twin of :func:`mounted_count`."""

    def twin(entry: Entry, _: Question) -> Answer:
        known = entry["resources_known"] or any(entry[kind] for kind in COUNTS)
        return Answer(sum(entry[kind] or 0 for kind in kinds) if known else None)

    return twin


def has_mounted(*kinds: str) -> Expression:
    """Whether at least one resource of these kinds is mounted."""
    count = mounted_count(*kinds)
    return lambda t, question: count(t, question) > 0


def has(*kinds: str) -> Twin:
    """Twin of :func:`has_mounted`."""
    count = count_of(*kinds)

    def twin(entry: Entry, question: Question) -> Answer:
        total = count(entry, question).value
        return Answer(total > 0) if total is not None else Answer(None, "resources_unknown")

    return twin


def silent(t: ir.Table, _: Question) -> ir.Value:
    """The reason beside an unknown answer: the source is silent about resources."""
    return t.says_resources.ifelse(ibis.null("string"), "resources_unknown")


structured, is_structured = has_mounted(*STRUCTURED), has(*STRUCTURED)
