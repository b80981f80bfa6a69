"""Correctness before speed: every cell of a sample, in each engine, against the reference in fractions."""

from collections.abc import Iterator
from typing import Any

from shuheng.engines.rubric.oracle import Oracle
from tests.bench.facts import fact_sheet, random_columns
from tests.bench.libraries import np
from tests.bench.openfisca_peer import OpenFisca
from tests.bench.ours import Ours, hundredths
from tests.bench.scheme import SCHEME
from tests.bench.whole_numbers import exact_points, nearest
from tests.bench.zen_peer import Zen, points_of, rows_of

Points = dict[str, Any]


def agreement(size: int) -> dict[str, float]:
    """How many cells of ``size`` agencies differ from the reference."""
    columns = random_columns(size)
    ours, peer = Ours(), OpenFisca(columns)
    oracle = Oracle(ours.rubric, fact_sheet(ours.rubric, columns))
    reference = {leaf.code: np.array(list(_judged(oracle, leaf.code))) for leaf in SCHEME}
    return {
        "ours": _different(hundredths(ours.run(ours.frame(size))), reference),
        "whole_numbers": _different(exact_points(columns), reference),
        "openfisca": _different(rounded(peer.run(peer.simulation(columns))), reference),
        "zen": _different(rounded(points_of(Zen().run(rows_of(columns)))), reference),
    }


def rounded(points: Points) -> Points:
    return {code: nearest(found) for code, found in points.items()}


def _different(found: Points, reference: Points) -> int:
    return sum(int((found[code] != reference[code]).sum()) for code in reference)


def _judged(oracle: Oracle, code: str) -> Iterator[int]:
    for agency in oracle.sheet.agencies:
        outcome = oracle.indicator(agency, oracle.rubric.indicators[code])
        yield int(outcome.low * 100)
