"""Metrics of a declaration: what they take goes with their fields, and none leads back to itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from shuheng.problems import did_you_mean
from shuheng.registers.declare.mistakes import Mistake, Path, field_unknown
from shuheng.registers.declare.shapes import DAYS, NUMBERS, TAKE_WORDS, Declaration, FieldType, Metric, Take
from shuheng.registers.declare.where_meaning import where_mistakes

ANY: tuple[FieldType, ...] = ("text", "count", "date", "month", "year", "code", "agency", "reference", "url")
WITH_FIELD: dict[Take, tuple[FieldType, ...]] = {
    "sum": NUMBERS,
    "distinct": ANY,
    "largest": NUMBERS,
    "smallest": NUMBERS,
    "first": DAYS,
    "last": DAYS,
    "list": NUMBERS,
    "ratio": NUMBERS,
    "mean": NUMBERS,
    "lowest_part": NUMBERS,
    "lowest_whole": NUMBERS,
}
WITH_OVER: tuple[Take, ...] = ("ratio", "mean", "lowest_part", "lowest_whole")
WITH_EMPTY: tuple[Take, ...] = ("largest", "smallest", "ratio", "mean", "lowest_part", "lowest_whole")
MetricKind = Literal["count", "amount", "ratio", "yes_no", "date", "list"]
KINDS: dict[Take, MetricKind] = {
    "rows": "count",
    "distinct": "count",
    "any": "yes_no",
    "all": "yes_no",
    "first": "date",
    "last": "date",
    "list": "list",
    "ratio": "ratio",
    "mean": "amount",
}


def kind_of(declaration: Declaration, metric: Metric) -> MetricKind:
    """What kind of value the metric has, in the words of the rubrics; sums and the like follow their field."""
    if metric.take in KINDS:
        return KINDS[metric.take]
    return "count" if declaration.fields[str(metric.field)].type == "count" else "amount"


def unit_of(declaration: Declaration, metric: Metric) -> str:
    """The unit of the metric: as written, else the field's, else that of the register's rows."""
    if metric.unit is not None:
        return metric.unit
    if kind_of(declaration, metric) in ("yes_no", "date", "ratio"):
        return ""
    return declaration.unit if metric.take == "rows" else declaration.fields[str(metric.field)].unit


def metric_mistakes(declaration: Declaration) -> Iterator[Mistake]:
    """Every mistake of the metrics."""
    codes = [metric.code for metric in declaration.metrics.values()]
    for title, metric in declaration.metrics.items():
        place = ("metrics", title)
        if codes.count(metric.code) > 1:
            message = f"指标 {metric.code} 写了两次。"
            yield Mistake((*place, "code"), "register-metric-duplicate", message, (), "请删去一个。")
        yield from _fields(declaration, place, metric)
        yield from _of(declaration, place, metric)
        yield from where_mistakes(declaration, (*place, "where"), metric.where, metric=True)
        yield from where_mistakes(declaration, (*place, "holds"), metric.holds, metric=True)


def _fields(declaration: Declaration, place: Path, metric: Metric) -> Iterator[Mistake]:
    wanted = WITH_FIELD.get(metric.take)
    named = (
        ("field", metric.field, wanted),
        ("over", metric.over, NUMBERS if metric.take in WITH_OVER else None),
    )
    for key, name, types in (*named, ("period", metric.period, DAYS if metric.period else None)):
        if types is None and name is not None:
            message = f"{metric.take}（{TAKE_WORDS[metric.take]}）用不到 {key}。"
            yield Mistake((*place, key), "register-metric", message, (), "请删去。")
        elif types is not None and name is None:
            message = f"{metric.take}（{TAKE_WORDS[metric.take]}）要写 {key}，指明哪一列。"
            yield Mistake((*place, "take"), "register-metric", message, tuple(declaration.fields))
        elif name is not None and name not in declaration.fields:
            yield field_unknown((*place, key), name, declaration)
        elif types is not None and name is not None and declaration.fields[name].type not in types:
            message = f"“{declaration.fields[name].title}”的类型不能作 {metric.take} 的 {key}。"
            yield Mistake((*place, key), "register-metric", message, types)
    if (metric.take == "all") is not bool(metric.holds):
        yield Mistake(place, "register-metric", "all（是否都符合）要写 holds，别的 take 不写。")
    if metric.empty is not None and metric.take not in WITH_EMPTY:
        yield Mistake((*place, "empty"), "register-metric", f"{metric.take} 用不到 empty。", WITH_EMPTY)
    if metric.digits > 6:
        yield Mistake((*place, "digits"), "register-metric", "digits 最多写 6。")


def _of(declaration: Declaration, place: Path, metric: Metric) -> Iterator[Mistake]:
    metrics = {one.code: one for one in declaration.metrics.values()}
    seen = {metric.code}
    link = metric
    while link.of is not None:
        if link.of not in metrics:
            hint = did_you_mean(link.of, metrics)
            yield Mistake(
                (*place, "of"), "register-metric", f"本台账没有指标 {link.of}。", tuple(metrics), hint
            )
            return
        link = metrics[link.of]
        if link.code in seen:
            message = "of 绕回到了已经过的指标。"
            yield Mistake((*place, "of"), "register-circle", message, (), "请指明以哪个指标的行为基础。")
            return
        seen.add(link.code)
