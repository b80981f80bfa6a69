"""A reason as a tree in the terminal: group, indicator, part, rule, with facts and arithmetic."""

from __future__ import annotations

from collections.abc import Mapping

from rich.panel import Panel
from rich.text import Text
from rich.tree import Tree

from shuheng.engines.rubric import WHOLE, Reason, UsedFact, clause_passage, plain
from shuheng.reports.numbers import interval

Passages = Mapping[str, Mapping[str, str]]
DIGITS = 2


def reason_tree(reason: Reason, title: str, passages: Passages) -> Tree:
    """The tree of a reason; beside each rule its passage, where the user brought the document."""
    tree = Tree(Text(title, style="bold"), guide_style="dim")
    _add(tree, reason, dict(passages.get(reason.code, {})), passages)
    return tree


def _add(parent: Tree, reason: Reason, found: dict[str, str], passages: Passages) -> None:
    """``found`` holds the passages of the indicator that ``reason`` stands in."""
    node = parent.add(_head(reason))
    if reason.kind == "indicator":
        found = dict(passages.get(reason.code, {}))
    passage = _passage(reason, found)
    if passage:
        node.add(Panel(Text(passage), title="原文", title_align="left", border_style="dim"))
    for step in reason.steps:
        node.add(Text(step, style="green"))
    for fact in reason.facts:
        node.add(_fact(fact))
    for child in reason.children:
        _add(node, child, found, passages)


def _passage(reason: Reason, found: dict[str, str]) -> str:
    """A rule's own passage; where the document has no cells, the whole row stands once, at the indicator."""
    celled = set(found) > {WHOLE}
    if reason.kind == "rule" and celled:
        return clause_passage(found, reason.clause)
    return found.get(WHOLE, "") if reason.kind == "indicator" and not celled else ""


def _head(reason: Reason) -> Text:
    digits = (reason.low, reason.high, DIGITS)
    points = "不适用" if reason.status == "not_applicable" else interval(reason.points, *digits)
    code = reason.code if reason.kind in {"group", "indicator"} else ""
    words = " ".join(word for word in (code, reason.title, reason.clause, reason.says) if word)
    text = Text(f"{words}：")
    text.append(f"{points} 分", style="bold")
    if reason.kind != "rule":
        text.append(f"（满分 {plain(reason.top)}）", style="dim")
    return text


def _fact(fact: UsedFact) -> Text:
    words = f"{fact.title} = {fact.text}{fact.unit}（{fact.origin}）"
    if fact.evidence:
        words += f" 佐证：{fact.evidence}"
    return Text(words, style="dim")
