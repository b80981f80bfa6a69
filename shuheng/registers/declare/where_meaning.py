"""Conditions of a declaration: their fields exist, and what is asked of each goes with its type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shuheng.problems import did_you_mean
from shuheng.registers.declare.mistakes import Mistake, Path, field_unknown
from shuheng.registers.declare.shapes import DAYS, NUMBERS, STATE, All, Condition, Declaration, Field


def where_mistakes(
    declaration: Declaration, path: Path, where: Sequence[All], *, metric: bool = False
) -> Iterator[Mistake]:
    """Every mistake of the conditions at `path`; state and the period may be asked for in metrics only."""
    for index, table in enumerate(where):
        for name, condition in table.items():
            place = (*path, index, name)
            if name == STATE:
                yield from _state(declaration, place, condition, metric)
            elif name not in declaration.fields:
                yield field_unknown(place, name, declaration)
            else:
                yield from _condition(declaration, place, declaration.fields[name], condition, metric)


def _state(declaration: Declaration, place: Path, condition: Condition, metric: bool) -> Iterator[Mistake]:
    states = tuple(state.code for state in declaration.life.states)
    if not metric:
        yield Mistake(place, "register-where", "state（状态）只能在指标的条件里用。")
    for word in (*condition.one_of, *condition.none_of):
        if word not in states:
            message = f"没有状态“{word}”。"
            yield Mistake(place, "register-where", message, states, did_you_mean(word, states))


def _condition(
    declaration: Declaration, place: Path, field: Field, condition: Condition, metric: bool
) -> Iterator[Mistake]:
    if condition == Condition():
        yield Mistake(place, "register-where", f"“{field.title}”的条件没有写要求。", (), "如 {field: 是}。")
    words = field.codes if field.type == "code" else ("是", "否") if field.type == "yes_no" else None
    for word in (*condition.one_of, *condition.none_of):
        if words is None and field.type in (*NUMBERS, *DAYS):
            message = f"“{field.title}”是数或日期，不能与词相比。"
            yield Mistake(
                place, "register-where", message, (), "数用 at_least、at_most，日期用 filled、in_period 等。"
            )
        elif words is not None and word not in words:
            message = f"“{field.title}”没有“{word}”这个选项。"
            yield Mistake(place, "register-where", message, words, did_you_mean(word, words))
    if field.type not in NUMBERS and (condition.at_least is not None or condition.at_most is not None):
        yield Mistake(place, "register-where", f"“{field.title}”不是数，不能写 at_least、at_most。")
    yield from _days(declaration, place, field, condition, metric)


def _days(
    declaration: Declaration, place: Path, field: Field, condition: Condition, metric: bool
) -> Iterator[Mistake]:
    others = [name for name in (condition.after, condition.not_after) if name is not None]
    periods = [one for one in (condition.in_period, condition.by_period_end) if one is not None]
    if (others or periods) and field.type not in DAYS:
        message = f"“{field.title}”不是日期，不能写 in_period、by_period_end、after、not_after。"
        yield Mistake(place, "register-where", message)
    if periods and not metric:
        yield Mistake(place, "register-where", "in_period、by_period_end 只能在指标的条件里用。")
    for name in others:
        other = declaration.fields.get(name)
        if other is None:
            yield field_unknown(place, name, declaration)
        elif other.type not in DAYS:
            yield Mistake(place, "register-where", f"“{other.title}”不是日期，不能比先后。")
