"""The facts in force as a fact sheet that a rubric is scored with, and as a file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from shuheng.accounts.models import Agency as Unit
from shuheng.accounts.models import PeerGroup
from shuheng.accounts.terms import AgencyKind
from shuheng.assessment.facts import POPULATION, note_on
from shuheng.assessment.facts.rooms import PLATFORM_WORDS, ROOM_WORDS
from shuheng.assessment.ledger.models import FactOrigin, LedgerFact
from shuheng.assessment.ledger.put import in_force, is_stated
from shuheng.engines.measure import MEASURES, Scope
from shuheng.engines.rubric import Agency, FactRow, FactSheet, Rubric, build_sheet
from shuheng.problems import Problem, ProblemsError, did_you_mean
from shuheng.registers.shelf import declarations


def facts_for(rubric: Rubric, period: str, kind: str = "", *, marked: bool = True) -> FactSheet:
    """All facts in force of a period that the rubric asks for, and the population of the agencies.

    `kind` leaves agencies of one kind only: a rubric for cities ranks no departments. With `marked` the evidence names
    the row of the ledger, so that pages can lead to it. Raises ProblemsError where the ledger holds nothing for the
    rubric, or a fact is not what the rubric takes.
    """
    codes = {metric.code for metric in rubric.metrics.values()}
    if kind and kind not in AgencyKind.titles():
        text = f"没有“{kind}”这种单位类型。"
        known = tuple(AgencyKind.titles())
        raise ProblemsError([Problem("agency-kind", text, allowed=known, hint=did_you_mean(kind, known))])
    chosen = {"agency__kind": kind} if kind else {}
    facts = list(in_force(period).exclude(value="").filter(metric__in=codes, **chosen))
    if not facts:
        whose = f"、{AgencyKind.titles()[kind]}" if kind else ""
        text = f"台账里没有“{period}”这一周期{whose}、{rubric.title}所用的指标值。"
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
    return "" if is_stated(fact) else note_on(fact.metric)


def evidence_words(evidence: Mapping[str, Any], as_of: date | None) -> str:
    """What a fact rests on, in one line: the measure, room or register, its scope, the days, how many were unknown."""
    if evidence.get("register"):
        register = declarations().get(str(evidence["register"]))
        title = register.title if register else evidence["register"]
        return f"台账“{title}”，{evidence['from']} 至 {evidence['to']}，填报单位都已确认报全。"
    if evidence.get("room"):
        platform = PLATFORM_WORDS.get(str(evidence["platform"]), "")
        return f"{ROOM_WORDS[evidence['room']]}{platform}，{evidence['from']} 至 {evidence['to']}。"
    measure = MEASURES.get(str(evidence.get("measure", "")))
    if measure is None:
        return "：".join(str(evidence[key]) for key in ("text", "link") if evidence.get(key))
    said = [f"计量“{measure.title}”，{Scope(evidence['scope']).title}", f"截至 {as_of}"]
    if evidence["unknown"]:
        said.append(f"未知 {evidence['unknown']} 条没有计入")
    return "；".join(said) + "。"
