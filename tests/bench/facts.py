"""Random facts, the same at every run: columns of whole numbers, and the same as a fact sheet."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from shuheng.engines.rubric import Agency, Fact, FactSheet, Rubric
from shuheng.engines.rubric.frame import CLASS, PEER, dtype_of
from tests.bench.libraries import np
from tests.bench.scheme import (
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
"""numpy arrays by metric code; the index of the peer group under ``PEER``."""


def random_columns(size: int) -> Columns:
    """Facts of ``size`` agencies."""
    return dict(_drawn(size))


def _drawn(size: int) -> Iterator[tuple[str, Any]]:
    """Column by column. Wholes are small as often as large, so that ratios often meet a threshold."""
    random = np.random.default_rng(SEED)
    yield PEER, random.integers(0, len(PEER_GROUPS), size, dtype=np.int32)
    for leaf in SCHEME:
        match leaf:
            case Bands() | Shortfall():
                whole, part = _ratio(random, size)
                yield leaf.whole, whole
                yield leaf.part, part
            case Capped():
                yield leaf.times, random.integers(0, 40, size, dtype=np.int16)
            case Checklist():
                for item in leaf.items:
                    yield item, random.integers(0, 2, size, dtype=np.int8).astype(bool)
            case PeerMaximum():
                yield leaf.uses, random.integers(0, MOST_USES + 1, size, dtype=np.int16)


def _ratio(random: Any, size: int) -> tuple[Any, Any]:
    logarithm = random.random(size, dtype=np.float32) * np.float32(np.log(MOST_WHOLE))
    whole = np.clip(np.exp(logarithm), 1, MOST_WHOLE).astype(np.int32)
    share = np.float32(0.3) + np.float32(0.72) * random.random(size, dtype=np.float32)
    return whole, np.minimum((whole * share).astype(np.int32), whole)


def random_frame(rubric: Rubric, size: int) -> pl.DataFrame:
    """The same as the frame a plan reads; no column is held twice."""
    dtypes = {metric.code: dtype_of(metric) for metric in rubric.metrics.values()} | {PEER: pl.Int32}
    frame = {code: pl.Series(array).cast(dtypes[code]) for code, array in _drawn(size)}
    frame[CLASS] = pl.repeat(None, size, dtype=pl.Int8, eager=True)
    return pl.DataFrame(frame)


def fact_sheet(rubric: Rubric, columns: Columns) -> FactSheet:
    """The same facts as a sheet, for the reference, for reasons and for whole results."""
    codes = [f"u{index}" for index in range(len(columns[PEER]))]
    peers = [PEER_GROUPS[index] for index in columns[PEER]]
    agencies = tuple(Agency(code, code, peer) for code, peer in zip(codes, peers, strict=True))
    facts = {
        (code, title): Fact(int(value), str(value))
        for title, metric in rubric.metrics.items()
        for code, value in zip(codes, columns[metric.code].tolist(), strict=True)
    }
    return FactSheet("bench", "bench", rubric.period.name, True, agencies, facts)
