"""Promised update cycles and whether they are kept (C2-4, D2-4)."""

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.catalogue.deadlines import PROMISES, deadline, oldest_on_time
from shuheng.engines.measure.catalogue.metadata_fields import CYCLES
from shuheng.engines.measure.catalogue.prepare import plausible_day
from shuheng.engines.measure.catalogue.volume import published_structured, was_published_structured
from shuheng.engines.measure.kleene import both, opposite
from shuheng.engines.measure.model import Answer, Entry, Kind, Measure
from shuheng.engines.measure.parameters import Question
from shuheng.terms import UpdateCycle

NOTE = "广西2021考核 C2-4、D2-4 注"
CYCLE_UNKNOWN = "没有更新周期、或写法无法识别的"
DATE_UNKNOWN = "没有更新日期的；更新日期晚于计量日期或早得不可能的"


def promised(t: ir.Table, _: Question) -> ir.Value:
    """A cycle with a date to keep; null where the cycle is not known."""
    known = t.update_cycle.isin(CYCLES)
    return known.ifelse(t.update_cycle.isin(PROMISES), ibis.null("boolean"))


def is_promised(entry: Entry, _: Question) -> bool | None:
    """Twin of :func:`promised`."""
    return entry["update_cycle"] in PROMISES if entry["update_cycle"] in CYCLES else None


def published_promised(t: ir.Table, question: Question) -> ir.Value:
    """The population of punctuality: published, with a promise."""
    return t.published & promised(t, question)


def was_published_promised(entry: Entry, question: Question) -> bool | None:
    """Twin of :func:`published_promised`."""
    return both(entry["published"], is_promised(entry, question))


def structured_promised(t: ir.Table, question: Question) -> ir.Value:
    """The population of D2-4: published, structured, with a promise."""
    return published_structured(t, question) & promised(t, question)


def was_structured_promised(entry: Entry, question: Question) -> bool | None:
    """Twin of :func:`structured_promised`."""
    return both(was_published_structured(entry, question), is_promised(entry, question))


def with_time(t: ir.Table, question: Question) -> ir.Table:
    """``kept_time`` and ``time_reason``, which several measures share."""
    t = t.mutate(kept_time=kept_time(t, question))
    return t.mutate(time_reason=time_reason(t, question))


def kept_time(t: ir.Table, question: Question) -> ir.Value:
    """Updated no longer ago than promised; null without a plausible date."""
    kept = [
        (t.update_cycle == cycle, t.updated_on >= ibis.literal(oldest_on_time(cycle, question)))
        for cycle in PROMISES
    ]
    return ibis.cases(*kept, else_=ibis.null("boolean"))


def on_time_of(entry: Entry, question: Question) -> Answer:
    """Twin of :func:`kept_time` and :func:`time_reason`."""
    day, cycle = plausible_day(entry["updated"], question), entry["update_cycle"]
    if entry["updated"] is None:
        return Answer(None, "date_missing")
    if day is None:
        return Answer(None, "date_future" if entry["updated"] > question.as_of else "date_early")
    if cycle not in PROMISES:
        return Answer(None)
    kept = deadline(day, cycle, question) >= question.as_of
    return Answer(kept, None if kept else "overdue")


def time_reason(t: ir.Table, question: Question) -> ir.Value:
    """Why an update is late, or why nobody can tell."""
    return ibis.cases(
        (t.updated.isnull(), "date_missing"),
        (t.updated > ibis.literal(question.as_of), "date_future"),
        (t.updated_on.isnull(), "date_early"),
        (~t.kept_time, "overdue"),
        else_=ibis.null("string"),
    )


def overdue_of(entry: Entry, question: Question) -> Answer:
    """Twin of the measure of what is overdue."""
    kept = on_time_of(entry, question)
    return Answer(opposite(kept.truth), kept.why)


