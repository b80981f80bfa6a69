"""People and their roles: nobody gives, takes or takes over more than he has; nothing locks the house."""

from collections.abc import Callable
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from shuheng.accounts.actions import people
from shuheng.accounts.models import Person, RoleGrant
from shuheng.accounts.permissions import allows
from shuheng.accounts.queries.people import offered, people_page, person_page
from shuheng.accounts.rights import may_grant, may_manage
from shuheng.accounts.terms import RoleCode
from shuheng.accounts.visitors import OPERATOR, Visitor
from shuheng.audit.chain import verify_chain
from shuheng.audit.models import AuditRow
from shuheng.problems import ProblemsError
from tests.cast import PASSWORD, PEOPLE, Cast

NOBODY = dict.fromkeys(PEOPLE, ())
MANAGED = NOBODY | {
    "单位管理员": ("填报人", "单位管理员"),
    "大数据局管理员": ("填报人", "单位管理员", "大数据局管理员", "评审专家"),
    "外单位": ("外单位",),
    "系统管理员": tuple(PEOPLE),
}
GIVEN = {
    "填报人": (),
    "单位管理员": ("filer", "agency_admin", "reviewer"),
    "大数据局管理员": ("filer", "agency_admin", "bureau_admin", "reviewer"),
    "评审专家": (),
    "审计员": (),
    "系统管理员": tuple(role.value for role in RoleCode),
}


def add(cast: Cast, by: Visitor, **changes: str) -> people.Welcome:
    said = {"username": "new-one", "display_name": "数据专员", "agency": "city-a-health"} | changes
    agency = cast.agency(said["agency"])
    return people.add_person(
        username=said["username"], display_name=said["display_name"], agency=agency, by=by
    )


def acts() -> list[str]:
    return list(AuditRow.objects.order_by("number").values_list("action", flat=True))


def test_a_new_person_has_a_password_to_change_and_no_role(cast: Cast) -> None:
    welcome = add(cast, cast.visitor("单位管理员"), username=" New-One ")
    person = Person.objects.get(username="new-one")
    assert person.check_password(welcome.password)
    assert person.password.startswith("argon2$argon2id$")
    assert person.must_change_password
    assert not person.grants.exists()
    row = AuditRow.objects.order_by("number").last()
    assert row is not None
    assert (row.action, row.actor) == ("accounts.add_person", "单位管理员（unit-admin）")
    assert verify_chain().ok


def test_first_passwords_are_long_and_never_the_same() -> None:
    found = {people.random_password() for _ in range(200)}
    assert len(found) == 200
    assert {len(one) for one in found} == {19}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"username": "ab"}, "person-username"),
        ({"username": "张三"}, "person-username"),
        ({"username": "a b c"}, "person-username"),
        ({"username": "本机操作员"}, "person-username"),
        ({"username": "x" * 101}, "person-username"),
        ({"username": "FILER"}, "person-exists"),
        ({"display_name": "  "}, "person-display-name"),
        ({"display_name": "a\x07b"}, "person-display-name"),
        ({"display_name": "字" * 101}, "person-display-name"),
    ],
)
def test_what_a_person_cannot_be_called(changes: dict[str, str], code: str, cast: Cast) -> None:
    cast.person("填报人")
    with pytest.raises(ProblemsError) as error:
        add(cast, OPERATOR, **changes)
    assert [one.code for one in error.value.problems] == [code]
    assert Person.objects.count() == 1


@pytest.mark.parametrize(("title", "managed"), MANAGED.items())
def test_who_manages_whom(title: str, managed: tuple[str, ...], cast: Cast) -> None:
    cast.everybody()
    visitor = cast.visitor(title)
    assert {other for other in PEOPLE if may_manage(visitor, cast.person(other))} == set(managed)


