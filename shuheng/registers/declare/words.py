"""A declaration in words: conditions and metrics as a person reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shuheng.registers.declare.cells import decimal
from shuheng.registers.declare.shapes import STATE, TAKE_WORDS, All, Condition, Declaration, Metric


def where_words(declaration: Declaration, where: Sequence[All]) -> str:
    """The conditions as one phrase: 涉密为否，且建设阶段为新建或在建. Empty where there are none."""
    tables = ["，且".join(_conditions(declaration, table)) for table in where]
    return "；或".join(tables)


def metric_words(declaration: Declaration, metric: Metric) -> str:
    """How a metric is read from the rows, without its `says`."""
    titles = {one.code: title for title, one in declaration.metrics.items()}
    names = [
        f"“{declaration.fields[code].title}”" for code in (metric.field, metric.over) if code is not None
    ]
    parts = [f"“{titles[metric.of]}”的行里"] if metric.of is not None else []
    if metric.period is not None:
        parts.append(f"{declaration.fields[metric.period].title}在本期内")
    if metric.where:
        parts.append(where_words(declaration, metric.where))
    taken = TAKE_WORDS[metric.take] + (f"：{'除以'.join(names)}" if names else "")
    if metric.holds:
        taken += f"：{where_words(declaration, metric.holds)}"
    return "，".join([*parts, taken])


def _conditions(declaration: Declaration, table: All) -> Iterator[str]:
    for code, condition in table.items():
        if code == STATE:
            states = {state.code: state.title for state in declaration.life.states}
            yield from _words("状态", condition, states)
        else:
            yield from _condition(declaration, declaration.fields[code].title, condition)


def _words(title: str, condition: Condition, names: dict[str, str]) -> Iterator[str]:
    if condition.one_of:
        yield f"{title}为{'或'.join(names.get(word, word) for word in condition.one_of)}"
    if condition.none_of:
        yield f"{title}不为{'、'.join(names.get(word, word) for word in condition.none_of)}"


def _condition(declaration: Declaration, title: str, condition: Condition) -> Iterator[str]:
    yield from _words(title, condition, {})
    if condition.filled is not None:
        yield f"{title}{'已填' if condition.filled else '未填'}"
    if condition.at_least is not None:
        yield f"{title}不小于{decimal(condition.at_least)}"
    if condition.at_most is not None:
        yield f"{title}不大于{decimal(condition.at_most)}"
    if condition.in_period is not None:
        yield f"{title}{'在' if condition.in_period else '不在'}本期内"
    if condition.by_period_end is not None:
        yield f"{title}{'不晚于期末' if condition.by_period_end else '到期末还没有'}"
    if condition.after is not None:
        yield f"{title}晚于{declaration.fields[condition.after].title}"
    if condition.not_after is not None:
        yield f"{title}不晚于{declaration.fields[condition.not_after].title}"
