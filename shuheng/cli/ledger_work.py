"""What commands read from the ledger. Loaded by them once the database is ready."""

from __future__ import annotations

import datetime as dt

from shuheng.accounts.terms import AgencyKind
from shuheng.assessment.ledger.export import facts_yaml
from shuheng.assessment.ledger.gathered import gather_facts, span_of
from shuheng.assessment.ledger.sheet import facts_for
from shuheng.cli.console import say
from shuheng.cli.harvest_progress import Bar
from shuheng.cli.measure_work import ACTOR, tell
from shuheng.engines.rubric import FactSheet, Rubric
from shuheng.jobs.progress import Progress
from shuheng.problems import ProblemsError
from shuheng.quality.orders import agencies_of, period_problem


def sheet(rubric: Rubric, said: str) -> FactSheet:
    """The facts in force that the rubric asks for, of ``PERIOD`` or of ``PERIOD:KIND``, the kind of agencies."""
    period, _, kind = (
        said.rpartition(":") if said.rpartition(":")[2] in AgencyKind.titles() else (said, "", "")
    )
    return facts_for(rubric, period, kind)


def gathered(period: str, codes: tuple[str, ...], start: dt.date | None, end: dt.date | None) -> None:
    """Gather the facts of the agencies for the period, and say what became of them."""
    wrong = period_problem(period)
    if wrong is not None:
        raise ProblemsError([wrong])
    span = span_of(period, start, end)
    with Bar("汇集") as bar:
        progress = Progress(lambda now: tell(bar, now))
        put = gather_facts(span=span, agencies=agencies_of(list(codes)), actor=ACTOR, progress=progress)
    say(
        f"{span.start} 至 {span.end}：指标值记入台账“{period}”，新增 {put.added}，更正 {put.corrected}，未变 {put.same}。"
    )
    if put.held:
        say(f"{len(put.held)} 个指标值已有人工填报或评定，没有被覆盖。", "yellow")


def exported(rubric: Rubric, period: str, name: str, title: str) -> tuple[str, FactSheet]:
    """The same as a file of YAML that stands for itself: its evidence names no row of this database."""
    found = facts_for(rubric, period, marked=False)
    return facts_yaml(rubric, found, sheet_id=name, title=title), found
