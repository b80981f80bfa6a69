"""本期已报全: closed with rows or without, opened again with a reason."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from shuheng.problems import ProblemsError
from shuheng.registers.actions.closes import close_period, reopen_period
from shuheng.registers.actions.moves import move_row
from shuheng.registers.models import RegisterClose
from tests.cast import Cast
from tests.rooms.registers.conftest import Make

pytestmark = pytest.mark.django_db
YEAR = dt.date(2021, 1, 1)


def closed(
    cast: Cast, *, by: str = "填报人", at: str = "city-a-health", start: dt.date = YEAR
) -> RegisterClose:
    return close_period(register="gardens", agency=cast.agency(at), start=start, by=cast.visitor(by))


def test_nothing_to_report_is_a_report(cast: Cast) -> None:
    close = closed(cast)
    assert (close.rows, close.start, close.end) == (0, YEAR, dt.date(2021, 12, 31))


def test_rows_that_are_not_submitted_hinder(cast: Cast, make: Make) -> None:
    row = make()
    with pytest.raises(ProblemsError, match="还有 1 行没有提交（填报中）"):
        closed(cast)
    move_row(number=row.pk, version=1, to="submitted", by=cast.visitor("填报人"))
    assert closed(cast).rows == 0
    move_row(number=row.pk, version=2, to="confirmed", by=cast.visitor("大数据局管理员"))
    assert closed(cast, start=dt.date(2022, 1, 1)).rows == 1


def test_a_period_is_closed_once_until_it_is_opened_again(cast: Cast) -> None:
    close = closed(cast)
    with pytest.raises(ProblemsError, match="register-closed"):
        closed(cast)
    with pytest.raises(ProblemsError, match="register-reason"):
        reopen_period(number=close.pk, by=cast.visitor("填报人"), reason="")
    with pytest.raises(PermissionDenied):
        reopen_period(number=close.pk, by=cast.visitor("外单位"), reason="看看")
    reopen_period(number=close.pk, by=cast.visitor("大数据局管理员"), reason="补报一处")
    with pytest.raises(ProblemsError, match="register-reopened"):
        reopen_period(number=close.pk, by=cast.visitor("填报人"), reason="再来")
    assert closed(cast).pk != close.pk
    assert RegisterClose.objects.count() == 2


def test_the_database_keeps_one_close_in_force(cast: Cast) -> None:
    close = closed(cast)
    close.pk = None
    close._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        close.save()


def test_odd_periods_and_agencies_are_refused(cast: Cast) -> None:
    with pytest.raises(ProblemsError, match="这一天所在的一期是2021年"):
        closed(cast, start=dt.date(2021, 2, 1))
    with pytest.raises(ProblemsError, match="register-period-ahead"):
        closed(cast, start=dt.date(timezone.localdate().year + 1, 1, 1))
    with pytest.raises(ProblemsError, match="register-not-filed"):
        closed(cast, by="系统管理员", at="province")
    with pytest.raises(PermissionDenied):
        closed(cast, by="外单位")