@pytest.mark.parametrize("title", PEOPLE)
def test_whom_one_does_not_manage_one_cannot_touch(title: str, cast: Cast) -> None:
    cast.everybody()
    by = cast.visitor(title)
    before = list(Person.objects.order_by("pk").values())
    for other in sorted(set(PEOPLE) - set(MANAGED[title])):
        person = cast.person(other)
        home = person.agency
        tries: tuple[Callable[[], object], ...] = (
            partial(people.reset_password, person=person, by=by),
            partial(people.set_active, person=person, active=False, by=by),
            partial(people.change_person, person=person, display_name="别人", agency=home, by=by),
            partial(people.grant_role, person=person, role=RoleCode.FILER, agency=home, subtree=False, by=by),
        )
        for attempt in tries:
            with pytest.raises(PermissionDenied):
                attempt()
    assert list(Person.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(("title", "roles"), GIVEN.items())
def test_which_roles_one_may_give_at_home(title: str, roles: tuple[str, ...], cast: Cast) -> None:
    visitor = cast.visitor(title)
    _, _, _, where, _ = PEOPLE[title]
    agency = cast.agency(where)
    assert {role.value for role in RoleCode if may_grant(visitor, role, agency, subtree=True)} == set(roles)
    assert {role.value for role in offered(visitor)} == set(roles)


def test_one_gives_only_where_one_stands(cast: Cast) -> None:
    unit, bureau = cast.visitor("单位管理员"), cast.visitor("大数据局管理员")
    assert not may_grant(unit, RoleCode.FILER, cast.agency("city-a-water"), subtree=False)
    assert not may_grant(unit, RoleCode.FILER, cast.agency("city-a"), subtree=False)
    assert may_grant(bureau, RoleCode.FILER, cast.agency("city-a-water"), subtree=False)
    assert not may_grant(bureau, RoleCode.FILER, cast.agency("city-b"), subtree=False)


def test_what_one_has_without_subtree_one_does_not_give_with_it(cast: Cast) -> None:
    person = cast.person("单位管理员")
    RoleGrant.objects.filter(person=person).update(subtree=False)
    visitor, home = cast.visitor("单位管理员"), cast.agency("city-a-health")
    assert may_grant(visitor, RoleCode.FILER, home, subtree=False)
    assert not may_grant(visitor, RoleCode.FILER, home, subtree=True)


def test_one_does_not_raise_oneself(cast: Cast) -> None:
    person, by = cast.person("单位管理员"), cast.visitor("单位管理员")
    wanted = (
        (RoleCode.SYSTEM_ADMIN, "city-a-health"),
        (RoleCode.BUREAU_ADMIN, "city-a-health"),
        (RoleCode.AGENCY_ADMIN, "city-a"),
    )
    for role, where in wanted:
        with pytest.raises(PermissionDenied, match="您无权"):
            people.grant_role(person=person, role=role, agency=cast.agency(where), subtree=True, by=by)
    assert person.grants.count() == 1


def test_a_role_is_given_and_taken_back_with_its_dates(cast: Cast) -> None:
    person, by = cast.person("填报人"), cast.visitor("大数据局管理员")
    water = cast.agency("city-a-water")
    grant = people.grant_role(person=person, role=RoleCode.REVIEWER, agency=water, subtree=False, by=by)
    assert allows(cast.visitor("填报人"), "quality.read", water)
    people.revoke_role(grant=grant, by=by)
    people.revoke_role(grant=grant, by=by)
    assert not allows(cast.visitor("填报人"), "quality.read", water)
    kept = RoleGrant.objects.get(pk=grant.pk)
    assert (kept.granted_by, kept.revoked_by) == (by.name, by.name)
    assert kept.revoked is not None
    assert kept.revoked >= kept.granted
    assert acts()[-2:] == ["accounts.grant_role", "accounts.revoke_role"]


def test_the_same_role_twice_is_told_and_a_wider_one_takes_its_place(cast: Cast) -> None:
    person, home = cast.person("填报人"), cast.agency("city-a-health")
    with pytest.raises(ProblemsError, match="已经是填报人"):
        people.grant_role(person=person, role=RoleCode.FILER, agency=home, subtree=False, by=OPERATOR)
    people.grant_role(person=person, role=RoleCode.FILER, agency=home, subtree=True, by=OPERATOR)
    assert [one.subtree for one in person.grants.filter(revoked=None)] == [True]
    assert person.grants.count() == 2


def test_the_database_itself_keeps_one_role_per_agency(cast: Cast) -> None:
    person = cast.person("填报人")
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(person=person, role="filer", agency=person.agency, granted_by="测试")
    with pytest.raises(IntegrityError), transaction.atomic():
        person.grants.update(revoked="2026-01-01T00:00Z")


def test_the_mightier_keep_their_roles(cast: Cast) -> None:
    person = cast.person("大数据局管理员")
    with pytest.raises(PermissionDenied, match="无权收回"):
        people.revoke_role(grant=person.grants.get(), by=cast.visitor("单位管理员"))
    assert person.grants.filter(revoked=None).count() == 1


def test_the_last_system_administrator_stays(cast: Cast) -> None:
    person = cast.person("系统管理员")
    grant = person.grants.get()
    tries: tuple[Callable[[], None], ...] = (
        partial(people.revoke_role, grant=grant, by=OPERATOR),
        partial(people.set_active, person=person, active=False, by=OPERATOR),
    )
    for attempt in tries:
        with pytest.raises(ProblemsError, match="最后一位系统管理员"):
            attempt()
    second = cast.person("审计员")
    people.grant_role(
        person=second, role=RoleCode.SYSTEM_ADMIN, agency=cast.agency("province"), subtree=True, by=OPERATOR
    )
    people.revoke_role(grant=grant, by=OPERATOR)
    assert not cast.visitor("系统管理员").is_system_admin


def test_one_does_not_stop_oneself(cast: Cast) -> None:
    person, by = cast.person("单位管理员"), cast.visitor("单位管理员")
    with pytest.raises(ProblemsError, match="不能停用自己"):
        people.set_active(person=person, active=False, by=by)
    assert Person.objects.get(pk=person.pk).is_active


def test_stopping_and_starting_is_noted_once(cast: Cast) -> None:
    person, by = cast.person("填报人"), cast.visitor("单位管理员")
    for active in (False, False, True):
        people.set_active(person=person, active=active, by=by)
    assert acts()[-2:] == ["accounts.stop_person", "accounts.start_person"]


def test_moving_a_person_needs_both_agencies(cast: Cast) -> None:
    person = cast.person("填报人")
    with pytest.raises(PermissionDenied, match="甲市水利局"):
        people.change_person(
            person=person,
            display_name="甲",
            agency=cast.agency("city-a-water"),
            by=cast.visitor("单位管理员"),
        )
    by = cast.visitor("大数据局管理员")
    for _ in range(2):
        people.change_person(person=person, display_name="甲", agency=cast.agency("city-a-water"), by=by)
    person.refresh_from_db()
    assert (person.display_name, person.agency.code) == ("甲", "city-a-water")
    assert acts().count("accounts.change_person") == 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("wrong", "a-better-word-99", "password-wrong"),
        (PASSWORD, PASSWORD, "password-same"),
        (PASSWORD, "short-1", "password-rule"),
        (PASSWORD, "1234567890123", "password-rule"),
        (PASSWORD, "password1234", "password-rule"),
        (PASSWORD, "unit-admin-1", "password-rule"),
    ],
)
def test_a_password_that_will_not_do(old: str, new: str, code: str, cast: Cast) -> None:
    person, by = cast.person("单位管理员"), cast.visitor("单位管理员")
    with pytest.raises(ProblemsError) as error:
        people.change_password(person=person, old=old, new=new, by=by)
    assert {one.code for one in error.value.problems} == {code}
    assert Person.objects.get(pk=person.pk).check_password(PASSWORD)


