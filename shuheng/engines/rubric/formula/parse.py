"""Text to syntax tree. Full-width signs are read like their half-width twins; ``×`` and ``÷`` like ``*`` and ``/``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import cast

from lark import Lark, Token, Transformer, UnexpectedInput
from lark.exceptions import VisitError

from shuheng.engines.rubric.exact import parse_share
from shuheng.engines.rubric.formula.nodes import (
    Arithmetic,
    ArithmeticOp,
    Call,
    Compare,
    CompareOp,
    Day,
    Logic,
    Name,
    Node,
    Not,
    Number,
    Text,
    children,
)

FUNCTIONS: dict[str, tuple[int, int]] = {
    "最小": (2, 20),
    "最大": (2, 20),
    "平均": (1, 20),
    "合计": (1, 1),
    "个数": (1, 1),
    "若": (3, 3),
    "上年": (1, 1),
    "同组平均": (1, 1),
    "取整": (1, 1),
}
MAX_LENGTH = 500
MAX_LEVELS = 120
"""How deep a formula may be nested, with the named ones it uses: both engines walk it by recursion."""
_QUOTED = re.compile(r'(["“][^"“”]*["”])')
_WIDTHS = str.maketrans("（）＋－−–×÷＊／％，＞＜＝≥≤≠“”　！", '()+---*/*/%,><=≥≤≠"" !')


class FormulaError(ValueError):
    """The formula cannot be read; the message is Chinese and points at the place in it."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula and the text it was written as."""

    text: str
    node: Node

    def __str__(self) -> str:
        return str(self.node)


class _Build(Transformer[Token, Node]):
    def number(self, items: list[Token]) -> Node:
        share = parse_share(str(items[0]))
        return Number(share.value, share.relative)

    def date(self, items: list[Token]) -> Node:
        return Day(date.fromisoformat(str(items[0])).toordinal(), str(items[0]))

    def name(self, items: list[Token]) -> Node:
        return Name(str(items[0]))

    def text(self, items: list[Token]) -> Node:
        return Text(str(items[0])[1:-1])

    def negative(self, items: list[Node]) -> Node:
        operand = items[-1]
        if isinstance(operand, Number):
            return Number(-operand.value, operand.percent)
        return Arithmetic("-", Number(Fraction(0)), operand)

    def negate_bool(self, items: list[Node]) -> Node:
        return Not(items[-1])

    def _chain(self, items: list[Node | Token]) -> Node:
        left = cast(Node, items[0])
        for op, right in zip(items[1::2], items[2::2], strict=True):
            left = Arithmetic(cast(ArithmeticOp, str(op)), left, cast(Node, right))
        return left

    sum = _chain
    product = _chain

    def comparison(self, items: list[Node | Token | None]) -> Node:
        if len(items) < 3 or items[1] is None:
            return cast(Node, items[0])
        return Compare(cast(CompareOp, str(items[1])), cast(Node, items[0]), cast(Node, items[2]))

    def conjunction(self, items: list[Node | Token]) -> Node:
        return Logic("and", tuple(cast(Node, item) for item in items[::2]))

    def disjunction(self, items: list[Node | Token]) -> Node:
        return Logic("or", tuple(cast(Node, item) for item in items[::2]))

    def call(self, items: list[Node | Token]) -> Node:
        function, *arguments = items
        low, high = FUNCTIONS[str(function)]
        if not low <= len(arguments) <= high:
            expected = f"{low}" if low == high else f"{low} 到 {high}"
            raise FormulaError(f"函数“{function}”要 {expected} 个参数，写了 {len(arguments)} 个。")
        return Call(str(function), tuple(cast(Node, item) for item in arguments))


_PARSER = Lark(
    (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8"), parser="lalr", transformer=_Build()
)


def _quoted_or_not(text: str) -> Iterator[tuple[bool, str]]:
    """The pieces of a formula; what stands in quotes is an option's own text and stays as it is."""
    for index, part in enumerate(_QUOTED.split(text)):
        yield index % 2 == 1, part


def _half_width(text: str) -> str:
    signs = text.translate(_WIDTHS)
    return signs.replace("≥", ">=").replace("≤", "<=").replace("≠", "!=").replace("==", "=")


@lru_cache(maxsize=20_000)
def parse_formula(text: str) -> Formula:
    """Parse ``text``; raise FormulaError with the place of the first thing that is not understood."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"公式有 {len(text)} 个字符，上限 {MAX_LENGTH}。请拆成几个命名公式。")
    source = "".join(
        f'"{part[1:-1]}"' if quoted else _half_width(part) for quoted, part in _quoted_or_not(text)
    )
    try:
        node = cast(Node, _PARSER.parse(source))
    except UnexpectedInput as error:
        column = getattr(error, "column", 0)
        near = source[max(0, column - 1) : column + 9] if isinstance(column, int) and column > 0 else "结尾"
        raise FormulaError(
            f"公式“{text}”在“{near}”处读不懂。可用：数、百分数、日期、名称、+ - × ÷、比较、且 或 非、"
            f"函数 {'、'.join(FUNCTIONS)}。"
        ) from error
    except VisitError as error:
        original = error.orig_exc
        message = str(original) if isinstance(original, FormulaError) else f"公式“{text}”里的数或日期不合法。"
        raise FormulaError(message) from error
    if _levels(node) > MAX_LEVELS:
        raise FormulaError(f"公式“{text[:40]}…”嵌套超过 {MAX_LEVELS} 层。请拆成几个命名公式。")
    return Formula(text, node)


def _levels(node: Node) -> int:
    """How deep a tree is, counted without recursion."""
    levels, row = 0, [node]
    while row:
        levels, row = levels + 1, [part for parent in row for part in children(parent)]
    return levels
