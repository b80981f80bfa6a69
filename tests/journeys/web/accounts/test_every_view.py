"""Every page of this room for everybody of the cast: what status each gets, with reasons in words."""

from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import URLPattern

from shuheng.accounts.models import Person
from shuheng.accounts.urls import urlpatterns
from shuheng.audit.models import AuditRow
from tests.cast import EVERYBODY, PEOPLE, PUBLIC_NAME, Cast

READERS = dict.fromkeys(PEOPLE, 200)
MANAGERS = dict.fromkeys(PEOPLE, 403) | dict.fromkeys(
    ("单位管理员", "大数据局管理员", "外单位", "系统管理员"), 200
)
KEEPERS = dict.fromkeys(PEOPLE, 403) | dict.fromkeys(("大数据局管理员", "系统管理员"), 200)
SEEN = READERS | {"外单位": 404}
OPEN = dict.fromkeys(PEOPLE, 200)
GET: dict[str, Mapping[str, int]] = {
    "/sign-in/": dict.fromkeys(PEOPLE, 302) | {PUBLIC_NAME: 200},
    "/password/": OPEN,
    "/setup/": dict.fromkeys(PEOPLE, 403),
    "/agencies/": READERS,
    "/agencies/?q=卫生&kind=department&state=all": READERS,
    "/agencies/city-a-health/": READERS,
    "/agencies/file/": READERS,
    "/agencies/new/?parent=city-a": MANAGERS,
    "/agencies/import/": MANAGERS,
    "/agencies/city-a-health/edit/": KEEPERS,
    "/agencies/city-a-health/end/": KEEPERS,
    "/people/": READERS,
    "/people/?q=填报&page=2": READERS,
    "/people/{filer}/": SEEN,
    "/people/new/": MANAGERS,
}
NOT_YOURS = {"单位管理员": 302, "大数据局管理员": 302, "系统管理员": 302, "外单位": 404}
ADMINS = dict.fromkeys(PEOPLE, 403) | {"大数据局管理员": 302, "系统管理员": 302}
POST: dict[str, tuple[dict[str, str], Mapping[str, int]]] = {
    "/sign-out/": ({}, dict.fromkeys(EVERYBODY, 302)),
    "/agencies/new/": (
        {"code": "n-1", "name": "某局", "kind": "部门（单位）", "parent": "city-a"},
        ADMINS | {"单位管理员": 422, "外单位": 422},
    ),
    "/agencies/city-a-health/edit/": ({"tier": "第一档"}, ADMINS),
    "/agencies/city-a-health/end/": ({"valid_to": "2026-06-30"}, ADMINS),
    "/agencies/city-a-health/reopen/": ({}, ADMINS),
    "/agencies/import/": ({}, MANAGERS | {title: 422 for title, status in MANAGERS.items() if status == 200}),
    "/agencies/import/apply/": (
        {"token": "x"},
        MANAGERS | {title: 422 for title, status in MANAGERS.items() if status == 200},
    ),
    "/people/new/": (
        {"username": "n-1", "display_name": "某人", "agency": "city-a-health"},
        MANAGERS | {"外单位": 403},
    ),
    "/people/{filer}/edit/": (
        {"display_name": "甲", "agency": "city-a-health"},
        dict.fromkeys(PEOPLE, 403) | NOT_YOURS,
    ),
    "/people/{filer}/active/": ({"active": "no"}, dict.fromkeys(PEOPLE, 403) | NOT_YOURS),
    "/people/{filer}/password/": ({}, MANAGERS | {"外单位": 404}),
    "/people/{filer}/roles/": (
        {"role": "reviewer", "agency": "city-a-health"},
        dict.fromkeys(PEOPLE, 403) | NOT_YOURS,
    ),
    "/people/{filer}/roles/{grant}/revoke/": ({}, dict.fromkeys(PEOPLE, 403) | NOT_YOURS),
}
FORMS = ("/sign-in/", "/password/", "/setup/")
ONLY_READ = [address for address in GET if address.split("?")[0] not in (*POST, *FORMS)]
MISSING = (
    "/agencies/nobody/",
    "/agencies/nobody/edit/",
    "/agencies/nobody/end/",
    "/people/999999/",
    "/people/99999999999999999999/",
)


def at(address: str, cast: Cast) -> str:
    filer = cast.person("填报人")
    return address.format(filer=filer.pk, grant=filer.grants.earliest("pk").pk)


def test_every_address_of_the_room_is_in_the_table() -> None:
    def pattern(address: str) -> str:
        return address.split("?", maxsplit=1)[0].strip("/").replace("{filer}", "1").replace("{grant}", "1")

    for one in urlpatterns:
        assert isinstance(one, URLPattern)
        assert any(one.resolve(f"{pattern(address)}/") for address in (*GET, *POST)), one.name


@pytest.mark.parametrize("title", EVERYBODY)
@pytest.mark.parametrize("address", GET)
def test_reading(address: str, title: str, cast: Cast) -> None:
    cast.everybody()
    response = cast.client(title).get(at(address, cast))
    if title == PUBLIC_NAME and title not in GET[address]:
        closed = address in ("/password/", "/setup/") and response.status_code == 403
        assert closed or (response.status_code, response["Location"].split("?")[0]) == (302, "/sign-in/")
        return
    assert response.status_code == GET[address][title]
    if response.status_code == 403:
        assert "不能访问" in response.content.decode()
        assert AuditRow.objects.filter(action="read").count() == 0


@pytest.mark.parametrize("title", EVERYBODY)
@pytest.mark.parametrize("address", POST)
def test_acting(address: str, title: str, cast: Cast) -> None:
    cast.everybody()
    given, statuses = POST[address]
    before = AuditRow.objects.exclude(action="read").count()
    response = cast.client(title).post(at(address, cast), given)
    assert response.status_code == statuses.get(title, 403)
    if response.status_code in (403, 404, 422):
        assert AuditRow.objects.exclude(action="read").count() == before


@pytest.mark.parametrize("address", MISSING)
def test_a_bad_id_is_not_found(address: str, cast: Cast) -> None:
    assert cast.client("系统管理员").get(address).status_code == 404


@pytest.mark.parametrize("address", ONLY_READ)
def test_reading_pages_take_no_post(address: str, cast: Cast) -> None:
    assert cast.client("系统管理员").post(at(address, cast)).status_code == 405


@pytest.mark.parametrize(
    "address", [address for address in POST if address not in GET and "/new" not in address]
)
def test_acts_take_no_get(address: str, cast: Cast) -> None:
    assert cast.client("系统管理员").get(at(address, cast)).status_code == 405


@pytest.mark.parametrize("address", POST)
def test_acts_need_the_forms_token(address: str, cast: Cast) -> None:
    person: Person = cast.person("系统管理员")
    checked = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    checked.force_login(person, "django.contrib.auth.backends.ModelBackend")
    response = checked.post(at(address, cast), POST[address][0])
    assert response.status_code == 403
    assert "提交没有通过安全检查" in response.content.decode()


@pytest.mark.parametrize("address", GET)
def test_pages_carry_no_script_of_their_own_and_are_kept_private(address: str, cast: Cast) -> None:
    response = cast.client("系统管理员").get(at(address, cast))
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    if response.status_code == 200:
        assert "private" in response.headers["Cache-Control"]
