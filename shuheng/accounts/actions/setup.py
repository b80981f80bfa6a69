"""The first run: one system administrator and the root agency, once, with no password known beforehand."""

import hashlib
import secrets
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from shuheng.accounts.actions.agencies import keep
from shuheng.accounts.actions.people import check_password_rules, new_person, noted
from shuheng.accounts.models import Agency, Person, RoleGrant, SetupCode
from shuheng.accounts.plan import Said
from shuheng.accounts.terms import RoleCode
from shuheng.accounts.visitors import OPERATOR, Visitor
from shuheng.audit.chain import record, wait_for_turn
from shuheng.problems import Problem, ProblemsError

LASTS = timedelta(hours=1)
CLOSED = "系统已经设置过，首次设置永久关闭。"
SETTER = Visitor("首次设置", is_operator=True)


def is_open() -> bool:
    """Whether nobody was ever added. People are never removed, so this ends once and for all."""
    return not Person.objects.exists()


def new_setup_code(*, actor: str) -> str:
    """A code for one browser elsewhere; earlier ones end. Only its hash is kept."""
    code = secrets.token_urlsafe(24)
    with transaction.atomic():
        wait_for_turn()
        if not is_open():
            raise PermissionDenied(CLOSED)
        now = timezone.now()
        SetupCode.objects.filter(used=None, expires__gt=now).update(expires=now)
        kept = SetupCode.objects.create(hash=hashed(code), expires=now + LASTS)
        record(actor=actor, action="accounts.setup_code", thing_type="SetupCode", thing_id=kept.pk)
    return code


def hashed(code: str) -> str:
    """Plain SHA-256 will do: the code is random, 192 bits."""
    return hashlib.sha256(code.strip().encode()).hexdigest()


def set_up(
    *, agency: dict[str, str], username: str, display_name: str, password: str, by: Visitor, code: str = ""
) -> Person:
    """Create the root agency (unless its code exists) and the first system administrator.

    By the operator at the machine, or by whoever has the code. `PermissionDenied` once it is closed.
    """
    with transaction.atomic():
        wait_for_turn()
        if not is_open():
            raise PermissionDenied(CLOSED)
        if not by.is_operator:
            use_code(code)
        root = Agency.objects.filter(code=agency.get("code", "").strip()).first()
        if root is None:
            keep(said=[Said(agency)], by=SETTER)
            root = Agency.objects.get(code=agency["code"].strip())
        person = new_person(username, display_name, root)
        check_password_rules(person, password)
        person.set_password(password)
        person.save()
        actor = OPERATOR if by.is_operator else SETTER
        RoleGrant.objects.create(
            person=person, role=RoleCode.SYSTEM_ADMIN, agency=root, subtree=True, granted_by=actor.name
        )
        noted(actor, "set_up", person, agency=root.code, role=RoleCode.SYSTEM_ADMIN.value)
    return person


def use_code(code: str) -> None:
    """Spend a code that is valid now."""
    now = timezone.now()
    valid = SetupCode.objects.filter(hash=hashed(code), used=None, expires__gt=now)
    if not valid.update(used=now):
        hint = "请在服务器上运行 python manage.py setup_code 取得新的设置码，一小时内有效，只能用一次。"
        raise ProblemsError([Problem("setup-code", "设置码不对，或者已经过期。", field="设置码", hint=hint)])
