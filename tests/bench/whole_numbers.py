"""The scheme once more in whole numbers, without ratios or floats: what every cell must be, at any size."""

from typing import Any

from shuheng.engines.rubric.frame import PEER
from tests.bench.facts import Columns
from tests.bench.libraries import np
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


def exact_points(columns: Columns) -> dict[str, Any]:
    """Hundredths of a point by indicator, half up."""
    return {leaf.code: _points(leaf, columns) for leaf in SCHEME}


def _wide(columns: Columns, code: str) -> Any:
    return columns[code].astype(np.int64)


def _half_up(numerator: Any, denominator: Any) -> Any:
    return (2 * numerator + denominator) // (2 * denominator)


def _points(leaf: Indicator, columns: Columns) -> Any:
    match leaf:
        case Bands():
            part, whole = 100 * _wide(columns, leaf.part), _wide(columns, leaf.whole)
            reached = [part >= percent * whole for percent, _ in leaf.steps]
            return np.select(reached, [points for _, points in leaf.steps], 0)
        case Capped():
            return np.minimum(_wide(columns, leaf.times) * leaf.each, leaf.cap)
        case Shortfall():
            part, whole = _wide(columns, leaf.part), _wide(columns, leaf.whole)
            begun = -((100 * (part - whole)) // whole)
            return _half_up(leaf.points * (100 - begun), 100)
        case Checklist():
            return _half_up(sum(_wide(columns, item) for item in leaf.items) * leaf.points, 4)
        case PeerMaximum():
            uses = _wide(columns, leaf.uses)
            return _half_up(uses * leaf.points, _best(leaf, uses, columns[PEER]))


def _best(leaf: PeerMaximum, uses: Any, tier: Any) -> Any:
    if not leaf.among_peers:
        return uses.max()
    return np.array([uses[tier == index].max(initial=0) for index in range(len(PEER_GROUPS))])[tier]


def wrong_cells(found: dict[str, Any], columns: Columns) -> int:
    """How many cells are not what they must be."""
    return sum(int((found[code] != points).sum()) for code, points in exact_points(columns).items())


def nearest(points: Any) -> Any:
    """What a float shows at two decimals, in hundredths."""
    return np.rint(np.asarray(points, dtype=np.float64) * 100).astype(np.int64)
