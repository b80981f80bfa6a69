"""Random facts, the same at every run: columns of whole numbers, and the same as a fact sheet."""

from typing import Any

import polars as pl

from shuheng.engines.rubric import Agency, Fact, FactSheet, Rubric
from shuheng.engines.rubric.frame import CLASS, PEER
from tests.bench.libraries import np
from tests.bench.scheme import (
    MOST_TIMES,
    MOST_USES,
    MOST_WHOLE,
    PEER_GROUPS,
    SCHEME,
    Bands,
    Capped,
    Checklist,
    PeerMaximum,
    Shortfall,
)

SEED = 2022
Columns = dict[str, Any]
"""numpy arrays by metric code; the peer group as its index under ``PEER``."""


def random_columns(size: int) -> Columns:
    """Facts of ``size`` agencies. Wholes are small as often as large, so that ratios often meet a threshold."""
    random = np.random.default_rng(SEED)
    columns: Columns = {PEER: random.integers(0, len(PEER_GROUPS), size, dtype=np.int32)}
    for leaf in SCHEME:
        match leaf:
            case Bands() | Shortfall():
                whole = np.exp(random.random(size, dtype=np.float32) * np.float32(np.log(MOST_WHOLE)))
                share = np.float32(0.3) + np.float32(0.72) * random.random(size, dtype=np.float32)
                columns[leaf.whole] = np.clip(whole, 1, MOST_WHOLE).astype(np.int32)
                columns[leaf.part] = np.minimum(columns[leaf.whole] * share, columns[leaf.whole]).astype(np.int32)
            case Capped():
                columns[leaf.times] = random.integers(0, 40, size, dtype=np.int32) % (MOST_TIMES + 1)
            case Checklist():
                for item in leaf.items:
                    columns[item] = random.integers(0, 2, size, dtype=np.int8).astype(bool)
            case PeerMaximum():
                columns[leaf.uses] = random.integers(0, MOST_USES + 1, size, dtype=np.int32)
    return columns
