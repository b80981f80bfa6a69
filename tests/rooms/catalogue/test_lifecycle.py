"""The twelve steps: who decides, what each needs and sets, by when it is due."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shuheng.accounts.permissions import PERMISSIONS
from shuheng.accounts.visitors import Visitor
from shuheng.audit.models import AuditRow
from shuheng.catalogue.actions.steps import pass_many, pass_step, return_step
from shuheng.catalogue.clock import beginnings, clock_of
from shuheng.catalogue.fields import LISTS
from shuheng.catalogue.lifecycle import ORDER, STAGES, missing
from shuheng.catalogue.models import CatalogueEntry, EntryStep
from shuheng.problems import ProblemsError
from shuheng.terms import LifecycleStep
from shuheng.workdays.calendar import WorkdayCalendar
from tests.rooms.catalogue.conftest import Make

pytestmark = pytest.mark.django_db
EDITED = {"survey", "compile", "submit", "collect", "process", "mount", "maintain", "update"}


def flags(entry: CatalogueEntry) -> list[bool]:
    return [getattr(entry, name) for name in LISTS]


def walk(entry: CatalogueEntry, to: str, filer: Visitor, bureau: Visitor) -> CatalogueEntry:
    while entry.step != to:
        by = filer if entry.step in EDITED else bureau
        entry = pass_step(number=entry.pk, step=entry.step, by=by)
    return entry


def test_the_table_holds_the_twelve_steps_in_their_order() -> None:
    assert list(ORDER) == [step.value for step in LifecycleStep]
    for stage in STAGES.values():
        assert stage.permission in PERMISSIONS
        assert stage.after in STAGES
        assert stage.back is None or ORDER.index(stage.back) < ORDER.index(stage.step)
    follows = [STAGES[step].after for step in ORDER[:-1]]
    assert follows == list(ORDER[1:])
    assert STAGES["update"].after == "maintain"


def test_an_entry_goes_all_the_way(make: Make, filer: Visitor, bureau: Visitor) -> None:
    entry = make(resources=[{"kind": "table", "title": "表"}])
    seen = {}
    while entry.step != "update":
        entry = walk(entry, STAGES[entry.step].after, filer, bureau)
        seen[entry.step] = flags(entry)
    assert seen["confirm"] == [False, False, False]
    assert seen["announce"] == [True, True, False]
    assert seen["mount"] == [True, True, True]
    assert entry.issued == timezone.localdate()
    assert pass_step(number=entry.pk, step="update", by=filer).step == "maintain"
    steps = list(entry.steps.values_list("step", "decision"))
    assert len(steps) == 12
    assert {decision for _, decision in steps} == {"passed"}
    assert AuditRow.objects.filter(action="catalogue.step_entry").count() == 12


def test_the_unit_cannot_confirm_and_the_stranger_cannot_survey(
    make: Make, filer: Visitor, bureau: Visitor, outsider: Visitor
) -> None:
    entry = make()
    with pytest.raises(PermissionDenied):
        pass_step(number=entry.pk, step="survey", by=outsider)
    walk(entry, "review", filer, bureau)
    with pytest.raises(PermissionDenied, match="审核、确认、发布目录"):
        pass_step(number=entry.pk, step="review", by=filer)
    with pytest.raises(PermissionDenied):
        return_step(number=entry.pk, step="review", by=filer, note="退")


def test_a_step_says_all_that_is_missing(make: Make, filer: Visitor) -> None:
    entry = make(items=[], abstract="", update_cycle="")
    pass_step(number=entry.pk, step="survey", by=filer)
    with pytest.raises(ProblemsError) as error:
        pass_step(number=entry.pk, step="compile", by=filer)
    message = error.value.problems[0].message
    assert error.value.problems[0].code == "step-not-ready"
    assert [words in message for words in ("摘要", "更新周期", "信息项", "提供单位")] == [
        True,
        True,
        True,
        False,
    ]
    entry.refresh_from_db()
    assert entry.step == "compile"


def test_a_step_is_decided_once(make: Make, filer: Visitor) -> None:
    entry = make()
    pass_step(number=entry.pk, step="survey", by=filer)
    with pytest.raises(ProblemsError, match="现在是“目录编制”") as error:
        pass_step(number=entry.pk, step="survey", by=filer)
    assert error.value.problems[0].code == "step-moved"
    assert EntryStep.objects.count() == 1


def test_an_objection_takes_the_entry_off_the_lists(make: Make, filer: Visitor, bureau: Visitor) -> None:
    entry = walk(make(), "announce", filer, bureau)
    assert flags(entry) == [True, True, False]
    with pytest.raises(ProblemsError) as error:
        return_step(number=entry.pk, step="announce", by=bureau, note="  ")
    assert error.value.problems[0].code == "return-note"
    entry = return_step(number=entry.pk, step="announce", by=bureau, note="公示有异议")
    assert (entry.step, flags(entry)) == ("compile", [False, False, False])
    assert entry.steps.last().note == "公示有异议"  # type: ignore[union-attr]  # there is one


def test_the_first_step_and_the_mounting_return_nowhere(make: Make, filer: Visitor) -> None:
    with pytest.raises(ProblemsError, match="不能退回"):
        return_step(number=make().pk, step="survey", by=filer, note="退")


@pytest.mark.parametrize(
    ("given", "decided", "expected"),
    [("none", None, False), ("none", True, True), ("unconditional", False, False)],
)
def test_what_can_be_published_is_proposed_and_decided(
    given: str, decided: bool | None, expected: bool, make: Make, filer: Visitor, bureau: Visitor
) -> None:
    entry = walk(make(sharing_type=given, open_type="none"), "confirm", filer, bureau)
    entry = pass_step(number=entry.pk, step="confirm", by=bureau, can_publish=decided)
    assert flags(entry) == [True, expected, False]


def test_what_is_not_on_the_list_is_not_published(make: Make, filer: Visitor, bureau: Visitor) -> None:
    entry = walk(make(sharing_type="none", open_type="none"), "publish", filer, bureau)
    assert missing(entry) == ("没有列入可发布清单（在“目录确认”时列入）",)
    with pytest.raises(ProblemsError):
        pass_step(number=entry.pk, step="publish", by=bureau)
    entry.refresh_from_db()
    assert not entry.published


def test_many_pass_and_each_other_says_why_not(
    make: Make, filer: Visitor, bureau: Visitor, outsider: Visitor
) -> None:
    ready, bare, early = make(), make(code="2", items=[]), make(code="3")
    for entry in (ready, bare):
        pass_step(number=entry.pk, step="survey", by=filer)
    numbers = [ready.pk, bare.pk, early.pk]
    nobody = pass_many(numbers=numbers, step="compile", by=outsider)
    assert (nobody.passed, len(nobody.refused)) == (0, 3)
    done = pass_many(numbers=numbers, step="compile", by=filer)
    assert done.passed == 1
    assert [number for number, _, _ in done.refused] == [bare.pk, early.pk]
    assert "信息项" in done.refused[0][2]
    assert "目录梳理" in done.refused[1][2]
    assert AuditRow.objects.filter(action="catalogue.pass_many").last().detail == {  # type: ignore[union-attr]  # there is one
        "step": "compile", "passed": 1, "refused": 2,
    }  # fmt: skip


def calendar() -> WorkdayCalendar:
    """National Day of 2025: off from 1 to 8 October, work on 28 September and 11 October."""
    off = [dt.date(2025, 10, day) for day in range(1, 9)]
    return WorkdayCalendar(holidays=off, workdays=[dt.date(2025, 9, 28), dt.date(2025, 10, 11)], years=[2025])


@pytest.mark.parametrize(
    ("today", "left", "over", "state"),
    [
        ("2025-09-26", 10, 0, "good"),
        ("2025-10-01", 7, 0, "good"),
        ("2025-10-14", 2, 0, "good"),
        ("2025-10-16", 0, 0, "warn"),
        ("2025-10-18", -1, 1, "bad"),
    ],
)
def test_the_clock_counts_working_days(today: str, left: int, over: int, state: str, make: Make) -> None:
    """Begun on Friday 26 September with ten working days: 28, 29, 30 September, 9 to 11 and 13 to 16 October."""
    began = dt.datetime(2025, 9, 26, 15, tzinfo=timezone.get_current_timezone())
    clock = clock_of(make(), calendar(), began, dt.date.fromisoformat(today))
    assert clock.due == dt.date(2025, 10, 16)
    assert (clock.left, clock.over, clock.state) == (left, over, state)


def test_a_year_without_calendar_is_unknown_not_in_time(make: Make) -> None:
    began = dt.datetime(2031, 3, 3, tzinfo=timezone.get_current_timezone())
    clock = clock_of(make(), calendar(), began, dt.date(2031, 3, 4))
    assert (clock.due, clock.state) == (None, "unknown")
    assert "2031 年" in clock.problem


def test_maintenance_has_no_term(make: Make, filer: Visitor, bureau: Visitor) -> None:
    entry = walk(make(resources=[{"kind": "api"}]), "maintain", filer, bureau)
    clock = clock_of(entry, calendar(), beginnings([entry])[entry.pk], timezone.localdate())
    assert (clock.days, clock.due, clock.state) == (None, None, "")
    assert beginnings([entry])[entry.pk] == entry.steps.last().at  # type: ignore[union-attr]  # there is one
