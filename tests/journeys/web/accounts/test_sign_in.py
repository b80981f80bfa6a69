"""Signing in as a person does it: the form, the wrong password, the wait, the way back, the first password."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from shuheng.accounts.actions import people
from shuheng.accounts.models import Person
from shuheng.accounts.visitors import OPERATOR
from shuheng.audit.chain import verify_chain
from shuheng.audit.models import AuditRow
from tests.cast import ELSEWHERE, PASSWORD, Cast

WRONG = "用户名或密码不对"
LOCKED = "密码错的次数太多"


def browser(address: str = ELSEWHERE) -> Client:
    return Client(headers={"host": "localhost"}, REMOTE_ADDR=address)


def sign_in(
    client: Client, username: str = "filer", password: str = PASSWORD, back: str = ""
) -> tuple[int, str]:
    """Status, and the text of the page or where it leads."""
    response = client.post("/sign-in/", {"username": username, "password": password, "next": back})
    return response.status_code, response.get("Location") or response.content.decode()


def acts() -> list[tuple[str, str, str]]:
    rows = AuditRow.objects.filter(action__startswith="accounts.sign").order_by("number")
    return [(row.action.removeprefix("accounts."), row.actor, row.thing_id) for row in rows]


@pytest.fixture
def filer(cast: Cast) -> Person:
    cast.person("系统管理员")
    return cast.person("填报人")


def test_the_page_asked_for_is_reached_through_the_form(filer: Person) -> None:
    client = browser()
    asked = client.get("/agencies/?q=%E7%94%B2&state=all")
    assert asked.status_code == 302
    form = client.get(asked["Location"])
    assert form.status_code == 200
    assert "no-store" in form["Cache-Control"]
    back = form.context["page"].next
    assert back == "/agencies/?q=%E7%94%B2&state=all"
    assert sign_in(client, " FILER ", back=back) == (302, back)
    page = client.get(back)
    assert page.status_code == 200
    assert "填报人（filer）" in page.content.decode()
    assert acts() == [("sign_in", "填报人（filer）", str(filer.pk))]
    assert verify_chain().ok


def test_signing_out_ends_the_session(filer: Person) -> None:
    client = browser()
    sign_in(client)
    key = client.session.session_key
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert not Session.objects.filter(session_key=key).exists()
    assert client.get("/agencies/").status_code == 302
    assert [act for act, _, _ in acts()] == ["sign_in", "sign_out"]


def test_signing_out_twice_is_noted_once(filer: Person) -> None:
    client = browser()
    client.post("/sign-out/")
    assert acts() == []


def test_a_session_lasts_a_working_day_and_its_cookie_is_kept_from_scripts(filer: Person) -> None:
    client = browser()
    sign_in(client)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (8 * 3600, True, "Lax")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/agencies/").status_code == 302


def test_wrong_password_unknown_name_and_stopped_person_look_the_same(filer: Person, cast: Cast) -> None:
    Person.objects.filter(pk=cast.person("审计员").pk).update(is_active=False)
    answers = {
        sign_in(browser(), name, password)[1].replace(name, "NAME")
        for name, password in (("filer", "wrong"), ("nobody", "wrong"), ("auditor", PASSWORD))
    }
    shown = {answer.split('<main class="main"')[1].split("csrfmiddlewaretoken")[0] for answer in answers}
    assert len(shown) == 1
    assert WRONG in shown.pop()


@pytest.mark.parametrize("name", ["filer", "nobody"])
def test_five_wrong_passwords_and_the_pair_waits(name: str, filer: Person) -> None:
    client = browser()
    for _ in range(4):
        assert sign_in(client, name, "wrong")[0] == 422
    status, said = sign_in(client, name, "wrong")
    assert status == 429
    assert LOCKED in said
    assert sign_in(client, name, PASSWORD)[0] == 429
    assert [act for act, _, _ in acts()] == ["sign_in_failed"] * 5 + ["sign_in_locked"]
    assert {thing for _, _, thing in acts()} == {str(filer.pk) if name == "filer" else "unknown"}


def test_the_wait_is_as_long_as_the_page_says(filer: Person) -> None:
    client = browser()
    for _ in range(7):
        status, said = sign_in(client, password="wrong")
    last = AccessAttempt.objects.get().attempt_time
    until = timezone.localtime(last + timedelta(minutes=15))
    assert status == 429
    assert f"请在 {until:%H:%M:%S} 之后再试" in said
    AccessAttempt.objects.update(attempt_time=last - timedelta(minutes=14, seconds=30))
    assert sign_in(client)[0] == 429
    AccessAttempt.objects.update(attempt_time=last - timedelta(minutes=15, seconds=1))
    assert sign_in(client)[0] == 302


def test_one_address_waiting_does_not_lock_out_the_person_elsewhere(filer: Person) -> None:
    for _ in range(5):
        sign_in(browser("198.51.100.1"), password="wrong")
    assert sign_in(browser("198.51.100.1"))[0] == 429
    assert sign_in(browser("198.51.100.2"))[0] == 302
    assert sign_in(browser("198.51.100.1"), "unit-admin", "wrong")[0] == 422


def test_the_right_password_clears_the_count(filer: Person) -> None:
    for _ in range(3):
        for _ in range(4):
            assert sign_in(browser(), password="wrong")[0] == 422
        assert sign_in(browser())[0] == 302


def test_a_new_password_from_the_administrator_ends_the_wait(filer: Person) -> None:
    for _ in range(5):
        sign_in(browser(), password="wrong")
    welcome = people.reset_password(person=filer, by=OPERATOR)
    assert sign_in(browser(), password=welcome.password) == (302, "/password/")


def test_through_a_local_socket_there_is_no_address(filer: Person) -> None:
    client = browser("")
    assert sign_in(client, password="wrong")[0] == 422
    assert sign_in(client)[0] == 302


def test_the_first_password_must_be_changed_before_anything_else(filer: Person, cast: Cast) -> None:
    welcome = people.add_person(
        username="new-one", display_name="新人", agency=cast.agency("city-a-health"), by=OPERATOR
    )
    client = browser()
    assert sign_in(client, "new-one", welcome.password, "/agencies/") == (302, "/password/")
    for address in ("/", "/agencies/", "/results/", "/gallery/"):
        assert client.get(address)["Location"] == "/password/"
    new = "a-better-word-99"
    again = client.post("/password/", {"old": welcome.password, "new": new, "again": "other"})
    assert (again.status_code, "不一样" in again.content.decode()) == (422, True)
    done = client.post("/password/", {"old": welcome.password, "new": new, "again": new})
    assert "密码已经修改" in done.content.decode()
    assert client.get("/").status_code == 200
    assert sign_in(browser(), "new-one", welcome.password)[0] == 422


def test_changing_the_password_ends_the_other_sessions(filer: Person) -> None:
    here, there = browser(), browser()
    sign_in(here)
    sign_in(there)
    new = "a-better-word-99"
    here.post("/password/", {"old": PASSWORD, "new": new, "again": new})
    assert here.get("/agencies/").status_code == 200
    assert there.get("/agencies/").status_code == 302


@pytest.mark.parametrize("act", ["stop", "reset"])
def test_who_is_stopped_or_reset_is_out_at_once(act: str, filer: Person) -> None:
    client = browser()
    sign_in(client)
    if act == "stop":
        people.set_active(person=filer, active=False, by=OPERATOR)
    else:
        people.reset_password(person=filer, by=OPERATOR)
    assert client.get("/agencies/").status_code == 302


def test_a_fragment_is_led_to_the_form_as_a_whole_page(filer: Person) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/agencies/?q=a"}
    response = browser().get("/agencies/?q=ab", headers=headers)
    assert response["HX-Redirect"] == "/sign-in/?next=%2Fagencies%2F%3Fq%3Da"


def test_an_act_of_somebody_signed_out_is_refused_with_the_way_in(filer: Person) -> None:
    response = browser().post("/agencies/new/")
    assert response.status_code == 403
    assert "请先登录" in response.content.decode()


def test_who_is_signed_in_and_may_not_is_told_what_it_takes(filer: Person, cast: Cast) -> None:
    response = cast.client("填报人").get("/agencies/new/")
    assert response.status_code == 403
    said = response.content.decode()
    assert "这里需要的权限：管理单位、人员和角色" in said
    assert "申请相应的角色" in said


def test_navigation_shows_only_what_one_may(filer: Person, cast: Cast) -> None:
    assert "/people/" in cast.client("填报人").get("/").content.decode()
    public = cast.client("公众").get("/").content.decode()
    assert "/people/" not in public
    assert 'href="/sign-in/"' in public
