"""What requests say, checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shuheng.accounts.models import Agency
from shuheng.engines.measure import Scope
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.actions import Order
from shuheng.quality.groups import GROUPS
from shuheng.quality.orders import agencies_of, period_problem

SOURCE = "source"
MOST_DIGITS = 12


@dataclass(frozen=True)
class OrderForm:
    """What was typed into the form, kept for when it is refused."""

    period: str = ""
    as_of: str = ""
    day: str = ""
    baseline: str = ""
    agencies: str = ""


def number_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def scope_of(text: str) -> str:
    return text if text in {scope.value for scope in Scope} else Scope.ALL.value


def group_of(text: str) -> str:
    return text if text in GROUPS else next(iter(GROUPS))


def typed(given: Mapping[str, str]) -> OrderForm:
    names = ("period", "as_of", "day", "baseline", "agencies")
    return OrderForm(**{name: given.get(name, "").strip()[:2000] for name in names})


def read_order(form: OrderForm) -> Order:
    """The order; ProblemsError with every mistake at once."""
    problems: list[Problem] = []
    period = period_problem(form.period)
    if period is not None:
        problems.append(period)
    as_of = None if form.as_of == SOURCE else day(form.day, "day", problems, needed=True)
    baseline = day(form.baseline, "baseline", problems)
    agencies: tuple[Agency, ...] | None = None
    codes = form.agencies.replace("，", " ").replace(",", " ").replace("、", " ").split()
    if codes:
        try:
            agencies = agencies_of(codes)
        except ProblemsError as error:
            problems += error.problems
    if problems:
        raise ProblemsError(problems)
    return Order(form.period, as_of, baseline, agencies)


def day(text: str, field: str, problems: list[Problem], *, needed: bool = False) -> date | None:
    if not text:
        if needed:
            problems.append(Problem("day-missing", "没有写计量日期。", field=field, hint="写成 2023-06-30。"))
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(
            Problem("day-form", f"写的是“{text}”，不是日期。", field=field, hint="写成 2023-06-30。")
        )
        return None
