"""From the figures of a run to facts, as the table in `facts/catalogue.py` says. The only file here that takes its figures from 质量."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shuheng.assessment.facts import ROOM_SUPPLIES, SUPPLIES, Supply
from shuheng.assessment.ledger.put import NewFact, Put, put_facts, refuse_closed
from shuheng.engines.measure import Scope
from shuheng.engines.rubric import plain
from shuheng.jobs.progress import Json, Progress
from shuheng.quality.actions import Finished, Order, measure
from shuheng.quality.models import MeasuredAgency, MeasureFigure, MeasureRun
from shuheng.quality.orders import read_order

ENTRIES = "entries"
Figures = Mapping[tuple[int, str, str], MeasureFigure]


@dataclass(frozen=True)
class Taken:
    """A run and what became of the facts it gave."""

    finished: Finished
    put: Put


def measure_facts(*, order: Order, actor: str, progress: Progress | None = None) -> Taken:
    """Measure, then put the facts of the period down. A closed period is refused before anything is measured."""
    refuse_closed(order.period)
    finished = measure(order=order, actor=actor, progress=progress)
    return Taken(finished, take_facts(run=finished.run, actor=actor))


def take_facts(*, run: MeasureRun, actor: str) -> Put:
    """Put down the facts that this run's figures give, for the run's period. Safe to repeat."""
    return put_facts(period=run.period, facts=facts_of(run), actor=actor, source=f"第 {run.pk} 次计量")


def facts_of(run: MeasureRun) -> Iterator[NewFact]:
    """One fact for each measured agency and each metric that a measure supplies; empty where it stays unknown."""
    figures = {(one.agency_id, one.measure, one.scope): one for one in run.figures.all()}
    for measured in run.measured.select_related("agency"):
        told = told_scopes(figures, measured.agency_id)
        for metric, supply in SUPPLIES.items():
            if supply.answers(run.baseline):
                found = figures.get((measured.agency_id, supply.measure, supply.scope))
                figure = found if supply.platform in told else None
                fact = fact_of(run, measured, metric, supply, figure)
                if fact.value or metric not in ROOM_SUPPLIES:  # what a room counted is not taken back
                    yield fact


def told_scopes(figures: Figures, agency: int) -> set[str]:
    """The scopes that the catalogue tells of: not those where of every entry nobody knows whether it belongs."""
    found = {scope.value: figures.get((agency, ENTRIES, scope.value)) for scope in Scope}
    return {
        scope for scope, figure in found.items() if figure is not None and (figure.yes or not figure.unknown)
    }


def fact_of(
    run: MeasureRun, measured: MeasuredAgency, metric: str, supply: Supply, figure: MeasureFigure | None
) -> NewFact:
    value = None if figure is None else supply.value(figure)
    if figure is None or value is None:
        return NewFact(measured.agency, metric, "", measured.as_of, {"run": run.pk})
    evidence = {
        "run": run.pk,
        "measure": supply.measure,
        "scope": supply.scope,
        "take": supply.take,
        "yes": figure.yes,
        "no": figure.no,
        "unknown": figure.unknown,
        "amount": figure.amount,
    }
    return NewFact(measured.agency, metric, plain(value), measured.as_of, evidence)


def measure_task(progress: Progress, arguments: dict[str, Json]) -> dict[str, Json]:
    """The job `quality.measure`: measure and put the facts down."""
    taken = measure_facts(order=read_order(arguments), actor=arguments["actor"], progress=progress)
    run, put = taken.finished.run, taken.put
    return {
        "summary": f"计量了 {run.measured.count()} 个单位的 {run.entries} 条目录，写入指标值 {put.added} 个，更正 {put.corrected} 个。",
        "link": f"/quality/runs/{run.pk}/",
        "未变": put.same,
        "保留人工填报": len(put.held),
    }
