"""A reason as a tree in the terminal: group, indicator, part, rule, with facts and arithmetic."""

from __future__ import annotations

from collections.abc import Mapping

from rich.panel import Panel
from rich.text import Text
from rich.tree import Tree

from shuheng.cli.tables import ORIGINS, demo_mark
from shuheng.engines.rubric import Reason, UsedFact
from shuheng.reports.numbers import interval

Passages = Mapping[str, Mapping[str, str]]
DIGITS = 2


def reason_tree(reason: Reason, title: str, demo: bool, passages: Passages) -> Tree:  # noqa: FBT001 - a mark, not a switch
    """The tree of a reason; under an indicator the passage of the document, where the user brought it."""
    tree = Tree(Text(f"{demo_mark(demo=demo)}{title}", style="bold"), guide_style="dim")
    _add(tree, reason, passages)
    return tree


def _add(parent: Tree, reason: Reason, passages: Passages) -> None:
    node = parent.add(_head(reason))
    for part, text in passages.get(reason.code, {}).items() if reason.kind == "indicator" else ():
        node.add(Panel(Text(text), title=f"原文 {part}", title_align="left", border_style="dim"))
    for step in reason.steps:
        node.add(Text(step, style="green"))
    for fact in reason.facts if not reason.children else ():
        node.add(_fact(fact))
    for child in reason.children:
        _add(node, child, passages)


def _head(reason: Reason) -> Text:
    points = (
        "不适用"
        if reason.status == "not_applicable"
        else interval(reason.points, reason.low, reason.high, DIGITS)
    )
    words = " ".join(word for word in (reason.code, reason.title, reason.clause, reason.says) if word)
    text = Text(f"{words}：")
    text.append(f"{points} 分", style="bold")
    if reason.kind in {"indicator", "part", "group"}:
        text.append(f" / {interval(reason.top, reason.top, reason.top, DIGITS)}", style="dim")
    return text


def _fact(fact: UsedFact) -> Text:
    words = f"{fact.title} = {fact.text}{fact.unit}（{ORIGINS.get(fact.origin, fact.origin)}）"
    if fact.evidence:
        words += f" 佐证：{fact.evidence}"
    return Text(words, style="dim")
