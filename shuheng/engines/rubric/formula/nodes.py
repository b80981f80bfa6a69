"""The syntax tree of a formula: frozen, small, and printable as a person would write it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from shuheng.engines.rubric.exact import plain

CompareOp = Literal[">=", "<=", ">", "<", "=", "!="]
ArithmeticOp = Literal["+", "-", "*", "/"]
SIGNS = {"*": "×", "/": "÷", "+": "+", "-": "−", ">=": "≥", "<=": "≤", "!=": "≠"}


@dataclass(frozen=True, slots=True)
class Number:
    value: Fraction
    percent: bool = False

    def __str__(self) -> str:
        return f"{plain(self.value * 100)}%" if self.percent else plain(self.value)


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day as its proleptic ordinal (``date.toordinal``)."""

    ordinal: int
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Text:
    value: str

    def __str__(self) -> str:
        return f"“{self.value}”"


@dataclass(frozen=True, slots=True)
class Name:
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Arithmetic:
    op: ArithmeticOp
    left: Node
    right: Node

    def __str__(self) -> str:
        left, right = str(self.left), str(self.right)
        if self.op in "*/" and isinstance(self.left, Arithmetic) and self.left.op in "+-":
            left = f"({left})"
        if isinstance(self.right, Arithmetic) and (
            self.op in "*/" or (self.op == "-" and self.right.op in "+-")
        ):
            right = f"({right})"
        return f"{left} {SIGNS[self.op]} {right}"


@dataclass(frozen=True, slots=True)
class Compare:
    op: CompareOp
    left: Node
    right: Node

    def __str__(self) -> str:
        return f"{self.left} {SIGNS.get(self.op, self.op)} {self.right}"


@dataclass(frozen=True, slots=True)
class Logic:
    op: Literal["and", "or"]
    items: tuple[Node, ...]

    def __str__(self) -> str:
        word = " 且 " if self.op == "and" else " 或 "
        return word.join(f"({item})" if isinstance(item, Logic) else str(item) for item in self.items)


@dataclass(frozen=True, slots=True)
class Not:
    item: Node

    def __str__(self) -> str:
        return f"非（{self.item}）"


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    items: tuple[Node, ...]

    def __str__(self) -> str:
        return f"{self.function}({', '.join(str(item) for item in self.items)})"


Node = Number | Day | Text | Name | Arithmetic | Compare | Logic | Not | Call


def children(node: Node) -> tuple[Node, ...]:
    """The direct parts of ``node``, left to right."""
    match node:
        case Arithmetic() | Compare():
            return (node.left, node.right)
        case Logic() | Call():
            return node.items
        case Not():
            return (node.item,)
        case _:
            return ()


def names(node: Node) -> tuple[str, ...]:
    """Every name in ``node``, in order of appearance, each once."""
    found: dict[str, None] = {}
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, Name):
            found[current.name] = None
        stack.extend(reversed(children(current)))
    return tuple(found)
