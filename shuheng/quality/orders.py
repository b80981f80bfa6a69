"""An order to measure, as a job keeps it and as a form or a command line writes it."""

from datetime import date

from shuheng.accounts.models import Agency
from shuheng.jobs.progress import Json
from shuheng.problems import Problem, ProblemsError, did_you_mean
from shuheng.quality.actions import Order

LONGEST_PERIOD = 50


def read_order(arguments: dict[str, Json]) -> Order:
    """The order that `actions.start` wrote down. ProblemsError for an agency that is no more."""
    return Order(
        period=str(arguments["period"]),
        as_of=day_of(arguments["as_of"]),
        baseline=day_of(arguments["baseline"]),
        agencies=None if arguments["agencies"] is None else agencies_of(arguments["agencies"]),
    )


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def agencies_of(codes: list[str]) -> tuple[Agency, ...]:
    """The agencies with these codes; all codes that mean none are told at once."""
    found = Agency.objects.in_bulk(codes, field_name="code")
    missing = [code for code in codes if code not in found]
    if missing:
        known = Agency.objects.values_list("code", flat=True)
        raise ProblemsError(
            Problem("agency-unknown", f"没有单位“{code}”。", field="agency", hint=did_you_mean(code, known))
            for code in missing
        )
    return tuple(found[code] for code in codes)


def period_problem(period: str) -> Problem | None:
    """What is wrong with the name of a period."""
    if not period:
        return Problem("period-missing", "没有写周期。", field="period", hint="通常写年度，如 2023。")
    if len(period) > LONGEST_PERIOD or not period.isprintable():
        return Problem("period-form", f"周期最多 {LONGEST_PERIOD} 个字，不能有控制字符。", field="period")
    return None
