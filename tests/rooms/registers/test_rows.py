"""Rows by hand: checked, versioned, guarded against one another."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from shuheng.audit.chain import verify_chain
from shuheng.audit.models import AuditRow
from shuheng.problems import ProblemsError
from shuheng.registers.actions.guard import ConflictError, one_at_a_time
from shuheng.registers.actions.rows import change_row, create_row, restore_row, withdraw_row
from shuheng.registers.models import RegisterRow, RegisterRowVersion
from tests.cast import Cast
from tests.rooms.registers.conftest import FULL, Make

pytestmark = pytest.mark.django_db


def codes(error: pytest.ExceptionInfo[ProblemsError]) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in error.value.problems]


def test_a_row_begins_in_the_first_state_with_its_first_version(make: Make) -> None:
    row = make()
    assert (row.key, row.state, row.version) == ("望湖园", "filled", 1)
    version = row.versions.get()
    assert version.changes["size"] == [None, "12.5"]
    assert AuditRow.objects.latest("number").action == "registers.create_row"


def test_a_draft_may_leave_out_what_is_required_but_not_its_key(make: Make) -> None:
    assert make(size=None, kind=None, tended=None).values == {
        "garden": "望湖园",
        "trees": 40,
        "opened": "2021-05-01",
    }
    with pytest.raises(ProblemsError) as error:
        make(garden=None)
    assert codes(error) == [("row-required", "garden")]


def test_every_mistake_is_said_at_once_with_its_field(make: Make) -> None:
    with pytest.raises(ProblemsError) as error:
        make(size="-3", kind="森林", opened="2021-02-30", keeper="月球园林局", sister="不存在的园")
    assert codes(error) == [
        ("cell-too-small", "size"),
        ("cell-option", "kind"),
        ("cell-date", "opened"),
        ("register-row-agency", "keeper"),
        ("register-row-reference", "sister"),
    ]
    assert RegisterRow.objects.count() == 0


def test_names_of_agencies_and_other_rows_are_found(make: Make) -> None:
    make(garden="临河园")
    assert make(keeper="甲市水利局", sister="临河园").values["sister"] == "临河园"


def test_what_is_near_is_proposed(make: Make) -> None:
    make(garden="临河大公园")
    with pytest.raises(ProblemsError) as error:
        make(sister="临河公园")
    assert "临河大公园" in error.value.problems[0].hint


def test_a_key_stands_once_per_agency(make: Make) -> None:
    first = make()
    with pytest.raises(ProblemsError) as error:
        make()
    assert codes(error) == [("register-row-key-taken", "garden")]
    assert str(first.pk) in error.value.problems[0].hint
    assert make(by="系统管理员", at="city-a-water").key == first.key


def test_the_database_itself_refuses_a_second_live_row(make: Make) -> None:
    row = make()
    row.pk = None
    row._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_who_comes_second_by_a_hair_is_told_in_words(make: Make) -> None:
    row = make()
    with pytest.raises(ProblemsError, match="刚刚有人登记了同样的一行"), one_at_a_time():
        RegisterRow.objects.create(
            register=row.register, agency=row.agency, key=row.key, state=row.state,
            created=row.created, changed=row.changed, changed_by="别人",
        )  # fmt: skip
    assert RegisterRow.objects.count() == 1


def test_a_stranger_fills_nothing(make: Make) -> None:
    with pytest.raises(PermissionDenied, match="填报本单位台账"):
        make(by="外单位")
    with pytest.raises(PermissionDenied):
        make(by="评审专家")


def test_only_the_declared_kinds_of_agencies_fill(make: Make, cast: Cast) -> None:
    with pytest.raises(ProblemsError) as error:
        make(by="系统管理员", at="province")
    assert codes(error) == [("register-not-filed", "")]
    with pytest.raises(ProblemsError, match="register-unknown"):
        create_row(register="none", agency=cast.agency("city-a"), values={}, by=cast.visitor("系统管理员"))


def test_a_change_is_a_version_with_what_differs(make: Make, cast: Cast) -> None:
    row, by = make(), cast.visitor("填报人")
    changed = change_row(
        number=row.pk, version=1, values=FULL | {"trees": 41, "size": "13"}, by=by, reason="补种一棵"
    )
    assert changed.version == 2
    version = row.versions.get(number=2)
    assert version.changes == {"size": ["12.5", "13"], "trees": [40, 41]}
    assert version.reason == "补种一棵"
    assert change_row(number=row.pk, version=2, values=changed.values, by=by).version == 2


def test_who_comes_second_is_told_what_stands_now(make: Make, cast: Cast) -> None:
    row = make()
    change_row(number=row.pk, version=1, values=FULL | {"trees": 41}, by=cast.visitor("单位管理员"))
    with pytest.raises(ConflictError) as error:
        change_row(number=row.pk, version=1, values=FULL | {"trees": 42}, by=cast.visitor("填报人"))
    assert error.value.row.version == 2
    assert "单位管理员" in error.value.problems[0].message
    assert "第 1 版" in error.value.problems[0].message
    assert RegisterRow.objects.get(pk=row.pk).values["trees"] == 41


def test_a_row_is_withdrawn_with_a_reason_and_comes_back(make: Make, cast: Cast) -> None:
    row, by = make(), cast.visitor("填报人")
    with pytest.raises(ProblemsError, match="register-reason"):
        withdraw_row(number=row.pk, version=1, by=by, reason=" ")
    withdraw_row(number=row.pk, version=1, by=by, reason="重复登记")
    with pytest.raises(ProblemsError, match="register-row-withdrawn"):
        change_row(number=row.pk, version=2, values=FULL, by=by)
    again = make()
    with pytest.raises(ProblemsError, match="register-row-key-taken"):
        restore_row(number=row.pk, by=by)
    withdraw_row(number=again.pk, version=1, by=by, reason="换回原来的一行")
    back = restore_row(number=row.pk, by=by)
    assert (back.withdrawn, back.state, back.version) == (None, "filled", 3)
    assert [one.act for one in row.versions.all()] == ["新增", "撤销", "恢复"]
    with pytest.raises(ProblemsError, match="register-row-live"):
        restore_row(number=row.pk, by=by)
    assert verify_chain().ok


def test_history_cannot_be_changed(make: Make) -> None:
    make()
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        RegisterRowVersion.objects.update(actor="别人")
    assert connection.is_usable()
