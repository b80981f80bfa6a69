"""What writes to the ledger: measured facts, facts that people state, corrections, the closing of a period."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import Visitor
from shuheng.assessment.ledger.check import checked_value
from shuheng.assessment.ledger.models import AssessmentPeriod, FactOrigin, LedgerFact
from shuheng.audit.chain import canonical, record, wait_for_turn
from shuheng.problems import Problem, ProblemsError

CLOSED = "period-closed"
Key = tuple[int, str]


@dataclass(frozen=True)
class NewFact:
    """A fact that was measured or gathered; an empty `value` says that it is unknown."""

    agency: Agency
    metric: str
    value: str
    as_of: date | None = None
    evidence: Mapping[str, Any] | None = None
    origin: FactOrigin = FactOrigin.MEASURED


@dataclass(frozen=True)
class Put:
    """What became of such facts: `held` were stated by people and stay in force."""

    added: int = 0
    corrected: int = 0
    same: int = 0
    held: tuple[LedgerFact, ...] = ()


def put_facts(*, period: str, facts: Iterable[NewFact], actor: str, source: str) -> Put:
    """Put down measured or gathered facts. What is in force with the same value and day stays; what people stated stays too.

    Raises ProblemsError when the period is closed. `source` says in the log where the facts come from.
    """
    wanted = list(facts)
    with transaction.atomic():
        wait_for_turn()
        refuse_closed(period)
        force = {(one.agency_id, one.metric): one for one in in_force(period)}
        rows: list[LedgerFact] = []
        same, held = 0, []
        for fact in wanted:
            now = force.get((fact.agency.pk, fact.metric))
            if now is not None and is_stated(now) and now.value:
                held.append(now)
            elif is_said(now, fact):
                same += 1
            else:
                rows.append(row_of(period, fact, fact.origin, actor, now))
        LedgerFact.objects.bulk_create(rows)
        corrected = sum(row.corrects_id is not None for row in rows)
        put = Put(len(rows) - corrected, corrected, same, tuple(held))
        if rows:
            detail = {"source": source, "added": put.added, "corrected": corrected, "same": same}
            note(actor, "put_facts", period, detail | {"held": len(held)})
    return put


def state_fact(
    *,
    agency: Agency,
    period: str,
    metric: str,
    value: str,
    evidence: str,
    link: str,
    judged: bool,
    by: Visitor,
) -> LedgerFact:
    """A person's fact, or correction of the one in force; an empty value takes it back.

    Raises PermissionDenied, and ProblemsError for a closed period, a value that the metric does not take, a missing
    evidence, or a value that is in force already.
    """
    if not allows(by, "facts.write", agency):
        raise PermissionDenied(f"没有填报“{agency.name}”指标值的权限。")
    if judged and not allows(by, "assessment.compute", agency):
        raise PermissionDenied("评定的指标值只能由组织评估的人登记；请改按填报登记。")
    text = checked_value(metric, value, evidence, link)
    origin = FactOrigin.JUDGED if judged else FactOrigin.REPORTED
    said = {"text": evidence.strip(), **({"link": link.strip()} if link.strip() else {})}
    with transaction.atomic():
        wait_for_turn()
        refuse_closed(period)
        now = in_force(period).filter(agency=agency, metric=metric).first()
        if now is not None and (now.value, now.origin, now.evidence) == (text, origin, said):
            raise ProblemsError(
                [Problem("fact-same", "台账里已经是这个值和这份依据，没有变化。", field=metric)]
            )
        if now is None and not text:
            raise ProblemsError([Problem("fact-empty", "没有填值。", field=metric, hint="请写一个值。")])
        row = row_of(period, NewFact(agency, metric, text, None, said), origin, by.name, now)
        row.save()
        detail = {"agency": agency.code, "metric": metric, "value": text, "corrects": row.corrects_id}
        note(by.name, "state_fact", period, detail | {"fact": row.pk})
    return row


def close_period(*, period: str, actor: str) -> AssessmentPeriod:
    """Close a period over the facts in force, with their hash. Nothing can be put into it any more, by anybody."""
    with transaction.atomic():
        wait_for_turn()
        refuse_closed(period)
        facts = in_force(period).exclude(value="")
        if not facts.exists():
            text = f"周期“{period}”没有任何指标值，不能封账。"
            raise ProblemsError([Problem("period-empty", text, field=period, hint="请核对周期的写法。")])
        closed = AssessmentPeriod.objects.create(
            period=period,
            closed_at=timezone.now(),
            closed_by=actor,
            facts=facts.count(),
            facts_hash=facts_hash(period),
        )
        note(actor, "close_period", period, {"facts": closed.facts, "facts_hash": closed.facts_hash})
    return closed


def in_force(period: str) -> QuerySet[LedgerFact]:
    """The rows of a period that no other row corrects."""
    rows = LedgerFact.objects.filter(period=period, corrected_by__isnull=True)
    return rows.select_related("agency").order_by("agency__code", "metric")


def facts_hash(period: str) -> str:
    """SHA-256 over the facts in force: agency, metric, value, origin and day of each."""
    facts = in_force(period).exclude(value="")
    said = [
        [one.agency.code, one.metric, one.value, one.origin, one.as_of.isoformat() if one.as_of else ""]
        for one in facts
    ]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def refuse_closed(period: str) -> None:
    closed = AssessmentPeriod.objects.filter(period=period).first()
    if closed is not None:
        day = timezone.localtime(closed.closed_at).strftime("%Y-%m-%d")
        text = f"周期“{period}”已于 {day} 由{closed.closed_by}封账，指标值不能再改动。"
        raise ProblemsError([Problem(CLOSED, text, field=period, hint="新的计量和更正请写入新的周期。")])


def is_stated(fact: LedgerFact) -> bool:
    """Whether a person stated it in the ledger itself, with a reason, rather than in a register or by a measure."""
    return "text" in fact.evidence


def is_said(now: LedgerFact | None, fact: NewFact) -> bool:
    """Whether the ledger says so already: the same value and day, or neither says anything."""
    if now is None or not now.value:
        return not fact.value
    return (now.value, now.as_of) == (fact.value, fact.as_of)


def row_of(
    period: str, fact: NewFact, origin: FactOrigin, actor: str, corrects: LedgerFact | None
) -> LedgerFact:
    return LedgerFact(
        agency=fact.agency,
        period=period,
        metric=fact.metric,
        value=fact.value,
        origin=origin,
        as_of=fact.as_of,
        evidence=dict(fact.evidence or {}),
        actor=actor,
        at=timezone.now(),
        corrects=corrects,
    )


def note(actor: str, act: str, period: str, detail: dict[str, Any]) -> None:
    record(
        actor=actor, action=f"assessment.{act}", thing_type="AssessmentPeriod", thing_id=period, detail=detail
    )
