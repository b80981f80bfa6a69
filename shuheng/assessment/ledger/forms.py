"""What requests about the ledger say."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from shuheng.accounts.models import Agency
from shuheng.assessment.ledger.gathered import Span, span_of
from shuheng.assessment.ledger.queries import Wanted
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.forms import day
from shuheng.quality.orders import agencies_of, period_problem
from shuheng.web.addresses import page_number

LONGEST = 2_000


@dataclass(frozen=True)
class FactForm:
    """What was typed for a stated fact, kept for when it is refused."""

    agency: str = ""
    period: str = ""
    metric: str = ""
    value: str = ""
    evidence: str = ""
    link: str = ""
    judged: str = ""


@dataclass(frozen=True)
class GatherForm:
    """What was typed for gathering facts, kept for when it is refused."""

    period: str = ""
    start: str = ""
    end: str = ""
    agencies: str = ""


def read_gather(form: GatherForm) -> tuple[Span, tuple[Agency, ...]]:
    """Days and agencies; ProblemsError with every mistake at once."""
    problems: list[Problem] = []
    period = period_problem(form.period)
    if period is not None:
        problems.append(period)
    start, end = (day(text, name, problems) for name, text in (("start", form.start), ("end", form.end)))
    codes = form.agencies.replace("，", " ").replace(",", " ").replace("、", " ").split()
    if not codes:
        text = "没有写汇集哪些单位。"
        problems.append(
            Problem("agency-missing", text, field="agencies", hint="请写单位代码，用逗号或空格隔开。")
        )
    found: tuple[Agency, ...] = ()
    span = Span(form.period, dt.date.min, dt.date.min)
    for attempt in (lambda: agencies_of(codes), lambda: span_of(form.period, start, end)):
        try:
            made = attempt()
        except ProblemsError as error:
            problems += error.problems
        else:
            found, span = (made, span) if isinstance(made, tuple) else (found, made)
    if problems:
        raise ProblemsError(problems)
    return span, found


def wanted(given: Mapping[str, str]) -> Wanted:
    texts = {name: given.get(name, "").strip()[:100] for name in ("period", "agency", "origin", "q")}
    return Wanted(**texts, page=page_number(given.get("page", "")))


def typed_gather(given: Mapping[str, str]) -> GatherForm:
    names = ("period", "start", "end", "agencies")
    return GatherForm(**{name: given.get(name, "")[:LONGEST].strip() for name in names})


def typed(given: Mapping[str, str]) -> FactForm:
    names = ("agency", "period", "metric", "value", "evidence", "link", "judged")
    return FactForm(**{name: given.get(name, "")[:LONGEST].strip() for name in names})
