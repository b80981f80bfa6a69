"""The first run: once, by somebody at the machine or with a code, and closed for ever after."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from shuheng.accounts.actions import setup
from shuheng.accounts.actions.reference import load_reference
from shuheng.accounts.models import Agency, Person, RoleGrant, SetupCode
from shuheng.accounts.visitors import OPERATOR, PUBLIC, Visitor, visitor_for
from shuheng.audit.models import AuditRow
from shuheng.problems import ProblemsError
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
ROOT = {"code": "root", "name": "演示市", "kind": "city"}


def set_up(
    by: Visitor, code: str = "", password: str = PASSWORD, agency: dict[str, str] | None = None
) -> Person:
    return setup.set_up(
        agency=agency or ROOT,
        username="first-admin",
        display_name="系统管理员",
        password=password,
        by=by,
        code=code,
    )


def refusal(by: Visitor, code: str = "", password: str = PASSWORD) -> list[str]:
    with pytest.raises(ProblemsError) as error:
        set_up(by, code, password)
    assert not Person.objects.exists()
    return [one.code for one in error.value.problems]


def test_the_operator_needs_no_code() -> None:
    person = set_up(OPERATOR)
    grant = RoleGrant.objects.get()
    assert (grant.role, grant.agency.code, grant.subtree) == ("system_admin", "root", True)
    assert person.check_password(PASSWORD)
    assert not person.must_change_password
    assert visitor_for(person).is_system_admin
    said = list(AuditRow.objects.order_by("number").values_list("action", "actor"))
    assert said == [("accounts.add_agency", "首次设置"), ("accounts.set_up", "本机操作员")]


def test_an_agency_that_is_there_already_is_taken() -> None:
    load_reference(name="guangxi-cities", actor="测试")
    set_up(OPERATOR, agency=ROOT | {"code": "guangxi", "name": "别的名字"})
    assert RoleGrant.objects.get().agency.name == "广西壮族自治区"


def test_others_need_a_code_that_works_once() -> None:
    code = setup.new_setup_code(actor="命令行")
    assert code not in str(list(SetupCode.objects.values())) + str(list(AuditRow.objects.values()))
    assert refusal(PUBLIC) == refusal(PUBLIC, code="guess") == ["setup-code"]
    assert refusal(PUBLIC, code=code, password="short") == ["password-rule"]
    assert SetupCode.objects.get().used is None
    set_up(PUBLIC, code=f" {code} ")
    assert SetupCode.objects.get().used is not None


def test_a_code_ends_after_an_hour() -> None:
    code = setup.new_setup_code(actor="命令行")
    SetupCode.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert refusal(PUBLIC, code=code) == ["setup-code"]
    kept = SetupCode.objects.get()
    setup.new_setup_code(actor="命令行")
    newest = SetupCode.objects.exclude(pk=kept.pk).get()
    assert timedelta(minutes=59) < newest.expires - timezone.now() <= timedelta(hours=1)


def test_a_new_code_ends_the_one_before() -> None:
    first, second = (setup.new_setup_code(actor="命令行") for _ in range(2))
    assert refusal(PUBLIC, code=first) == ["setup-code"]
    assert set_up(PUBLIC, code=second).pk


def test_once_set_up_it_is_closed_for_ever() -> None:
    spare = setup.new_setup_code(actor="命令行")
    set_up(OPERATOR)
    Person.objects.update(is_active=False)
    for by, code in ((OPERATOR, ""), (PUBLIC, spare)):
        with pytest.raises(PermissionDenied, match="永久关闭"):
            set_up(by, code=code)
    with pytest.raises(CommandError, match="永久关闭"):
        call_command("setup_code")
    assert Person.objects.count() == 1


def test_nothing_stays_of_a_set_up_that_failed() -> None:
    assert refusal(OPERATOR, password="12345") == ["password-rule", "password-rule", "password-rule"]
    assert not Agency.objects.exists()
    assert not AuditRow.objects.exists()


def test_the_command_shows_a_code_that_works(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("setup_code")
    code = capsys.readouterr().out.splitlines()[0].removeprefix("设置码：")
    assert set_up(PUBLIC, code=code).username == "first-admin"
