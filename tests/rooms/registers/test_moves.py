"""The life of rows: who moves them, what must be there, many at once."""

import pytest
from django.core.exceptions import PermissionDenied

from shuheng.problems import ProblemsError
from shuheng.registers.actions.guard import ConflictError
from shuheng.registers.actions.moves import move_many, move_row
from shuheng.registers.actions.rows import change_row, create_row, withdraw_row
from shuheng.registers.models import RegisterRow
from tests.cast import Cast
from tests.rooms.registers.conftest import FULL, Make

pytestmark = pytest.mark.django_db


def test_submitting_asks_for_what_is_required(make: Make, cast: Cast) -> None:
    row = make(size=None, opened=None)
    with pytest.raises(ProblemsError) as error:
        move_row(number=row.pk, version=1, to="submitted", by=cast.visitor("填报人"))
    assert [(one.code, one.field) for one in error.value.problems] == [
        ("row-required", "size"),
        ("row-required", "opened"),
    ]


def test_filled_submitted_returned_submitted_confirmed(make: Make, cast: Cast) -> None:
    row, filer, bureau = make(), cast.visitor("填报人"), cast.visitor("大数据局管理员")
    move_row(number=row.pk, version=1, to="submitted", by=filer)
    with pytest.raises(ProblemsError, match="不能改内容"):
        change_row(number=row.pk, version=2, values=FULL | {"trees": 1}, by=filer)
    with pytest.raises(PermissionDenied, match="审核台账"):
        move_row(number=row.pk, version=2, to="confirmed", by=filer)
    with pytest.raises(ProblemsError, match="没有写原因"):
        move_row(number=row.pk, version=2, to="returned", by=bureau)
    move_row(number=row.pk, version=2, to="returned", by=bureau, reason="面积请核对")
    change_row(number=row.pk, version=3, values=FULL | {"size": "13"}, by=filer)
    move_row(number=row.pk, version=4, to="submitted", by=filer)
    done = move_row(number=row.pk, version=5, to="confirmed", by=bureau)
    assert (done.state, done.version) == ("confirmed", 6)
    assert [one.act for one in row.versions.all()] == ["新增", "提交", "退回", "修改", "提交", "确认"]
    assert row.versions.get(number=3).reason == "面积请核对"


def test_a_step_that_does_not_lead_there_or_is_over(make: Make, cast: Cast) -> None:
    row, filer = make(), cast.visitor("填报人")
    with pytest.raises(ProblemsError, match="register-move"):
        move_row(number=row.pk, version=1, to="confirmed", by=filer)
    with pytest.raises(ProblemsError, match="register-move"):
        move_row(number=row.pk, version=1, to="nowhere", by=filer)
    move_row(number=row.pk, version=1, to="submitted", by=filer)
    with pytest.raises(ConflictError):
        move_row(number=row.pk, version=1, to="filled", by=filer)


def test_many_at_once_and_why_not_the_others(make: Make, cast: Cast) -> None:
    filer, bureau = cast.visitor("填报人"), cast.visitor("大数据局管理员")
    rows = [make(garden=f"园{number}") for number in range(5)]
    for row in rows[:3]:
        move_row(number=row.pk, version=1, to="submitted", by=filer)
    elsewhere = create_row(
        register="gardens", agency=cast.agency("city-b-health"), values=FULL, by=cast.visitor("外单位")
    )
    move_row(number=elsewhere.pk, version=1, to="submitted", by=cast.visitor("外单位"))
    withdraw_row(number=rows[4].pk, version=1, by=filer, reason="写错了")
    done = move_many(numbers=[*(row.pk for row in rows), elsewhere.pk], to="confirmed", by=bureau)
    assert done.moved == 3
    reasons = {key: reason for _, key, reason in done.refused}
    assert "填报中" in reasons["园3"]
    assert "撤销" in reasons["园4"]
    assert "审核台账" in reasons["望湖园"]
    assert RegisterRow.objects.filter(state="confirmed").count() == 3


def test_none_and_too_many_are_refused(cast: Cast) -> None:
    by = cast.visitor("大数据局管理员")
    with pytest.raises(ProblemsError, match="register-none"):
        move_many(numbers=[], to="confirmed", by=by)
    with pytest.raises(ProblemsError, match="register-too-many"):
        move_many(numbers=range(20_001), to="confirmed", by=by)


def test_a_reviewer_withdraws_what_a_filler_may_not(make: Make, cast: Cast) -> None:
    row, filer = make(), cast.visitor("填报人")
    move_row(number=row.pk, version=1, to="submitted", by=filer)
    with pytest.raises(ProblemsError, match="register-row-state"):
        withdraw_row(number=row.pk, version=2, by=filer, reason="不要了")
    gone = withdraw_row(number=row.pk, version=2, by=cast.visitor("大数据局管理员"), reason="不属于本台账")
    assert gone.withdrawn is not None
