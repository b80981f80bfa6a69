"""`allows`: by role, by place in the tree, through mergers; and the list that agrees with it."""

from datetime import date
from types import SimpleNamespace

import pytest

from shuheng.accounts.actions.agencies import change_agency
from shuheng.accounts.models import Agency, RoleGrant
from shuheng.accounts.permissions import PERMISSIONS, allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.roles import ROLE_PERMISSIONS
from shuheng.accounts.terms import RoleCode
from shuheng.accounts.visitors import OPERATOR, PUBLIC
from tests.cast import EVERYBODY, PEOPLE, Cast

REACH = {
    "填报人": {"city-a-health"},
    "单位管理员": {"city-a-health"},
    "大数据局管理员": {"city-a", "city-a-bureau", "city-a-health", "city-a-water"},
    "评审专家": {"city-a", "city-a-bureau", "city-a-health", "city-a-water"},
    "外单位": {"city-b-health"},
}


def merge(cast: Cast, ended: str, into: str) -> None:
    texts = {"valid_to": "2026-06-30", "merged_into": into}
    change_agency(agency=cast.agency(ended), texts=texts, by=OPERATOR)


def test_roles_hold_only_permissions_that_exist() -> None:
    assert set(ROLE_PERMISSIONS) == set(RoleCode)
    assert set().union(*ROLE_PERMISSIONS.values()) == set(PERMISSIONS)


@pytest.mark.parametrize(("title", "reached"), REACH.items())
def test_a_role_reaches_its_place_in_the_tree(title: str, reached: set[str], cast: Cast) -> None:
    visitor = cast.visitor(title)
    assert {one.code for one in Agency.objects.all() if allows(visitor, "catalogue.read", one)} == reached


def test_a_role_without_subtree_stays_in_its_agency(cast: Cast) -> None:
    person = cast.person("填报人")
    RoleGrant.objects.create(
        person=person, role=RoleCode.REVIEWER, agency=cast.agency("city-a"), granted_by="测试"
    )
    visitor = cast.visitor("填报人")
    assert allows(visitor, "quality.read", cast.agency("city-a"))
    assert not allows(visitor, "quality.read", cast.agency("city-a-water"))


def test_a_role_gives_only_its_permissions(cast: Cast) -> None:
    mine = cast.agency("city-a-health")
    assert allows(cast.visitor("填报人"), "facts.write", mine)
    assert not allows(cast.visitor("填报人"), "accounts.manage", mine)
    assert not allows(cast.visitor("填报人"), "catalogue.review", mine)
    assert not allows(cast.visitor("大数据局管理员"), "audit.read", mine)
    assert allows(cast.visitor("审计员"), "audit.read", mine)
    assert not allows(cast.visitor("审计员"), "facts.write", mine)


def test_two_roles_do_not_lend_each_other_their_place(cast: Cast) -> None:
    """Reading everywhere and writing somewhere is not writing everywhere."""
    person = cast.person("填报人")
    root = cast.agency("province")
    RoleGrant.objects.create(
        person=person, role=RoleCode.REVIEWER, agency=root, subtree=True, granted_by="测试"
    )
    visitor = cast.visitor("填报人")
    assert allows(visitor, "facts.read", cast.agency("city-b"))
    assert not allows(visitor, "facts.write", cast.agency("city-b"))


def test_a_role_taken_back_gives_nothing(cast: Cast) -> None:
    person = cast.person("填报人")
    grant = person.grants.get()
    grant.revoked, grant.revoked_by = grant.granted, "测试"
    grant.save()
    assert not allows(cast.visitor("填报人"), "facts.write")


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_operator_and_administrator_may_everything_the_public_nothing(permission: str, cast: Cast) -> None:
    for thing in (None, cast.agency("city-b"), SimpleNamespace(agency=None)):
        assert allows(OPERATOR, permission, thing)
        assert allows(cast.visitor("系统管理员"), permission, thing)
        assert not allows(PUBLIC, permission, thing)


