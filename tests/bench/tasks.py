"""What is measured, each in a process of its own: name -> function of a size, giving plain numbers."""

import gc
from collections.abc import Callable
from functools import partial
from typing import Any

import polars as pl

from shuheng.engines.rubric import Explainer, Rubric, check_rubric, explain, load_rubric, score
from shuheng.engines.rubric.formula.parse import parse_formula
from tests.bench.agreement import agreement, rounded
from tests.bench.facts import fact_sheet, random_columns
from tests.bench.openfisca_peer import OpenFisca
from tests.bench.ours import Ours, bench_rubric, hundredths
from tests.bench.real_facts import random_sheet
from tests.bench.scheme import SCHEME
from tests.bench.timing import median, peak_megabytes, seconds
from tests.bench.whole_numbers import wrong_cells
from tests.bench.zen_peer import Zen, points_of, rows_of
from tests.places import ROOT

Numbers = dict[str, float]
REAL = ROOT / "shuheng" / "rubrics" / "guangxi-2021"
REPEATS = 7


def ours(size: int) -> Numbers:
    """Points of all agencies at once."""
    numbers, result = _timed(size)
    return numbers | {"wrong": wrong_cells(hundredths(result), random_columns(size))}


def _timed(size: int) -> tuple[Numbers, pl.DataFrame]:
    engine = Ours()
    frame = engine.frame(size)
    times = seconds(lambda: engine.run(frame), REPEATS)
    numbers = {"seconds": median(times), "best": min(times), "megabytes": peak_megabytes()}
    return numbers, engine.run(frame)


def openfisca(size: int) -> Numbers:
    """The same in openfisca-core."""
    columns = random_columns(size)
    engine = OpenFisca(columns)
    held: dict[str, Any] = {}
    times = seconds(
        lambda: held.update(points=engine.run(held["simulation"])),
        3,
        lambda: held.update(points=None, simulation=engine.simulation(columns)),
    )
    megabytes = peak_megabytes()
    wrong = wrong_cells(rounded(held["points"]), columns)
    return {"seconds": median(times), "best": min(times), "megabytes": megabytes, "wrong": wrong}


def zen(size: int) -> Numbers:
    """The same in zen-engine, row by row."""
    columns = random_columns(size)
    rows = rows_of(columns)
    engine = Zen()
    times = seconds(lambda: engine.run(rows), 3)
    megabytes = peak_megabytes()
    wrong = wrong_cells(rounded(points_of(engine.run(rows))), columns)
    return {"seconds": median(times), "best": min(times), "megabytes": megabytes, "wrong": wrong}


def whole_result(size: int) -> Numbers:
    """From a fact sheet to ranked results with every indicator of every agency."""
    rubric = bench_rubric()
    sheet = fact_sheet(rubric, random_columns(size))
    times = seconds(lambda: score(rubric, sheet), 15)
    return {"seconds": median(times), "best": min(times)}


def reason(size: int) -> Numbers:
    """One reason tree: median and worst over every indicator of some agencies, and the tree of a total."""
    rubric = bench_rubric()
    sheet = fact_sheet(rubric, random_columns(size))
    times = [
        median(seconds(partial(explain, rubric, sheet, agency.code, leaf.code), 3))
        for agency in sheet.agencies[:10]
        for leaf in SCHEME
    ]
    explainer = Explainer(rubric, sheet)
    total = seconds(lambda: explainer.total(sheet.agencies[0].code), 15)
    return {"seconds": median(times), "worst": max(times), "total": median(total)}


def _loading(load: Callable[[], Rubric]) -> float:
    return median(seconds(lambda: check_rubric(load()), 11, _forget))


def _forget() -> None:
    """As in a fresh process: no formula is known, and there is no rubbish of the run before."""
    parse_formula.cache_clear()
    gc.collect()


def loading(_: int) -> Numbers:
    """Read and check: the scheme (60 indicators), and a real rubric."""
    return {"scheme": _loading(bench_rubric), "real": _loading(lambda: load_rubric(REAL))}


def real(size: int) -> Numbers:
    """Whole results of a real rubric, all facts known, and with one fact in twenty missing."""
    rubric = load_rubric(REAL)
    known, gaps = random_sheet(rubric, size, 0), random_sheet(rubric, size, 0.05)
    return {
        "indicators": len(rubric.indicators),
        "metrics": len(rubric.metrics),
        "known": median(seconds(lambda: score(rubric, known), 9)),
        "gaps": median(seconds(lambda: score(rubric, gaps), 9)),
    }


TASKS: dict[str, Callable[[int], Numbers]] = {
    "agreement": agreement,
    "ours": ours,
    "openfisca": openfisca,
    "zen": zen,
    "whole_result": whole_result,
    "reason": reason,
    "loading": loading,
    "real": real,
}
