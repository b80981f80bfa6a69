"""People as an administrator keeps them, from the first set-up to the first sign-in of a new colleague."""

import pytest
from django.test import Client

from shuheng.accounts.actions.setup import new_setup_code
from shuheng.accounts.models import Person
from tests.cast import ELSEWHERE, PASSWORD, Cast

SETUP = {
    "code": "root",
    "name": "演示市",
    "kind": "city",
    "username": "first-admin",
    "display_name": "系统管理员",
    "password": PASSWORD,
    "again": PASSWORD,
}


def machine() -> Client:
    return Client(headers={"host": "localhost"})


def elsewhere() -> Client:
    return Client(headers={"host": "localhost"}, REMOTE_ADDR=ELSEWHERE)


def errors(client: Client, **changes: str) -> list[str]:
    response = client.post("/setup/", SETUP | changes)
    assert response.status_code == 422
    assert not Person.objects.exists()
    return [one.code for one in response.context["page"].problems]


@pytest.mark.django_db
def test_from_an_empty_house_to_a_colleague_who_is_in() -> None:
    here = machine()
    assert "首次设置" in here.get("/").content.decode()
    assert "还没有任何用户" in elsewhere().get("/sign-in/").content.decode()
    assert here.post("/setup/", SETUP)["Location"] == "/sign-in/"
    assert here.get("/agencies/").status_code == 302
    here.post("/sign-in/", {"username": "first-admin", "password": PASSWORD})
    assert [row.agency.name for row in here.get("/agencies/").context["page"].rows] == ["演示市"]
    given = {"username": "colleague", "display_name": "数据专员", "agency": "root"}
    welcome = here.post("/people/new/", given).context["page"].welcome
    number = welcome.person.pk
    here.post(f"/people/{number}/roles/", {"role": "filer", "agency": "root", "subtree": "yes"})
    there = elsewhere()
    there.post("/sign-in/", {"username": "colleague", "password": welcome.password})
    new = "a-better-word-99"
    there.post("/password/", {"old": welcome.password, "new": new, "again": new})
    assert there.get("/agencies/").status_code == 200
    assert there.get("/people/new/").status_code == 403


@pytest.mark.django_db
def test_the_set_up_says_what_is_wrong() -> None:
    here = machine()
    assert errors(here, again="other") == ["password-again"]
    assert errors(here, password="short", again="short") == ["password-rule"]
    assert errors(here, username="管理员") == ["person-username"]
    assert errors(here, code="") == ["agency-code"]
    page = here.post("/setup/", SETUP | {"again": "other"}).content.decode()
    assert 'value="演示市"' in page
    assert PASSWORD not in page


@pytest.mark.django_db
def test_from_elsewhere_the_set_up_takes_a_code() -> None:
    there = elsewhere()
    assert "设置码" in there.get("/setup/").content.decode()
    assert "设置码" not in machine().get("/setup/").content.decode().split("<form")[2]
    code = new_setup_code(actor="命令行")
    assert errors(there) == errors(there, setup_code="x") == ["setup-code"]
    assert there.post("/setup/", SETUP | {"setup_code": code}).status_code == 302
    assert there.get("/setup/").status_code == 302
    there.post("/sign-in/", {"username": "first-admin", "password": PASSWORD})
    closed = there.get("/setup/")
    assert (closed.status_code, "永久关闭" in closed.content.decode()) == (403, True)


def test_a_person_is_renamed_stopped_and_let_in_again(cast: Cast) -> None:
    cast.everybody()
    admin, number = cast.client("单位管理员"), cast.person("填报人").pk
    address = f"/people/{number}/"
    admin.post(f"{address}edit/", {"display_name": "新名字", "agency": "city-a-health"})
    assert "新名字" in admin.get("/people/").content.decode()
    wrong = admin.post(f"{address}edit/", {"display_name": " ", "agency": "city-a-health"})
    assert (wrong.status_code, "显示名要写" in wrong.content.decode()) == (422, True)
    assert admin.post(f"{address}edit/", {"display_name": "甲", "agency": "none"}).status_code == 422
    for active, word in (("no", "停用"), ("yes", "启用")):
        admin.post(f"{address}active/", {"active": active})
        assert Person.objects.get(pk=number).is_active is (active == "yes")
        assert word in admin.get("/people/").content.decode()


def test_roles_are_given_and_taken_back_on_the_page(cast: Cast) -> None:
    cast.everybody()
    admin, person = cast.client("大数据局管理员"), cast.person("填报人")
    address = f"/people/{person.pk}/"
    given = {"role": "reviewer", "agency": "city-a", "subtree": "yes"}
    admin.post(f"{address}roles/", given)
    page = admin.get(address)
    assert [row.grant.get_role_display() for row in page.context["page"].grants] == ["填报人", "评审专家"]
    twice = admin.post(f"{address}roles/", given)
    assert (twice.status_code, "已经是评审专家" in twice.content.decode()) == (422, True)
    assert admin.post(f"{address}roles/", given | {"agency": ""}).status_code == 422
    grant = person.grants.get(role="reviewer")
    admin.post(f"{address}roles/{grant.pk}/revoke/")
    assert "已收回的角色（1）" in admin.get(address).content.decode()


def test_the_last_administrator_is_told_why_he_stays(cast: Cast) -> None:
    cast.everybody()
    person = cast.person("系统管理员")
    client = cast.client("系统管理员")
    response = client.post(f"/people/{person.pk}/roles/{person.grants.get().pk}/revoke/")
    assert (response.status_code, "最后一位系统管理员" in response.content.decode()) == (422, True)
    response = client.post(f"/people/{person.pk}/active/", {"active": "no"})
    assert (response.status_code, "不能停用自己" in response.content.decode()) == (422, True)


def test_a_first_password_is_shown_once(cast: Cast) -> None:
    cast.everybody()
    admin, number = cast.client("单位管理员"), cast.person("填报人").pk
    shown = admin.post(f"/people/{number}/password/")
    password = shown.context["page"].welcome.password
    assert password in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert password not in admin.get(f"/people/{number}/").content.decode()
