"""The answers of all measures about all entries, as one table."""

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.catalogue.columns import COUNTS, TEXTS
from shuheng.engines.measure.catalogue.metadata import abstract_fault
from shuheng.engines.measure.catalogue.metadata_fields import given_fields
from shuheng.engines.measure.catalogue.prepare import prepare
from shuheng.engines.measure.catalogue.registry import MEASURES
from shuheng.engines.measure.catalogue.titles import title_reason
from shuheng.engines.measure.catalogue.updates import with_time
from shuheng.engines.measure.model import Kind, Measure
from shuheng.engines.measure.parameters import Question

SHORT = ("provider", "grade", "sharing_type", "open_type", "update_cycle")
ASKED, WHY, WHOLE = "__asked", "__why", "__whole"
NULLS = {Kind.FLAG: "boolean", Kind.AMOUNT: "int64", Kind.FAMILY: "int64"}
LONG = (*(name for name in TEXTS if name not in SHORT), *COUNTS, "resources_known", "created")
HEAD = ("entry_id", "agency", "in_sharing", "in_opening")


def base(t: ir.Table, question: Question) -> ir.Table:
    """What is worked out entry by entry, without the long texts."""
    t = with_time(prepare(t, question), question)
    return t.mutate(title_reason=title_reason(t, question), abstract_fault=abstract_fault(t, question)).drop(
        *LONG
    )


def joined(t: ir.Table, doubled: ir.Table, members: ir.Table, question: Question) -> ir.Table:
    """The base with what was found by comparing entries: fields delivered, copies and families."""
    t = t.inner_join(given_fields(t, question), "agency")
    t = t.left_join(doubled, "entry_id").select(
        t, same_title=doubled.entry_id.notnull(), same_all=doubled.same_all.coalesce(False)
    )
    return t.left_join(members, "entry_id").select(t, members.family, members.family_cuts)


def flags(t: ir.Table, question: Question) -> ir.Table:
    """One row per entry, columns as CatalogueFigures says; ``t`` is a table of :func:`joined`."""
    columns: dict[str, ir.Value] = {name: t[name] for name in HEAD}
    for measure in MEASURES.values():
        columns |= _answers(t, measure, question)
    return t.select(**columns)


def _answers(t: ir.Table, measure: Measure, question: Question) -> dict[str, ir.Value]:
    belongs = measure.population(t, question)
    kind = NULLS[measure.kind]
    asked = belongs.coalesce(True)
    columns = {
        measure.code: belongs.coalesce(False).ifelse(measure.value(t, question).cast(kind), ibis.null(kind)),
        measure.code + ASKED: asked,
    }
    if measure.why is not None:
        columns[measure.code + WHY] = asked.ifelse(measure.why(t, question), ibis.null("string"))
    if measure.whole is not None:
        columns[measure.code + WHOLE] = belongs.coalesce(False).ifelse(
            measure.whole(t, question).cast("int64"), ibis.null("int64")
        )
    return columns
