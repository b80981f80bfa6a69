"""What is new since a baseline: the year-end of 2020 in the Guangxi document (B2-1 bonus 2, C1-1, D1-1)."""

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.catalogue.mounted import (
    STRUCTURED,
    count_of,
    is_structured,
    mounted_count,
    structured,
)
from shuheng.engines.measure.catalogue.prepare import plausible_day
from shuheng.engines.measure.catalogue.volume import published_structured, was_published_structured
from shuheng.engines.measure.kleene import both, number, opposite
from shuheng.engines.measure.model import Answer, Entry, Kind, Measure
from shuheng.engines.measure.parameters import Question

UNDATED = "没有给出基期的；发布日期没有、晚于计量日期或早得不可能的"
BASE = "广西2021考核 D1-1 基础1、C1-1 基础1"


def since(t: ir.Table, question: Question) -> ir.Value:
    """Issued after the baseline; null without a date or a baseline."""
    if question.baseline is None:
        return ibis.null("boolean")
    return t.issued_on > ibis.literal(question.baseline)


def is_since(entry: Entry, question: Question) -> bool | None:
    """Twin of :func:`since`."""
    day = plausible_day(entry["issued"], question)
    return None if day is None or question.baseline is None else day > question.baseline


def _as_number(value: ir.Value) -> ir.Value:
    return value.cast("int64")


def _grown(entry: Entry, question: Question) -> Answer:
    new = is_since(entry, question)
    return Answer(number(new), whole=number(opposite(new)))


def _resources_before(t: ir.Table, question: Question) -> ir.Value:
    """Structured resources of entries issued by the baseline, 0 for later ones; null where either is unknown."""
    total = mounted_count(*STRUCTURED)(t, question)
    new = since(t, question)
    return ibis.cases((new, 0), (total == 0, 0), (~new, total), else_=ibis.null("int64"))


def _resources_before_twin(entry: Entry, question: Question) -> Answer:
    total, new = count_of(*STRUCTURED)(entry, question).value, is_since(entry, question)
    if new or total == 0:
        return Answer(0)
    return Answer(None if new is None else total)


MEASURES = (
    Measure(
        code="entries_at_baseline",
        title="基期已发布目录数",
        source=BASE,
        says="发布日期不晚于基期、至今仍在的目录；基期以后撤下的看不到",
        unknown=UNDATED,
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, question: ~since(t, question),
        twin=lambda entry, question: Answer(opposite(is_since(entry, question))),
    ),
    Measure(
        code="structured_at_baseline",
        title="基期结构化目录数",
        source=f"{BASE}；B2-1 加分2",
        says="结构化、且发布日期不晚于基期的目录；现在的挂载情况视同基期",
        unknown=f"{UNDATED}；来源没有说明资源的",
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, question: structured(t, question) & ~since(t, question),
        twin=lambda entry, question: Answer(
            both(is_structured(entry, question).truth, opposite(is_since(entry, question)))
        ),
    ),
    Measure(
        code="structured_resources_at_baseline",
        title="基期结构化资源数",
        source=BASE,
        says="发布日期不晚于基期的目录上的库表和接口资源；现在的挂载情况视同基期",
        unknown=f"{UNDATED}；来源没有说明资源的",
        unit="个",
        kind=Kind.AMOUNT,
        value=_resources_before,
        twin=_resources_before_twin,
    ),
    Measure(
        code="new_entries",
        title="基期以来新增目录数",
        source=BASE,
        says="发布日期晚于基期的目录",
        unknown=UNDATED,
        unit="条",
        kind=Kind.FLAG,
        value=since,
        twin=lambda entry, question: Answer(is_since(entry, question)),
    ),
    Measure(
        code="growth",
        title="目录增长",
        source="广西2021考核 B2-1 加分2（较2020年新增）",
        says="基期以来新增的目录；全数是基期已有的目录",
        unknown=UNDATED,
        unit="条",
        kind=Kind.AMOUNT,
        value=lambda t, question: _as_number(since(t, question)),
        twin=_grown,
        whole=lambda t, question: _as_number(~since(t, question)),
    ),
    Measure(
        code="structured_growth",
        title="结构化目录增长",
        source="广西2021考核 B2-1 加分2（库表或接口目录较2020年新增）",
        says="基期以来新增的结构化目录；全数是基期已有的结构化目录",
        unknown=f"{UNDATED}；来源没有说明资源的",
        unit="条",
        kind=Kind.AMOUNT,
        value=lambda t, question: _as_number(since(t, question)),
        twin=_grown,
        population=published_structured,
        population_twin=was_published_structured,
        whole=lambda t, question: _as_number(~since(t, question)),
    ),
)