def implausible(t: ir.Table, _: Question) -> ir.Value:
    """An update date that cannot be; null without one."""
    return t.updated.notnull().ifelse(t.updated_on.isnull(), ibis.null("boolean"))


def implausible_of(entry: Entry, question: Question) -> Answer:
    """Twin of :func:`implausible`."""
    if entry["updated"] is None:
        return Answer(None)
    return Answer(plausible_day(entry["updated"], question) is None)


def with_cycle(code: str, title: str, says: str, cycle: UpdateCycle) -> Measure:
    """A measure that counts the entries of one cycle without promise."""
    return Measure(
        code=code,
        title=title,
        source=NOTE,
        says=says,
        unknown=CYCLE_UNKNOWN,
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, _: t.update_cycle.isin(CYCLES).ifelse(
            t.update_cycle == cycle.value, ibis.null("boolean")
        ),
        twin=lambda entry, _: Answer(
            entry["update_cycle"] == cycle.value if entry["update_cycle"] in CYCLES else None
        ),
    )


MEASURES = (
    Measure(
        code="periodic",
        title="承诺定期更新的目录",
        source=NOTE,
        says="更新周期是实时、每日、每周、每旬、每月、每季度、每半年或每年的目录",
        unknown=CYCLE_UNKNOWN,
        unit="条",
        kind=Kind.FLAG,
        value=promised,
        twin=lambda entry, question: Answer(is_promised(entry, question)),
    ),
    with_cycle(
        "irregular", "不定期更新的目录", "更新周期是不定期的目录，不计按时与否", UpdateCycle.IRREGULAR
    ),
    with_cycle("static", "静态目录", "更新周期是静态、不再更新的目录，不计按时与否", UpdateCycle.STATIC),
    Measure(
        code="cycle_unknown",
        title="更新周期不明的目录",
        source="政务信息资源目录编制指南（更新周期）",
        says=f"{CYCLE_UNKNOWN}目录",
        unknown="无",
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, _: ~t.update_cycle.isin(CYCLES),
        twin=lambda entry, _: Answer(entry["update_cycle"] not in CYCLES),
    ),
    Measure(
        code="on_time",
        title="按时更新的目录",
        source=f"{NOTE}（按承诺更新周期更新）",
        says="承诺定期更新的目录中，更新日期加周期加宽限不早于计量日期的；实时和每日给一天，每旬给十一天",
        unknown=f"{DATE_UNKNOWN}；{CYCLE_UNKNOWN}",
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, _: t.kept_time,
        twin=on_time_of,
        population=published_promised,
        population_twin=was_published_promised,
        why=lambda t, _: t.time_reason,
    ),
    Measure(
        code="structured_on_time",
        title="按时更新的结构化目录",
        source=f"{NOTE}（条款说的是结构化数据集的承诺更新周期）",
        says="承诺定期更新的结构化目录中，更新日期加周期加宽限不早于计量日期的",
        unknown=f"{DATE_UNKNOWN}；{CYCLE_UNKNOWN}；来源没有说明资源的",
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, _: t.kept_time,
        twin=on_time_of,
        population=structured_promised,
        population_twin=was_structured_promised,
        why=lambda t, _: t.time_reason,
    ),
    Measure(
        code="overdue",
        title="超期未更新的目录",
        source=NOTE,
        says="承诺定期更新的目录中，已经超过承诺周期和宽限的",
        unknown=f"{DATE_UNKNOWN}；{CYCLE_UNKNOWN}",
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, _: ~t.kept_time,
        twin=overdue_of,
        population=published_promised,
        population_twin=was_published_promised,
        why=lambda t, _: t.time_reason,
    ),
    Measure(
        code="implausible_dates",
        title="更新日期不可信的目录",
        source="GB/T 36344 准确性",
        says="更新日期晚于计量日期、或早于1990年的目录",
        unknown="没有更新日期的",
        unit="条",
        kind=Kind.FLAG,
        value=implausible,
        twin=implausible_of,
    ),
)