def test_a_password_is_changed_by_its_owner_only(cast: Cast) -> None:
    person = cast.person("填报人")
    new = "a-better-word-99"
    with pytest.raises(PermissionDenied):
        people.change_password(person=person, old=PASSWORD, new=new, by=cast.visitor("系统管理员"))
    people.change_password(person=person, old=PASSWORD, new=new, by=cast.visitor("填报人"))
    assert Person.objects.get(pk=person.pk).check_password(new)
    assert new not in str(list(AuditRow.objects.values()))


def test_people_are_seen_by_those_of_their_place(cast: Cast) -> None:
    cast.everybody()
    seen = {
        title: {one.display_name for one in people_page("", 1, cast.visitor(title)).people}
        for title in PEOPLE
    }
    assert seen["填报人"] == seen["单位管理员"] == {"填报人", "单位管理员"}
    assert seen["外单位"] == {"外单位"}
    assert seen["评审专家"] == {"填报人", "单位管理员", "大数据局管理员", "评审专家"}
    assert seen["审计员"] == seen["系统管理员"] == set(PEOPLE)
    assert person_page(cast.person("填报人").pk, cast.visitor("外单位")) is None
    found = people_page("卫生 填报", 1, cast.visitor("审计员"))
    assert ([one.username for one in found.people], found.total) == (["filer"], 1)


def test_a_person_who_is_seen_is_not_yet_managed(cast: Cast) -> None:
    page = person_page(cast.person("填报人").pk, cast.visitor("评审专家"))
    assert page is not None
    assert not page.may_manage
    assert (page.roles, page.agencies) == ((), ())
    assert [row.may_revoke for row in page.grants] == [False]
