"""People: added with a first password that is shown once, changed, stopped, given and relieved of roles."""

import re
import secrets
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from shuheng.accounts.models import Agency, Person, RoleGrant
from shuheng.accounts.permissions import allows
from shuheng.accounts.rights import MANAGE, is_last_admin, may_grant, may_manage, require
from shuheng.accounts.terms import RoleCode
from shuheng.accounts.throttle import unlock
from shuheng.accounts.visitors import ROLES, Visitor
from shuheng.audit.chain import record, wait_for_turn
from shuheng.problems import Problem, ProblemsError

USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]{2,99}")
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no signs that look alike
NOT_YOURS = "您不管理这个人：他不在您管理的单位，或者他的角色您无权授予。"


@dataclass(frozen=True)
class Welcome:
    """A person with a password that is shown once and kept nowhere in clear."""

    person: Person
    password: str


def problem(code: str, field: str, message: str, hint: str = "") -> ProblemsError:
    return ProblemsError([Problem(code, message, field=field, hint=hint)])


def random_password() -> str:
    """Four times four signs, 79 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def noted(by: Visitor, action: str, person: Person, **detail: object) -> None:
    said = {"username": person.username, **detail}
    record(actor=by.name, action=f"accounts.{action}", thing_type="Person", thing_id=person.pk, detail=said)


def add_person(*, username: str, display_name: str, agency: Agency, by: Visitor) -> Welcome:
    """Add someone with no role yet; the password must be changed at the first sign-in."""
    require(allows(by, MANAGE, agency), f"您不管理“{agency.name}”的人员。")
    password = random_password()
    with transaction.atomic():
        wait_for_turn()
        person = new_person(username, display_name, agency)
        person.must_change_password = True
        person.set_password(password)
        person.save()
        noted(by, "add_person", person, agency=agency.code, display_name=person.display_name)
    return Welcome(person, password)


def new_person(username: str, display_name: str, agency: Agency) -> Person:
    """Checked, not yet saved."""
    name = username.strip().lower()
    if not USERNAME.fullmatch(name):
        message = (
            f"“{username[:100]}”不能作用户名：用小写字母、数字和 . _ @ -，3 到 100 位，以字母或数字开头。"
        )
        raise problem("person-username", "用户名", message)
    if Person.objects.filter(username=name).exists():
        raise problem("person-exists", "用户名", f"用户名“{name}”已经有人用了。", "请换一个。")
    return Person(username=name, display_name=display_text(display_name), agency=agency)


def display_text(text: str) -> str:
    said = " ".join(text.split())
    if not said or len(said) > 100 or not said.isprintable():
        raise problem(
            "person-display-name", "显示名", "显示名要写 1 到 100 个字。", "可以写岗位，如“数据专员”。"
        )
    return said


def change_person(*, person: Person, display_name: str, agency: Agency, by: Visitor) -> None:
    """Another display name or agency; roles are not moved along."""
    require(may_manage(by, person), NOT_YOURS)
    require(allows(by, MANAGE, agency), f"您不管理“{agency.name}”的人员。")
    before = {"display_name": person.display_name, "agency": person.agency.code}
    after = {"display_name": display_text(display_name), "agency": agency.code}
    if before == after:
        return
    with transaction.atomic():
        person.display_name, person.agency = after["display_name"], agency
        person.save(update_fields=["display_name", "agency"])
        noted(by, "change_person", person, before=before, after=after)


def set_active(*, person: Person, active: bool, by: Visitor) -> None:
    """Stop someone from signing in, or let him again. Who is stopped is signed out everywhere at once."""
    require(may_manage(by, person), NOT_YOURS)
    with transaction.atomic():
        wait_for_turn()
        if not active and by.person_id == person.pk:
            raise problem("person-self", "启用", "不能停用自己。", "请由另一位管理员来做。")
        if not active and is_last_admin(person):
            raise last_admin()
        changed = Person.objects.filter(pk=person.pk, is_active=not active).update(is_active=active)
        if changed:
            noted(by, "start_person" if active else "stop_person", person)


def last_admin() -> ProblemsError:
    hint = "请先让另一个人担任系统管理员。"
    return problem("person-last-admin", "角色", "这是最后一位系统管理员。", hint)


def reset_password(*, person: Person, by: Visitor) -> Welcome:
    """A new password to be changed at the next sign-in; open sessions end, wrong attempts are forgotten."""
    require(may_manage(by, person), NOT_YOURS)
    password = random_password()
    with transaction.atomic():
        person.set_password(password)
        person.must_change_password = True
        person.save(update_fields=["password", "must_change_password"])
        unlock(person.username)
        noted(by, "reset_password", person)
    return Welcome(person, password)


def change_password(*, person: Person, old: str, new: str, by: Visitor) -> None:
    """Change one's own password; `ProblemsError` says which rule the new one breaks."""
    require(by.person_id == person.pk, "只能修改自己的密码。")
    if not person.check_password(old):
        raise problem("password-wrong", "原密码", "原密码不对。")
    if old == new:
        raise problem("password-same", "新密码", "新密码和原密码一样。", "请换一个。")
    check_password_rules(person, new)
    with transaction.atomic():
        person.set_password(new)
        person.must_change_password = False
        person.save(update_fields=["password", "must_change_password"])
        noted(by, "change_password", person)


def check_password_rules(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ProblemsError(
            Problem("password-rule", message, field="新密码") for message in error.messages
        ) from error


def grant_role(*, person: Person, role: RoleCode, agency: Agency, subtree: bool, by: Visitor) -> RoleGrant:
    """Give a role in an agency. Nobody gives more than he has."""
    require(may_manage(by, person), NOT_YOURS)
    require(may_grant(by, role, agency, subtree=subtree), f"您无权在“{agency.name}”授予“{role.title}”。")
    with transaction.atomic():
        wait_for_turn()
        held = RoleGrant.objects.filter(person=person, role=role, agency=agency, revoked=None)
        if held.filter(subtree=subtree).exists():
            raise problem("role-held", "角色", f"{person}在“{agency.name}”已经是{role.title}。")
        held.update(revoked=timezone.now(), revoked_by=by.name)
        grant = RoleGrant.objects.create(
            person=person, role=role, agency=agency, subtree=subtree, granted_by=by.name
        )
        noted(by, "grant_role", person, role=role.value, agency=agency.code, subtree=subtree)
    return grant


def revoke_role(*, grant: RoleGrant, by: Visitor) -> None:
    """Take a role back; the row stays with its date."""
    role = ROLES[grant.role]
    granted = may_grant(by, role, grant.agency, subtree=grant.subtree)
    require(granted, f"您无权收回“{grant.agency.name}”的“{role.title}”。")
    with transaction.atomic():
        wait_for_turn()
        if role == RoleCode.SYSTEM_ADMIN and is_last_admin(grant.person):
            raise last_admin()
        taken = RoleGrant.objects.filter(pk=grant.pk, revoked=None)
        if taken.update(revoked=timezone.now(), revoked_by=by.name):
            detail = {"role": role.value, "agency": grant.agency.code, "subtree": grant.subtree}
            noted(by, "revoke_role", grant.person, **detail)
