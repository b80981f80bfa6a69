"""Rules as asks: what of a row breaks them."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.tables.asks import Ask, Fault, PlainFault
from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.formats.dates import date_key, date_key_of
from shuheng.engines.measure.tables.formats.numbers import BOUNDED
from shuheng.engines.measure.tables.rules.model import (
    Codes,
    Compare,
    DateOrder,
    Length,
    NotEmpty,
    PatternRule,
    Range,
    Rule,
)

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_BOUNDED = re.compile("[+-]?[0-9]{1,18}([.][0-9]{1,9})?")


def rule_asks(columns: Sequence[str], rules: Sequence[Rule]) -> Iterator[Ask]:
    """One ask per rule about cells; unique and reference rules are counted elsewhere."""
    for rule in rules:
        if isinstance(rule, NotEmpty):
            yield Ask(rule.measure, columns.index(rule.column), "empties", never, never_text, empties=True)
            continue
        told = _told(rule)
        if told is None:
            continue
        fault, is_fault = told
        other = columns.index(rule.columns[1]) if len(rule.columns) > 1 else None
        yield Ask(rule.measure, columns.index(rule.column), _key(rule), fault, is_fault, other=other)


def _told(rule: Rule) -> tuple[Fault, PlainFault] | None:
    match rule:
        case Range():
            return _range(rule)
        case Length():
            return _length(rule)
        case PatternRule():
            return _pattern(rule)
        case Codes():
            return lambda c, backend, _: ~backend.within(c, rule.codes), lambda text: text not in rule.codes
        case Compare():
            return _compare(rule)
        case DateOrder():
            return _date_order, _date_order_text
    return None


def _key(rule: Rule) -> tuple[Any, ...]:
    match rule:
        case Range() | Length():
            return (type(rule).__name__, rule.least, rule.most)
        case PatternRule():
            return ("pattern", rule.pattern)
        case Codes():
            return ("codes", rule.codes)
        case Compare():
            return ("compare", rule.sign)
    return (type(rule).__name__,)


def never(_: ir.StringValue, __: Backend, ___: ir.StringValue) -> ir.BooleanValue:
    """The fault of an ask about empties, which is never asked."""
    return ibis.literal(False)


def never_text(_: str) -> bool:
    """Twin of :func:`never`."""
    return False


def _range(rule: Range) -> tuple[Fault, PlainFault]:
    def fault(c: ir.StringValue, backend: Backend, _: ir.StringValue) -> ir.BooleanValue:
        value = backend.number(c)
        inside = ibis.literal(True)
        if rule.least is not None:
            inside &= value >= backend.constant(rule.least)
        if rule.most is not None:
            inside &= value <= backend.constant(rule.most)
        return backend.matches(c, BOUNDED).ifelse(~inside, True)

    def is_fault(text: str) -> bool:
        if not _BOUNDED.fullmatch(text):
            return True
        value = Decimal(text)
        return (rule.least is not None and value < rule.least) or (
            rule.most is not None and value > rule.most
        )

    return fault, is_fault


def _length(rule: Length) -> tuple[Fault, PlainFault]:
    least, most = rule.least or 0, rule.most if rule.most is not None else 2**31

    def fault(c: ir.StringValue, backend: Backend, _: ir.StringValue) -> ir.BooleanValue:
        return ~backend.length(c).between(least, most)

    return fault, lambda text: not least <= len(text) <= most


def _pattern(rule: PatternRule) -> tuple[Fault, PlainFault]:
    whole = re.compile(rule.pattern)
    return (
        lambda c, backend, _: ~backend.matches(c, f"^(?:{rule.pattern})$"),
        lambda text: whole.fullmatch(text) is None,
    )


def _compare(rule: Compare) -> tuple[Fault, PlainFault]:
    holds = OPERATORS[rule.sign]

    def fault(c: ir.StringValue, backend: Backend, other: ir.StringValue) -> ir.BooleanValue:
        legible = backend.matches(c, BOUNDED) & backend.matches(other, BOUNDED)
        return legible.ifelse(~holds(backend.number(c), backend.number(other)), True)

    def is_fault(text: str, other: str) -> bool:
        legible = _BOUNDED.fullmatch(text) and _BOUNDED.fullmatch(other)
        return not (legible and holds(Decimal(text), Decimal(other)))

    return fault, is_fault


def _date_order(c: ir.StringValue, backend: Backend, other: ir.StringValue) -> ir.BooleanValue:
    return ~(date_key(c, backend) <= date_key(other, backend)).fill_null(False)


def _date_order_text(text: str, other: str) -> bool:
    first, last = date_key_of(text), date_key_of(other)
    return first is None or last is None or first > last
