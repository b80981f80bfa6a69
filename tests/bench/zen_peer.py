"""The scheme for zen-engine: one JSON decision model, evaluated row by row.

A row does not see the other rows, so the maxima of the peer groups are worked out beforehand and handed in.
"""

from typing import Any

from shuheng.engines.rubric.frame import PEER
from tests.bench.facts import Columns
from tests.bench.libraries import np, zen
from tests.bench.scheme import (
    PEER_GROUPS,
    SCHEME,
    Bands,
    Capped,
    Checklist,
    Indicator,
    PeerMaximum,
    Shortfall,
)

MODEL = "scheme"


def key_of(code: str) -> str:
    return code.replace(".", "_").lower()


class Zen:
    """An engine that holds the decision model."""

    def __init__(self) -> None:
        self.engine = zen().ZenEngine({"loader": {"type": "static", "content": {MODEL: model()}}})

    def run(self, rows: list[dict[str, Any]]) -> list[dict[str, float]]:
        """Points of every indicator for every row, in one call."""
        requests = [{"key": MODEL, "context": row} for row in rows]
        return [answer["data"]["result"] for answer in self.engine.evaluate_batch(requests)]


def rows_of(columns: Columns) -> list[dict[str, Any]]:
    """One context per agency: its facts, and the best of its group."""
    shown = {key_of(code): array.tolist() for code, array in columns.items() if code != PEER}
    for leaf in SCHEME:
        if isinstance(leaf, PeerMaximum):
            shown[f"best_{key_of(leaf.uses)}"] = _best(leaf, columns).tolist()
    return [dict(zip(shown, values, strict=True)) for values in zip(*shown.values(), strict=True)]


def points_of(answers: list[dict[str, float]]) -> dict[str, Any]:
    """The answers by indicator."""
    return {leaf.code: [answer[key_of(leaf.code)] for answer in answers] for leaf in SCHEME}


def _best(leaf: PeerMaximum, columns: Columns) -> Any:
    own, tier = columns[leaf.uses], columns[PEER]
    if not leaf.among_peers:
        return np.full(len(own), own.max())
    best = np.array([own[tier == index].max(initial=0) for index in range(len(PEER_GROUPS))])
    return best[tier]


def model() -> dict[str, Any]:
    """Input -> one node of expressions -> output: twice as fast as a decision table per indicator."""
    names = [(key_of(leaf.code), _expression(leaf)) for leaf in SCHEME]
    rows = [{"id": name, "key": name, "value": value} for name, value in names]
    nodes = [
        _node("in", "inputNode", {}),
        _node("rules", "expressionNode", {"expressions": rows}),
        _node("out", "outputNode", {}),
    ]
    return {"nodes": nodes, "edges": [_edge("in", "rules"), _edge("rules", "out")]}


def _node(name: str, kind: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": content}


def _edge(source: str, target: str) -> dict[str, str]:
    return {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}


def _bands(leaf: Bands) -> str:
    rate, chain = f"{key_of(leaf.part)} / {key_of(leaf.whole)}", "0"
    for percent, points in reversed(leaf.steps):
        chain = f"({rate} >= {percent / 100} ? {points / 100} : {chain})"
    return chain


def _expression(leaf: Indicator) -> str:
    match leaf:
        case Bands():
            return _bands(leaf)
        case Capped():
            points = f"min([{key_of(leaf.times)} * {leaf.each / 100}, {leaf.cap / 100}])"
        case Shortfall():
            rate, full = f"{key_of(leaf.part)} / {key_of(leaf.whole)}", leaf.points / 100
            points = f"max([{full} - {leaf.points / 10000} * ceil((1 - {rate}) * 100), 0])"
        case Checklist():
            share = leaf.points / 400
            points = " + ".join(f"({key_of(item)} ? {share} : 0)" for item in leaf.items)
        case PeerMaximum():
            points = f"{key_of(leaf.uses)} / best_{key_of(leaf.uses)} * {leaf.points / 100}"
    return f"floor(({points}) * 100 + 0.5) / 100"
