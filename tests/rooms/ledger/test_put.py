"""The ledger: rows are only added, what is in force is plain, people's word stands, a closed period stays closed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from shuheng.assessment.ledger.models import AssessmentPeriod, LedgerFact
from shuheng.assessment.ledger.put import (
    NewFact,
    close_period,
    facts_hash,
    in_force,
    put_facts,
    state_fact,
)
from shuheng.audit.models import AppendOnlyError, AuditRow
from shuheng.problems import ProblemsError
from tests.cast import Cast
from tests.rooms.ledger.conftest import DAY, NAMES, TOTAL, put


def values(period: str = "2023") -> dict[str, str]:
    return {one.metric: one.value for one in in_force(period)}


def state(cast: Cast, value: str, who: str = "大数据局管理员", **changes: object) -> LedgerFact:
    said: dict[str, object] = {
        "metric": TOTAL,
        "period": "2023",
        "evidence": "人工核对",
        "link": "",
        "judged": False,
    }
    return state_fact(agency=cast.agency("city-a"), value=value, by=cast.visitor(who), **{**said, **changes})  # type: ignore[arg-type]  # one test gives each


def test_what_is_new_is_added_and_what_is_said_again_is_not(cast: Cast) -> None:
    first = put(cast, entries_total="662", names_ok="650")
    assert (first.added, first.corrected, first.same) == (2, 0, 0)
    again = put(cast, entries_total="662", names_ok="650")
    assert (again.added, again.corrected, again.same) == (0, 0, 2)
    assert LedgerFact.objects.count() == 2
    assert AuditRow.objects.filter(action="assessment.put_facts").count() == 1


def test_a_new_value_is_a_new_row_and_the_old_one_stays(cast: Cast) -> None:
    put(cast, entries_total="662")
    changed = put(cast, entries_total="670")
    assert (changed.added, changed.corrected) == (0, 1)
    old, new = LedgerFact.objects.all()
    assert (old.value, new.value, new.corrects_id) == ("662", "670", old.pk)
    assert values() == {TOTAL: "670"}


def test_the_same_value_of_another_day_is_a_new_row(cast: Cast) -> None:
    put(cast, entries_total="662")
    fact = NewFact(cast.agency("city-a"), TOTAL, "662", date(2023, 7, 1))
    assert put_facts(period="2023", facts=[fact], actor="测试员", source="测试").corrected == 1


def test_what_can_no_longer_be_told_becomes_unknown_again(cast: Cast) -> None:
    put(cast, entries_total="662", names_ok="")
    assert values() == {TOTAL: "662"}
    put(cast, entries_total="")
    assert values() == {TOTAL: ""}
    assert put(cast, entries_total="").same == 1


def test_what_a_person_stated_is_not_overwritten_by_measuring(cast: Cast) -> None:
    put(cast, entries_total="662")
    stated = state(cast, "660")
    outcome = put(cast, entries_total="670", names_ok="650")
    assert [one.pk for one in outcome.held] == [stated.pk]
    assert (outcome.added, values()) == (1, {TOTAL: "660", NAMES: "650"})
    state(cast, "", evidence="撤回人工核对")
    assert put(cast, entries_total="670").corrected == 1


def test_a_stated_value_is_checked_and_written_exactly(cast: Cast) -> None:
    assert state(cast, " 1,299 ").value == "1299"
    assert state(cast, "6722.9115", metric="open.structured_volume").value == "6722.9115"
    with pytest.raises(ProblemsError) as error:
        state(cast, "很多", evidence=" ", link="javascript:alert(1)")
    assert {one.code for one in error.value.problems} >= {"evidence-missing", "evidence-link"}
    assert len(error.value.problems) == 3
    with pytest.raises(ProblemsError, match=r"open\.entries_total"):
        state(cast, "3", metric="open.entries_totel")


def test_stating_nothing_new_is_refused(cast: Cast) -> None:
    state(cast, "660")
    with pytest.raises(ProblemsError, match="fact-same"):
        state(cast, "660")
    with pytest.raises(ProblemsError, match="fact-empty"):
        state(cast, "", metric=NAMES)


def test_who_may_state_facts(cast: Cast) -> None:
    for title in ("填报人", "评审专家", "审计员", "外单位", "公众"):
        with pytest.raises(PermissionDenied):
            state(cast, "1", title)
    own = state_fact(
        agency=cast.agency("city-a-health"),
        period="2023",
        metric=TOTAL,
        value="12",
        evidence="台账",
        link="https://example.org/a",
        judged=False,
        by=cast.visitor("填报人"),
    )
    assert (own.origin, own.evidence) == ("reported", {"text": "台账", "link": "https://example.org/a"})
    with pytest.raises(PermissionDenied, match="评定"):
        state_fact(
            agency=cast.agency("city-a-health"),
            period="2023",
            metric=NAMES,
            value="12",
            evidence="台账",
            link="",
            judged=True,
            by=cast.visitor("填报人"),
        )
    assert state(cast, "3", judged=True).origin == "judged"


def test_rows_cannot_be_changed_or_removed(cast: Cast) -> None:
    put(cast, entries_total="662")
    row = LedgerFact.objects.get()
    row.value = "900"
    with pytest.raises(AppendOnlyError):
        row.save()
    for act in (lambda: LedgerFact.objects.update(value="900"), lambda: LedgerFact.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert values() == {TOTAL: "662"}


def test_history_does_not_fork(cast: Cast) -> None:
    put(cast, entries_total="662")
    first = LedgerFact.objects.get()
    put(cast, entries_total="670")
    said = {"agency": first.agency, "period": "2023", "metric": TOTAL, "origin": "measured", "actor": "x"}
    for corrects in (first, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            LedgerFact.objects.create(**said, value="1", at=timezone.now(), corrects=corrects)


def test_a_closed_period_takes_nothing_more(cast: Cast) -> None:
    put(cast, entries_total="662")
    put(cast, period="2024", entries_total="1")
    closed = close_period(period="2023", actor="测试员")
    assert (closed.facts, closed.facts_hash) == (1, facts_hash("2023"))
    for act in (
        lambda: put(cast, entries_total="670"),
        lambda: put(cast, names_ok="1"),
        lambda: state(cast, "660"),
    ):
        with pytest.raises(ProblemsError, match=r"已于 .* 由测试员封账"):
            act()
    with pytest.raises(ProblemsError, match="period-closed"):
        close_period(period="2023", actor="测试员")
    assert put(cast, period="2024", entries_total="2").corrected == 1
    assert (values(), facts_hash("2023")) == ({TOTAL: "662"}, closed.facts_hash)


def test_the_database_itself_keeps_a_closed_period(cast: Cast) -> None:
    put(cast, entries_total="662")
    close_period(period="2023", actor="测试员")
    row = LedgerFact(
        agency=cast.agency("city-b"), period="2023", metric=TOTAL, value="9", origin="measured", actor="x",
        at=timezone.now(), as_of=DAY,
    )  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        LedgerFact.objects.bulk_create([row])
    for act in (AssessmentPeriod.objects.all().delete, lambda: AssessmentPeriod.objects.update(facts=0)):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_an_empty_period_is_not_closed(cast: Cast) -> None:
    with pytest.raises(ProblemsError, match="period-empty"):
        close_period(period="2032", actor="测试员")


def test_the_hash_says_every_value(cast: Cast) -> None:
    put(cast, entries_total="662")
    one = facts_hash("2023")
    put(cast, entries_total="663")
    assert facts_hash("2023") != one
    put(cast, entries_total="662")
    assert facts_hash("2023") == one
