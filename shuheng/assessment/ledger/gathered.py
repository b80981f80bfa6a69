"""Facts gathered from the rooms that keep them: registers, tables, probes, cleaning, random samples.

The only file of this room beside `measured` that reads other rooms. Gathering again puts down what has changed and
nothing else; a closed period is refused.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from shuheng.accounts.models import Agency
from shuheng.assessment.facts import ROOM_SUPPLIES, SUPPLIES, Room, RoomSupply
from shuheng.assessment.ledger.models import FactOrigin
from shuheng.assessment.ledger.put import NewFact, Put, put_facts, refuse_closed
from shuheng.engines.rubric import plain
from shuheng.jobs import actions as jobs
from shuheng.jobs.models import Job
from shuheng.jobs.progress import Json, Progress
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.cleaning.queries.period import cleaning_totals
from shuheng.quality.orders import agencies_of
from shuheng.quality.probes.facts import probe_counts
from shuheng.quality.probes.facts import table_counts as table_checks
from shuheng.quality.probes.terms import Platform
from shuheng.quality.sampling.queries.findings import findings
from shuheng.quality.tables.facts import table_counts
from shuheng.registers.declare import fact_text
from shuheng.registers.queries.metrics import metric_values
from shuheng.registers.shelf import declarations, supplies

TASK = "assessment.gather"
PLATFORMS: Mapping[str, Platform] = {one.value: one for one in Platform}
Counts = Mapping[str, int | None]


@dataclass(frozen=True)
class Span:
    """The period that is asked about: its name in the ledger, first and last day."""

    period: str
    start: dt.date
    end: dt.date


def span_of(period: str, start: dt.date | None = None, end: dt.date | None = None) -> Span:
    """The days of a period: those given, else the year that it names. ProblemsError where neither says."""
    if start is None and end is None and len(period) == 4 and period.isascii() and period.isdigit():
        return Span(period, dt.date(int(period), 1, 1), dt.date(int(period), 12, 31))
    if start is None or end is None or end < start:
        text = f"周期“{period}”从哪天到哪天没有写明。"
        hint = "周期写年份（如 2021）时不用另写；其他写法请写明开始和结束日期，结束不早于开始。"
        raise ProblemsError([Problem("period-days", text, field="period", hint=hint)])
    return Span(period, start, end)


def gather_facts(
    *, span: Span, agencies: Iterable[Agency], actor: str, progress: Progress | None = None
) -> Put:
    """Put down what the rooms know of these agencies for the period."""
    refuse_closed(span.period)
    asked, told = list(agencies), progress or Progress()
    told.total(len(asked))
    found: list[NewFact] = list(register_facts(asked, span))
    for done, agency in enumerate(asked, 1):
        found += room_facts(agency, span)
        told.step(done, f"已汇集{agency.name}")
    return put_facts(period=span.period, facts=found, actor=actor, source=f"汇集 {span.start} 至 {span.end}")


def register_facts(agencies: list[Agency], span: Span) -> Iterator[NewFact]:
    """One fact for each metric that a register supplies to agencies that fill it; empty where it is unknown."""
    by_metric, by_code = supplies(), declarations()
    by_id = {one.pk: one for one in agencies}
    values = metric_values(by_metric, agencies, (span.start, span.end))
    for (agency, metric), value in values.items():
        register = by_code[by_metric[metric]]
        evidence = {"register": register.code, "from": span.start.isoformat(), "to": span.end.isoformat()}
        text = fact_text(register, metric, value)
        yield NewFact(by_id[agency], metric, text, span.end, evidence, FactOrigin.REPORTED)


def room_facts(agency: Agency, span: Span) -> Iterator[NewFact]:
    """One fact for each metric that a room counts; empty where it is unknown."""
    asked: dict[tuple[Room, str], Counts] = {}
    for metric, supply in ROOM_SUPPLIES.items():
        key = (supply.room, supply.platform)
        if key not in asked:
            asked[key] = COUNTS[supply.room](agency, supply.platform, span)
        fact = fact_of(agency, metric, supply, asked[key].get(supply.count), span)
        if fact.value or metric not in SUPPLIES:  # what the catalogue tells of it is not taken back
            yield fact


def fact_of(agency: Agency, metric: str, supply: RoomSupply, count: int | None, span: Span) -> NewFact:
    value = "" if count is None else plain(Fraction(count, supply.divide))
    evidence = {
        "room": supply.room,
        "count": supply.count,
        "platform": supply.platform,
        "from": span.start.isoformat(),
        "to": span.end.isoformat(),
    }
    return NewFact(agency, metric, value, span.end, evidence)


def of_tables(agency: Agency, platform: str, span: Span) -> Counts:
    found = table_counts(agency, platform, span.end)
    return {"complete": found.complete, "high_missing": found.high_missing}


def of_probes(agency: Agency, platform: str, span: Span) -> Counts:
    found = probe_counts((agency.pk,), PLATFORMS[platform], span.start, span.end)
    tables = table_checks((agency.pk,), span.start, span.end)
    return {
        "checks": found.checks,
        "passed": found.passed,
        "overdue": found.outages_overdue,
        "callable": found.callable_now if found.probed == found.interfaces else None,
        "failures": found.call_failures,
        "table_checks": tables.checks,
        "table_passed": tables.passed,
    }


def of_cleaning(agency: Agency, _: str, span: Span) -> Counts:
    units = Agency.objects.filter(path__startswith=agency.path).values_list("pk", flat=True)
    found = cleaning_totals(list(units), span.start, span.end)
    whole = not found.unmeasured
    return {
        "rows_connected": found.rows if whole else None,
        "rows_cleaned": found.cleaned if whole else None,
    }


def of_sampling(agency: Agency, _: str, span: Span) -> Counts:
    found = findings((agency,), span.start, span.end)[agency.pk]
    counts = found.counts if found is not None else None
    return {kind.value: count for kind, count in counts.items()} if counts is not None else {}


COUNTS: Mapping[Room, Callable[[Agency, str, Span], Counts]] = {
    "tables": of_tables,
    "probes": of_probes,
    "cleaning": of_cleaning,
    "sampling": of_sampling,
}


def start_gathering(*, span: Span, agencies: Iterable[Agency], actor: str) -> Job:
    """Have it done in the background."""
    arguments = {
        "period": span.period,
        "start": span.start.isoformat(),
        "end": span.end.isoformat(),
        "agencies": [one.code for one in agencies],
        "actor": actor,
    }
    return jobs.start(task=TASK, title=f"汇集指标值 {span.period}", arguments=arguments, actor=actor)


def gather_task(progress: Progress, arguments: dict[str, Json]) -> dict[str, Json]:
    """The job `assessment.gather`."""
    start, end = (dt.date.fromisoformat(str(arguments[name])) for name in ("start", "end"))
    span = span_of(str(arguments["period"]), start, end)
    agencies = agencies_of([str(code) for code in arguments["agencies"]])
    put = gather_facts(span=span, agencies=agencies, actor=str(arguments["actor"]), progress=progress)
    return {
        "summary": f"汇集了 {len(agencies)} 个单位的指标值：写入 {put.added} 个，更正 {put.corrected} 个。",
        "link": f"/facts/?period={span.period}",
        "未变": put.same,
        "保留人工填报": len(put.held),
    }
