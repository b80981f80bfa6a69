"""What the pages of jobs show."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Paginator
from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode

from shuheng.jobs.models import Job
from shuheng.jobs.progress import Json
from shuheng.jobs.terms import JobState
from shuheng.web.components import Choice

PER_PAGE = 50
FIRST_GUESS = timedelta(seconds=5)  # before that, a guess at the remaining time says nothing
PLAIN = (str, int, bool)


@dataclass(frozen=True)
class JobPage:
    """`figures` are the plain values of the result, beside its summary and link."""

    job: Job
    figures: tuple[tuple[str, Json], ...]
    remaining: str


@dataclass(frozen=True)
class JobsPage:
    jobs: tuple[Job, ...]
    choices: tuple[Choice, ...]
    state: str
    count: int
    number: int
    last: int
    earlier: str
    later: str


def job_page(job: Job, now: datetime) -> JobPage:
    """A job, how long it may still take, and what came of it."""
    told = {"summary", "link"}
    figures = ((name, value) for name, value in (job.result or {}).items() if name not in told)
    return JobPage(
        job=job,
        figures=tuple((name, value) for name, value in figures if isinstance(value, PLAIN)),
        remaining=in_words(remaining(job, now)),
    )


def jobs_page(state: str, number: int) -> JobsPage:
    """The jobs of one state, or all, newest first; a page number beyond the last gives the last."""
    counts: dict[str, int] = dict(Job.objects.values_list("state").annotate(Count("pk")).order_by())
    chosen = state if state in JobState.titles() else ""
    found = Job.objects.defer("arguments", "result")
    pages = Paginator(found.filter(state=chosen) if chosen else found, PER_PAGE)
    page = pages.get_page(number)
    return JobsPage(
        jobs=tuple(page.object_list),
        choices=tuple(choices(counts, chosen)),
        state=chosen,
        count=pages.count,
        number=page.number,
        last=pages.num_pages,
        earlier=address(chosen, page.number - 1) if page.has_previous() else "",
        later=address(chosen, page.number + 1) if page.has_next() else "",
    )


def choices(counts: dict[str, int], chosen: str) -> list[Choice]:
    every = Choice("全部", address(""), not chosen, sum(counts.values()))
    return [every, *(Choice(one.title, address(one), one == chosen, counts.get(one, 0)) for one in JobState)]


def address(state: str, number: int = 1) -> str:
    query = urlencode(
        [(key, value) for key, value in (("state", state), ("page", number)) if value not in {"", 1}]
    )
    return f"{reverse('jobs')}?{query}" if query else reverse("jobs")


def remaining(job: Job, now: datetime) -> timedelta | None:
    """How long it will take at the speed so far; None while that cannot be told."""
    if job.state != JobState.RUNNING or job.started is None or job.total is None or not job.done:
        return None
    spent = now - job.started
    return spent * (job.total - job.done) // job.done if spent >= FIRST_GUESS else None


def in_words(time: timedelta | None) -> str:
    """Rounded up: 约 40 秒、约 3 分钟、约 2 小时; empty when not known."""
    if time is None:
        return ""
    seconds = time // timedelta(seconds=1) + 1
    for size, unit in ((3600, "小时"), (60, "分钟")):
        if seconds > size:
            return f"约 {-(-seconds // size)} {unit}"
    return f"约 {-(-seconds // 10) * 10} 秒"
