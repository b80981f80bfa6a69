"""What people do about issues. Each act is taken in a state that allows it, is written into the issue's history and into
the log; somebody who comes second is told so."""

from collections.abc import Iterable

from django.db import transaction

from shuheng.accounts.models import Agency
from shuheng.audit.chain import record
from shuheng.quality.issues.terms import LIVE, Act, IssueState
from shuheng.quality.models import IssueEvent, QualityIssue
from shuheng.quality.tables.codes import refused

LONGEST_NOTE = 1000


def report_fixed(*, issues: Iterable[QualityIssue], note: str, actor: str) -> int:
    """The agency says that these are put right; a run has to find it so. Returns how many."""
    return many(issues, (IssueState.OPEN,), IssueState.FIXED, Act.FIXED, bounded(note), actor)


def ask_excuse(*, issue: QualityIssue, reason: str, actor: str) -> None:
    """The agency says why the data are as they are. ProblemsError without a reason."""
    asked = (IssueState.OPEN, IssueState.FIXED)
    with transaction.atomic():
        many([issue], asked, IssueState.EXCUSE_ASKED, Act.ASKED, needed(reason), actor)
        QualityIssue.objects.filter(pk=issue.pk).update(excuse=needed(reason))
    issue.refresh_from_db()


def accept_excuse(*, issues: Iterable[QualityIssue], note: str, actor: str) -> int:
    """The bureau takes the reason: the clock stands, and later runs open nothing for the same fault."""
    return many(issues, (IssueState.EXCUSE_ASKED,), IssueState.EXCUSED, Act.ACCEPTED, bounded(note), actor)


def send_back(*, issues: Iterable[QualityIssue], reason: str, actor: str) -> int:
    """The bureau does not take the reason (or takes it back); the clock runs on from where it was."""
    asked = (IssueState.EXCUSE_ASKED, IssueState.EXCUSED)
    return many(issues, asked, IssueState.OPEN, Act.RETURNED, needed(reason), actor)


def assign(*, issue: QualityIssue, agency: Agency, note: str, actor: str) -> None:
    """Hand it to another agency under the same roof as the table's own. ProblemsError for one elsewhere."""
    own = issue.table.agency
    roof = own.parent.path if own.parent is not None else own.path
    if not agency.path.startswith(roof):
        raise refused("issue-agency", agency.name, field="agency")
    with transaction.atomic():
        moved = QualityIssue.objects.filter(pk=issue.pk, state__in=LIVE, agency=issue.agency_id)
        if not moved.update(agency=agency):
            raise refused("issue-moved")
        told = f"{issue.agency.name} → {agency.name}{'：' if note.strip() else ''}{bounded(note)}"
        write([issue.pk], Act.ASSIGNED, told[:LONGEST_NOTE], actor)
    issue.refresh_from_db()


def many(
    issues: Iterable[QualityIssue],
    before: tuple[IssueState, ...],
    after: IssueState,
    act: Act,
    note: str,
    actor: str,
) -> int:
    """From one state into another, all of them or none. ProblemsError where one has moved in the meantime."""
    numbers = sorted({one.pk for one in issues})
    with transaction.atomic():
        moved = QualityIssue.objects.filter(pk__in=numbers, state__in=before).update(state=after)
        if moved != len(numbers):
            raise refused("issue-moved", f"{len(numbers) - moved} 个")
        write(numbers, act, note, actor)
    return moved


def write(numbers: list[int], act: Act, note: str, actor: str) -> None:
    """A line in each history, and one row of the log for all."""
    IssueEvent.objects.bulk_create(
        IssueEvent(issue_id=number, actor=actor, act=act, note=note) for number in numbers
    )
    thing = numbers[0] if len(numbers) == 1 else "many"
    detail = {"issues": numbers, "note": note}
    record(actor=actor, action=f"issues.{act}", thing_type="QualityIssue", thing_id=thing, detail=detail)


def bounded(text: str) -> str:
    """ProblemsError for a note that is too long."""
    if len(text.strip()) > LONGEST_NOTE:
        raise refused("issue-reason", f"写了 {len(text.strip())} 字", field="note")
    return text.strip()


def needed(text: str) -> str:
    """ProblemsError for a reason that is missing or too long."""
    if not text.strip():
        raise refused("issue-reason", field="note")
    return bounded(text)
