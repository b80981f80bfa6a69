"""The three lists of B2-1 and their rates and the plain count of entries."""

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.model import Answer, Entry, Kind, Measure, everyone, everything
from shuheng.engines.measure.parameters import Question

NOTES = "广西2021考核 B2-1 注"
LIST_UNKNOWN = "没有说明是否列入这份清单的"


def yes(_: ir.Table, __: Question) -> ir.Value:
    """Every entry that is asked counts."""
    return ibis.literal(True)


def yes_twin(_: Entry, __: Question) -> Answer:
    """Twin of :func:`yes`."""
    return Answer(True)


MEASURES = (
    Measure(
        code="entries",
        title="已发布目录数",
        source="广西2021考核 C2-1、D2-1（目录总数）",
        says="已发布的目录，一条计一个",
        unknown="没有说明是否已发布的",
        unit="条",
        kind=Kind.FLAG,
        value=yes,
        twin=yes_twin,
    ),
    Measure(
        code="should_publish",
        title="应发布目录数",
        source=f"{NOTES}1",
        says="列入应发布清单的目录，不论是否已发布",
        unknown=LIST_UNKNOWN,
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, _: t.should_publish,
        twin=lambda entry, _: Answer(entry["should_publish"]),
        population=everything,
        population_twin=everyone,
    ),
    Measure(
        code="can_publish",
        title="可发布目录数",
        source=f"{NOTES}2",
        says="列入可发布清单的目录，不论是否已发布",
        unknown=LIST_UNKNOWN,
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, _: t.can_publish,
        twin=lambda entry, _: Answer(entry["can_publish"]),
        population=everything,
        population_twin=everyone,
    ),
    Measure(
        code="can_of_should",
        title="应发布目录中可发布的",
        source=f"{NOTES}2",
        says="应发布清单中同时列入可发布清单的目录",
        unknown=LIST_UNKNOWN,
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, _: t.can_publish,
        twin=lambda entry, _: Answer(entry["can_publish"]),
        population=lambda t, _: t.should_publish,
        population_twin=lambda entry, _: entry["should_publish"],
    ),
    Measure(
        code="published_of_can",
        title="可发布目录中已发布的",
        source=f"{NOTES}7（可发布数据资源目录完成率）",
        says="可发布清单中已经发布的目录",
        unknown=LIST_UNKNOWN,
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, _: t.published,
        twin=lambda entry, _: Answer(entry["published"]),
        population=lambda t, _: t.can_publish,
        population_twin=lambda entry, _: entry["can_publish"],
    ),
)
