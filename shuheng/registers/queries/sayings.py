"""Conditions, steps and metrics of a declaration in words."""

from collections.abc import Iterator

from shuheng.engines.rubric import plain
from shuheng.registers.declare import STATE, TAKE_WORDS, Condition, Declaration, Due, Metric
from shuheng.registers.words import field_title, state_title


def due_words(due: Due) -> str:
    """The deadline: 期满后 10 个工作日内, or a day of the year."""
    if due.workdays is not None:
        return f"期满后 {due.workdays} 个工作日内"
    month, day = due.date or (12, 31)
    year = ("当年", "次年")[due.years_after] if due.years_after < 2 else f"{due.years_after} 年后"
    return f"{year} {month} 月 {day} 日前"


def where_words(declaration: Declaration, where: tuple[dict[str, Condition], ...]) -> str:
    """All tests of one table hold: 且; one of the tables: 或. Empty where nothing is asked."""
    tables = [
        "且".join(words for code, one in table.items() for words in condition_words(declaration, code, one))
        for table in where
    ]
    return "；或".join(tables)


def condition_words(declaration: Declaration, code: str, one: Condition) -> Iterator[str]:
    """What is asked of one field, part by part."""
    is_state = code == STATE
    title = "状态" if is_state else field_title(declaration, code)
    for words, verb in ((one.one_of, "为"), (one.none_of, "不为")):
        if words:
            shown = [state_title(declaration, word) if is_state else word for word in words]
            yield f"{title}{verb}“{'、'.join(shown)}”"
    if one.filled is not None:
        yield f"{title}{'已填' if one.filled else '未填'}"
    if one.at_least is not None:
        yield f"{title}不低于 {plain(one.at_least)}"
    if one.at_most is not None:
        yield f"{title}不高于 {plain(one.at_most)}"
    if one.in_period is not None:
        yield f"{title}{'在' if one.in_period else '不在'}期内"
    if one.by_period_end is not None:
        yield f"{title}{'不晚于期末' if one.by_period_end else '晚于期末或没有'}"
    if one.after is not None:
        yield f"{title}晚于{field_title(declaration, one.after)}"
    if one.not_after is not None:
        yield f"{title}不晚于{field_title(declaration, one.not_after)}"


def metric_words(declaration: Declaration, metric: Metric) -> str:
    """How a metric is made of the rows."""
    parts = []
    if metric.of is not None:
        base = next(title for title, one in declaration.metrics.items() if one.code == metric.of)
        parts.append(f"在“{base}”的行中")
    if metric.period is not None:
        parts.append(f"{field_title(declaration, metric.period)}在期内")
    if metric.where:
        parts.append(where_words(declaration, metric.where))
    taken = f"“{field_title(declaration, metric.field)}”的" if metric.field else ""
    over = f"除以“{field_title(declaration, metric.over)}”" if metric.over else ""
    holds = f"（{where_words(declaration, metric.holds)}）" if metric.holds else ""
    parts.append(f"取{taken}{TAKE_WORDS[metric.take]}{over}{holds}")
    return "，".join(parts)
