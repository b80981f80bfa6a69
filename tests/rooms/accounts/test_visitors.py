"""Who is asking: the operator only until somebody else can run the house."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from shuheng.accounts.models import Person, RoleGrant
from shuheng.accounts.visitors import OPERATOR, PUBLIC, visitor_for, visitor_of
from tests.cast import PEOPLE, Cast


def asked(person: Person | AnonymousUser | None = None) -> HttpRequest:
    request = RequestFactory().get("/", headers={"host": "localhost"})
    if person is not None:
        request.user = person
    return request


def test_other_people_do_not_take_the_operators_place(cast: Cast) -> None:
    for title in PEOPLE:
        if title != "系统管理员":
            cast.person(title)
    assert visitor_of(asked(AnonymousUser())) == OPERATOR


def test_with_a_system_administrator_nobody_is_operator(cast: Cast) -> None:
    cast.person("系统管理员")
    assert visitor_of(asked(AnonymousUser())) == PUBLIC


@pytest.mark.parametrize("change", ["stopped", "revoked"])
def test_an_administrator_who_cannot_act_does_not_count(change: str, cast: Cast) -> None:
    person = cast.person("系统管理员")
    if change == "stopped":
        Person.objects.filter(pk=person.pk).update(is_active=False)
    else:
        RoleGrant.objects.filter(person=person).update(revoked="2026-01-01T00:00Z", revoked_by="测试")
    assert visitor_of(asked()) == OPERATOR


def test_a_person_is_known_by_name_and_roles(cast: Cast) -> None:
    person = cast.person("单位管理员")
    visitor = visitor_of(asked(person))
    assert visitor == visitor_for(person)
    assert visitor.name == "单位管理员（unit-admin）"
    assert (visitor.person_id, visitor.agency_id) == (person.pk, cast.agency("city-a-health").pk)
    assert [(one.role.value, one.subtree) for one in visitor.held] == [("agency_admin", True)]
    assert visitor.signed_in
    assert not visitor.is_operator


def test_a_display_name_cannot_pass_for_somebody_else(cast: Cast) -> None:
    person = cast.person("填报人")
    person.display_name = OPERATOR.name
    assert visitor_for(person).name not in {OPERATOR.name, PUBLIC.name}


def test_the_visitor_is_found_out_once_per_request(cast: Cast) -> None:
    request = asked()
    assert visitor_of(request) == OPERATOR
    cast.person("系统管理员")
    assert visitor_of(request) == OPERATOR
    assert visitor_of(asked()) == PUBLIC
