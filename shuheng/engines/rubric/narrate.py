"""Formulas told in Chinese with their facts: ``接入率 = 已接入单位数 83 家 ÷ 应接入单位数 100 家 = 83.0%``."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from shuheng.engines.rubric.exact import percent, plain
from shuheng.engines.rubric.formula.analyse import Unit
from shuheng.engines.rubric.formula.evaluate import Evaluator, Value
from shuheng.engines.rubric.formula.nodes import (
    SIGNS,
    Arithmetic,
    Call,
    Compare,
    Logic,
    Name,
    Node,
    Not,
    names,
)
from shuheng.engines.rubric.formula.parse import Formula
from shuheng.engines.rubric.metrics import NEVER, NEVER_WORD

UNKNOWN_WORD, NA_WORD = "未知", "不适用"


def number_text(value: Fraction, unit: Unit) -> str:
    """A number with its unit; rates as percentages, marked where the shown digits are not all."""
    if unit == ():
        shown = percent(value)
        exact = (value * 10000).denominator == 1
        return shown if exact else f"{shown}（约）"
    text = plain(value)
    if unit and len(unit) == 1 and unit[0][1] == 1:
        return f"{text} {unit[0][0]}"
    return text


def value_text(evaluator: Evaluator, node: Node, value: Value) -> str:
    """A value for people: yes or no, a grade, a day, or a number with its unit."""
    if value.number is None:
        return NA_WORD if value.na else UNKNOWN_WORD
    info = evaluator.analyser.info(node)
    match info.type:
        case "bool":
            return "是" if value.number else "否"
        case "grade" if isinstance(node, Name):
            return evaluator.analyser.scope.metrics[node.name].option_names[int(value.number)]
        case "date":
            return NEVER_WORD if value.number == NEVER else date.fromordinal(int(value.number)).isoformat()
        case _:
            return number_text(value.number, info.unit)


def narrate(evaluator: Evaluator, formula: Formula) -> str:
    """The formula with its facts and result; named formulas it uses are told first."""
    node = formula.node
    scope = evaluator.analyser.scope
    told = [_definition(evaluator, name) for name in _named(evaluator, node)]
    if isinstance(node, Name) and node.name in scope.formulas:
        return "；".join(told)
    value = evaluator.value(node)
    if evaluator.analyser.info(node).type == "bool":
        result = value_text(evaluator, node, value)
        told.append(f"{_render(evaluator, node)}：{result}")
    elif isinstance(node, Name):
        told.append(_render(evaluator, node))
    else:
        told.append(f"{_render(evaluator, node)} = {value_text(evaluator, node, value)}")
    return "；".join(told)


def _named(evaluator: Evaluator, node: Node) -> list[str]:
    """Named formulas below ``node``, those they use first."""
    found: list[str] = []
    formulas = evaluator.analyser.scope.formulas
    for name in names(node):
        if name in formulas:
            found += [inner for inner in _named(evaluator, formulas[name].node) if inner not in found]
            found += [name] if name not in found else []
    return found


def _definition(evaluator: Evaluator, name: str) -> str:
    node = evaluator.analyser.scope.formulas[name].node
    value = value_text(evaluator, node, evaluator.value(node))
    return f"{name} = {_render(evaluator, node)} = {value}"


def _render(evaluator: Evaluator, node: Node) -> str:
    match node:
        case Name():
            return f"{node.name} {value_text(evaluator, node, evaluator.value(node))}"
        case Arithmetic():
            left, right = _render(evaluator, node.left), _render(evaluator, node.right)
            if node.op in "*/" and isinstance(node.left, Arithmetic) and node.left.op in "+-":
                left = f"({left})"
            if isinstance(node.right, Arithmetic) and (node.op in "*/" or node.right.op in "+-"):
                right = f"({right})"
            return f"{left} {SIGNS[node.op]} {right}"
        case Compare():
            op = SIGNS.get(node.op, node.op)
            return f"{_render(evaluator, node.left)} {op} {_render(evaluator, node.right)}"
        case Logic():
            word = " 且 " if node.op == "and" else " 或 "
            parts = (_render(evaluator, item) for item in node.items)
            return word.join(
                f"({part})" if isinstance(item, Logic) else part
                for item, part in zip(node.items, parts, strict=True)
            )
        case Not():
            return f"非（{_render(evaluator, node.item)}）"
        case Call():
            return f"{node.function}({', '.join(_render(evaluator, item) for item in node.items)})"
        case _:
            return str(node)
