"""The facts in force as a fact sheet that a rubric is scored with, and as a file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from shuheng.accounts.models import Agency as Unit
from shuheng.accounts.models import PeerGroup
from shuheng.assessment.facts import POPULATION, SUPPLIES
from shuheng.assessment.ledger.models import FactOrigin, LedgerFact
from shuheng.assessment.ledger.put import in_force
from shuheng.engines.measure import MEASURES, Scope
from shuheng.engines.rubric import Agency, FactRow, FactSheet, Rubric, build_sheet
from shuheng.problems import Problem, ProblemsError


def facts_for(rubric: Rubric, period: str, *, marked: bool = True) -> FactSheet:
    """All facts in force of a period that the rubric asks for, and the population of the agencies.

    With `marked` the evidence names the row of the ledger, so that pages can lead to it. Raises ProblemsError where
    the ledger holds nothing for the rubric, or a fact is not what the rubric takes.
    """
    codes = {metric.code for metric in rubric.metrics.values()}
    facts = list(in_force(period).exclude(value="").filter(metric__in=codes))
    if not facts:
        text = f"台账里没有“{period}”这一周期、{rubric.title}所用的指标值。"
        hint = "请先计量（shuheng measure）或填报，并核对周期的写法。"
        raise ProblemsError([Problem("ledger-empty", text, field=period, hint=hint)])
    units = sorted({one.agency for one in facts}, key=lambda one: (one.position, one.code))
    peers = peers_of(rubric)
    agencies = [Agency(one.code, one.name, peers.get(one.pk)) for one in units]
    said = {(one.agency_id, one.metric) for one in facts}
    rows = [row_of(one, marked=marked) for one in facts]
    if POPULATION in codes:
        rows += [population_row(one) for one in units if wants_population(one, said)]
    return build_sheet(
        rubric,
        rows,
        sheet_id=f"ledger-{period}",
        title=f"{rubric.title}：{period}（台账）",
        period=period,
        demo=any(one.demo for one in units),
        agencies=agencies,
    )


def peers_of(rubric: Rubric) -> Mapping[int, str]:
    """The peer group of each agency under this rubric."""
    if rubric.peers is None:
        return {}
    members = PeerGroup.objects.filter(scheme=rubric.id).values_list("members", "name")
    return dict(members)


def wants_population(unit: Unit, said: set[tuple[int, str]]) -> bool:
    return unit.population is not None and (unit.pk, POPULATION) not in said


def population_row(unit: Unit) -> FactRow:
    source = unit.population_source or "单位登记"
    return FactRow(
        unit.code,
        POPULATION,
        str(unit.population),
        origin=FactOrigin.REPORTED,
        evidence=f"常住人口：{source}",
    )


def row_of(fact: LedgerFact, *, marked: bool) -> FactRow:
    mark = f"〔台账 {fact.pk}〕" if marked else ""
    return FactRow(
        fact.agency.code,
        fact.metric,
        fact.value,
        origin=fact.origin,
        evidence=evidence_words(fact.evidence, fact.as_of) + note_of(fact) + mark,
    )


def note_of(fact: LedgerFact) -> str:
    """In what the document's definition differs from what was measured."""
    supply = SUPPLIES.get(fact.metric) if fact.evidence.get("measure") else None
    return supply.note if supply else ""


def evidence_words(evidence: Mapping[str, Any], as_of: date | None) -> str:
    """What a fact rests on, in one line: the measure, its scope, the day, how many were unknown."""
    measure = MEASURES.get(str(evidence.get("measure", "")))
    if measure is None:
        return "：".join(str(evidence[key]) for key in ("text", "link") if evidence.get(key))
    said = [f"计量“{measure.title}”，{Scope(evidence['scope']).title}", f"截至 {as_of}"]
    if evidence["unknown"]:
        said.append(f"未知 {evidence['unknown']} 条没有计入")
    return "；".join(said) + "。"
