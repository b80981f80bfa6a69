"""Volume in rows, low-capacity data sets and data sets without rows (C1-1, D1-1)."""

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.catalogue.mounted import is_structured, structured
from shuheng.engines.measure.kleene import both
from shuheng.engines.measure.model import Answer, Entry, Kind, Measure
from shuheng.engines.measure.parameters import Question

ROWS_UNKNOWN = "没有数据量、数据量小于零的"
LOW = "广西2021考核 C1-1、D1-1 扣分注1"


def rows(t: ir.Table, _: Question) -> ir.Value:
    """Rows as the source says; null below zero."""
    return (t["rows"] >= 0).ifelse(t["rows"], ibis.null("int64"))


def rows_of(entry: Entry, _: Question) -> Answer:
    """Twin of :func:`rows`."""
    told = entry["rows"]
    return Answer(told if told is not None and told >= 0 else None)


def no_rows_known(t: ir.Table, _: Question) -> ir.Value:
    """Why the rows are unknown."""
    below = (t["rows"] < 0).ifelse("rows_negative", ibis.null("string"))
    return t["rows"].isnull().ifelse("rows_missing", below)


def at_most(entry: Entry, most: int) -> Answer:
    """Twin of the comparison of rows with a bound."""
    told = entry["rows"]
    if told is None:
        return Answer(None, "rows_missing")
    return Answer(None, "rows_negative") if told < 0 else Answer(told <= most)


def published_structured(t: ir.Table, question: Question) -> ir.Value:
    """The population of structured data sets."""
    return t.published & structured(t, question)


def was_published_structured(entry: Entry, question: Question) -> bool | None:
    """Twin of :func:`published_structured`."""
    return both(entry["published"], is_structured(entry, question).truth)


MEASURES = (
    Measure(
        code="volume",
        title="数据量",
        source="广西2021考核 D1-1 基础2（数据容量）",
        says="各目录数据条数之和；考核用“万条”，由条数折算",
        unknown=ROWS_UNKNOWN,
        unit="行",
        kind=Kind.AMOUNT,
        value=rows,
        twin=rows_of,
    ),
    Measure(
        code="structured_volume",
        title="结构化数据量",
        source="广西2021考核 C1-1 基础2、D1-1 基础2",
        says="结构化目录（挂载库表或接口）的数据条数之和",
        unknown=f"{ROWS_UNKNOWN}；来源没有说明资源的",
        unit="行",
        kind=Kind.AMOUNT,
        value=rows,
        twin=rows_of,
        population=published_structured,
        population_twin=was_published_structured,
    ),
    Measure(
        code="low_capacity",
        title="低容量目录",
        source=LOW,
        says="数据不超过10条的目录，0条也算",
        unknown=ROWS_UNKNOWN,
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, question: rows(t, question) <= question.parameters.low_capacity_rows,
        twin=lambda entry, question: at_most(entry, question.parameters.low_capacity_rows),
        why=no_rows_known,
    ),
    Measure(
        code="structured_low_capacity",
        title="低容量结构化目录",
        source=LOW,
        says="结构化目录中数据不超过10条的，0条也算",
        unknown=f"{ROWS_UNKNOWN}；来源没有说明资源的",
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, question: rows(t, question) <= question.parameters.low_capacity_rows,
        twin=lambda entry, question: at_most(entry, question.parameters.low_capacity_rows),
        population=published_structured,
        population_twin=was_published_structured,
        why=no_rows_known,
    ),
    Measure(
        code="no_rows",
        title="没有数据的目录",
        source=LOW,
        says="数据量写明为0的目录",
        unknown=ROWS_UNKNOWN,
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, question: rows(t, question) == 0,
        twin=lambda entry, _: at_most(entry, 0),
        why=no_rows_known,
    ),
)
