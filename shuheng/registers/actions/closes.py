"""本期已报全: closing a period of a register, with rows or without (零报告), and opening it again."""

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import Visitor
from shuheng.audit.chain import record
from shuheng.problems import ProblemsError
from shuheng.registers.actions.guard import FILL, REVIEW, declaration_of, demand, refusal
from shuheng.registers.actions.rows import refuse_not_filed
from shuheng.registers.declare import Declaration, Period, filing_periods
from shuheng.registers.models import RegisterClose, RegisterRow

THING = "RegisterClose"


def close_period(*, register: str, agency: Agency, start: dt.date, by: Visitor) -> RegisterClose:
    """Say that the list of the period that begins on `start` is complete, as it stands.

    Refused for a period that has not begun, and while rows are still being filled in. Rows that wait for review do
    not hinder: they count when they are confirmed.
    """
    declaration = declaration_of(register)
    demand(by, FILL, agency)
    refuse_not_filed(declaration, agency)
    period = period_of(declaration, start)
    if period.start > timezone.localdate():
        raise refusal(
            "register-period-ahead", f"{period.title}还没有开始，不能报全。", "请在本期结束后再报。"
        )
    with transaction.atomic():
        live = RegisterRow.objects.filter(register=register, agency=agency, withdrawn=None)
        refuse_unfinished(declaration, live.values_list("state", flat=True))
        if in_force(declaration, agency, period) is not None:
            raise closed_already(agency, period)
        close = RegisterClose(
            register=register,
            agency=agency,
            start=period.start,
            end=period.end,
            rows=live.filter(state__in=declaration.life.counted).count(),
            closed=timezone.now(),
            closed_by=by.name,
        )
        try:
            with transaction.atomic():
                close.save()
        except IntegrityError as error:
            raise closed_already(agency, period) from error
        noted(close, by, "registers.close_period")
    return close


def reopen_period(*, number: int, by: Visitor, reason: str) -> RegisterClose:
    """Take a close back, with the reason; what it supplied is unknown until it is closed again."""
    if not reason.strip():
        raise refusal("register-reason", "重新开放没有写原因。", "请写明要补报或更正什么。")
    with transaction.atomic():
        close = RegisterClose.objects.select_for_update(of=("self",)).select_related("agency").get(pk=number)
        if not allows(by, REVIEW, close.agency):
            demand(by, FILL, close.agency)
        if close.reopened is not None:
            raise refusal("register-reopened", "这一期已经重新开放。", "请刷新后再看。")
        close.reopened, close.reopened_by, close.reason = timezone.now(), by.name, reason.strip()[:500]
        close.save(update_fields=["reopened", "reopened_by", "reason"])
        noted(close, by, "registers.reopen_period", reason=close.reason)
    return close


def period_of(declaration: Declaration, start: dt.date) -> Period:
    """The filing period that begins on this day; `ProblemsError` where none does."""
    found = filing_periods(declaration.frequency, Period(start, start))[0]
    if found.start != start:
        message = f"“{declaration.title}”没有从 {start.isoformat()} 开始的一期。"
        raise refusal("register-period", message, f"这一天所在的一期是{found.title}。")
    return found


def in_force(declaration: Declaration, agency: Agency, period: Period) -> RegisterClose | None:
    """The close of this period that stands."""
    closes = RegisterClose.objects.filter(register=declaration.code, agency=agency, reopened=None)
    return closes.filter(start=period.start, end=period.end).first()


def refuse_unfinished(declaration: Declaration, states: Iterable[str]) -> None:
    """Rows that the filler has begun and not submitted say that the list is not complete."""
    unfinished = {one.code: one.title for one in declaration.life.states if one.open and not one.counts}
    found = [unfinished[code] for code in states if code in unfinished]
    if found:
        titles = "、".join(dict.fromkeys(found))
        message = f"还有 {len(found)} 行没有提交（{titles}），不能报全。"
        raise refusal("register-unfinished", message, "请提交这些行，或撤销不用的，再报全。")


def closed_already(agency: Agency, period: Period) -> ProblemsError:
    message = f"{agency.name} {period.title}已经报全。"
    return refusal("register-closed", message, "要补报，请先重新开放这一期。")


def noted(close: RegisterClose, by: Visitor, action: str, **more: object) -> None:
    detail = {
        "register": close.register,
        "agency": close.agency.code,
        "start": close.start.isoformat(),
        "end": close.end.isoformat(),
        "rows": close.rows,
    }
    record(actor=by.name, action=action, thing_type=THING, thing_id=close.pk, detail=detail | more)
