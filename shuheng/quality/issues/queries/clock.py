"""The clock of an issue in working days: what is left, or how far over."""

from dataclasses import dataclass
from datetime import date

from shuheng.quality.issues.terms import IssueState
from shuheng.quality.models import QualityIssue
from shuheng.workdays.calendar import CalendarError, WorkdayCalendar


@dataclass(frozen=True)
class Clock:
    """`words` for people, `kind` of the mark beside them: good, warn, bad, unknown, or none where the clock stands."""

    words: str
    kind: str = ""
    days: int | None = None


def clock_of(issue: QualityIssue, today: date, calendar: WorkdayCalendar) -> Clock:
    """A closed or excused issue has no running clock; one whose year nobody entered is unknown."""
    if issue.state == IssueState.CLOSED:
        return Clock("已销号")
    if issue.state == IssueState.EXCUSED:
        return Clock("不再计时")
    if issue.due is None:
        return Clock("未知", "unknown")
    try:
        left = calendar.between(today, issue.due)
    except CalendarError:
        return Clock("未知", "unknown")
    if issue.due < today:
        return Clock(f"超期 {-left} 个工作日", "bad", left)
    return Clock(f"还剩 {left} 个工作日", "warn" if left <= 2 else "good", left)
