"""What a measured table means for issues: faults open them or add to them, a clean whole measuring closes them.

A figure that is unknown, or missing because its column is gone, says nothing: the issue stays. Nor does a sampled run
that saw no fault: it closes nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone

from shuheng.engines.measure.tables import TableMeasure
from shuheng.quality.issues.terms import HELD, Act, IssueState, Severity
from shuheng.quality.issues.thresholds import thresholds
from shuheng.quality.models import IssueEvent, QualityIssue, ResultFigure, TableResult
from shuheng.workdays.calendar import CalendarError, WorkdayCalendar
from shuheng.workdays.queries import calendar

EXACT = "exact"


def take_result(
    result: TableResult, figures: Iterable[ResultFigure], measures: Mapping[str, TableMeasure]
) -> None:
    """Open, refresh and close the issues of one table; inside the transaction that keeps its result."""
    held = {
        (one.measure, one.column): one
        for one in QualityIssue.objects.select_for_update().filter(table=result.table, state__in=HELD)
    }
    known = thresholds()
    opened: list[QualityIssue] = []
    today, clock = timezone.localdate(), calendar()
    for figure in figures:
        issue = held.get((figure.measure, figure.column))
        if figure.value is None:
            continue
        severity = known.severity(figure.measure, figure.column, figure.value, figure.whole)
        if severity is None:
            if issue is not None and figure.how == EXACT:
                close(issue, result, figure, today)
        elif issue is None:
            due = due_on(clock, today, known.days[severity])
            opened.append(new_issue(result, figure, measures[figure.measure], (severity, due)))
        else:
            refresh(issue, result, figure, severity)
    QualityIssue.objects.bulk_create(opened)
    IssueEvent.objects.bulk_create(
        IssueEvent(issue=one, actor=result.run.actor, act=Act.OPENED, note=counts(one), run=result.run)
        for one in opened
    )


def new_issue(
    result: TableResult, figure: ResultFigure, measure: TableMeasure, clock: tuple[Severity, date | None]
) -> QualityIssue:
    """Not yet kept; `clock` is how grave it is and until when it is to be put right."""
    severity, due = clock
    assert figure.value is not None
    return QualityIssue(
        table=result.table,
        agency_id=result.table.agency_id,
        measure=figure.measure,
        column=figure.column,
        title=measure.title[:300],
        dimension=measure.dimension.value,
        severity=severity,
        value=figure.value,
        whole=figure.whole,
        opened_by=result.run,
        seen_by=result.run,
        opened=timezone.localdate(),
        due=due,
    )


def refresh(issue: QualityIssue, result: TableResult, figure: ResultFigure, severity: Severity) -> None:
    """The fault is still there: what was said to be put right is open again; the clock goes on from where it was."""
    assert figure.value is not None
    changed = (issue.value, issue.whole, issue.severity) != (figure.value, figure.whole, severity)
    claimed = issue.state == IssueState.FIXED
    issue.value, issue.whole, issue.severity, issue.seen_by = figure.value, figure.whole, severity, result.run
    issue.state = IssueState.OPEN if claimed else issue.state
    issue.save(update_fields=["value", "whole", "severity", "seen_by", "state"])
    if changed or claimed:
        IssueEvent.objects.create(
            issue=issue, actor=result.run.actor, act=Act.SEEN, note=counts(issue), run=result.run
        )


def close(issue: QualityIssue, result: TableResult, figure: ResultFigure, today: date) -> None:
    """The recheck is clean."""
    assert figure.value is not None
    issue.value, issue.whole, issue.seen_by = figure.value, figure.whole, result.run
    issue.state, issue.closed, issue.closed_by = IssueState.CLOSED, today, result.run
    issue.save(update_fields=["value", "whole", "seen_by", "state", "closed", "closed_by"])
    IssueEvent.objects.create(
        issue=issue, actor=result.run.actor, act=Act.CLOSED, note=counts(issue), run=result.run
    )


def counts(issue: QualityIssue) -> str:
    """How many of how many, in words."""
    whole = f" / {issue.whole:,}" if issue.whole is not None else ""
    return f"不合格 {issue.value:,}{whole}"


def due_on(clock: WorkdayCalendar, start: date, days: int) -> date | None:
    """So many working days on; None (unknown) where nobody has entered that year."""
    try:
        return clock.add(start, days)
    except CalendarError:
        return None