def test_a_thing_is_judged_by_its_agency(cast: Cast) -> None:
    visitor = cast.visitor("填报人")
    assert allows(visitor, "catalogue.edit", SimpleNamespace(agency=cast.agency("city-a-health")))
    assert not allows(visitor, "catalogue.edit", SimpleNamespace(agency=cast.agency("city-a-water")))


def test_what_belongs_to_no_agency_is_left_to_a_whole_tree(cast: Cast) -> None:
    nobodys = SimpleNamespace(agency=None)
    assert not allows(cast.visitor("填报人"), "catalogue.read", nobodys)
    assert not allows(cast.visitor("大数据局管理员"), "catalogue.read", nobodys)
    assert allows(cast.visitor("审计员"), "catalogue.read", nobodys)


def test_a_thing_that_cannot_say_is_a_mistake_of_ours(cast: Cast) -> None:
    with pytest.raises(TypeError, match="str says of no agency"):
        allows(cast.visitor("填报人"), "catalogue.read", "city-a-health")


def test_a_merged_agency_is_reached_through_its_successor(cast: Cast) -> None:
    merge(cast, "city-a-water", "city-a-health")
    for title in ("填报人", "单位管理员"):
        assert allows(cast.visitor(title), "facts.read", cast.agency("city-a-water"))
    assert not allows(cast.visitor("外单位"), "facts.read", cast.agency("city-a-water"))


def test_a_chain_of_mergers_is_followed_into_another_tree(cast: Cast) -> None:
    merge(cast, "city-a-water", "city-a-health")
    merge(cast, "city-a-health", "city-b-health")
    assert allows(cast.visitor("外单位"), "facts.read", cast.agency("city-a-water"))
    assert {one.code for one in reachable(cast.visitor("外单位"), "facts.read")} == {
        "city-a-health",
        "city-a-water",
        "city-b-health",
    }


def test_what_stood_below_a_merged_agency_is_reached_by_roles_that_reach_below(cast: Cast) -> None:
    merge(cast, "city-a", "city-b")
    person = cast.person("填报人")
    for subtree, seen in ((False, False), (True, True)):
        RoleGrant.objects.filter(person=person).update(agency=cast.agency("city-b"), subtree=subtree)
        visitor = cast.visitor("填报人")
        assert allows(visitor, "facts.write", cast.agency("city-a"))
        assert allows(visitor, "facts.write", cast.agency("city-a-water")) is seen


@pytest.mark.parametrize(
    "merged",
    [(), (("city-a-water", "city-b-health"),), (("city-a", "city-b-health"), ("city-b", "city-a-bureau"))],
)
def test_the_list_agrees_with_the_question(merged: tuple[tuple[str, str], ...], cast: Cast) -> None:
    for ended, into in merged:
        merge(cast, ended, into)
    for title in EVERYBODY:
        visitor = cast.visitor(title)
        for permission in ("facts.read", "facts.write", "accounts.manage", "audit.read"):
            listed = {one.code for one in reachable(visitor, permission)}
            asked = {one.code for one in Agency.objects.all() if allows(visitor, permission, one)}
            assert listed == asked, (title, permission)


def test_mergers_that_were_written_in_a_circle_end(cast: Cast) -> None:
    a, b = cast.agency("city-a"), cast.agency("city-b")
    day = date(2026, 1, 1)
    Agency.objects.filter(pk=a.pk).update(merged_into=b, valid_to=day)
    Agency.objects.filter(pk=b.pk).update(merged_into=a, valid_to=day)
    assert not allows(cast.visitor("填报人"), "facts.read", cast.agency("city-a"))
    assert {one.code for one in reachable(cast.visitor("填报人"), "facts.read")} == {"city-a-health"}


def test_every_role_of_the_cast_is_one_of_the_list() -> None:
    assert {role for _, _, role, _, _ in PEOPLE.values()} == set(RoleCode)
