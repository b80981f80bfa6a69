"""What an attacker tries: a session set beforehand, a redirect away, fields that were not offered, a leak."""

import logging

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shuheng.accounts.models import Person, RoleGrant
from shuheng.audit.models import AuditRow
from tests.cast import ELSEWHERE, PASSWORD, Cast

SECRET = "typed-by-mistake-81"


def browser() -> Client:
    return Client(headers={"host": "localhost"}, REMOTE_ADDR=ELSEWHERE)


def sign_in(client: Client, **given: str) -> str:
    response = client.post("/sign-in/", {"username": "filer", "password": PASSWORD} | given)
    assert response.status_code == 302
    return str(response["Location"])


def test_a_session_set_beforehand_does_not_become_mine(cast: Cast) -> None:
    cast.person("填报人")
    victim = browser()
    session = victim.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    assert planted
    victim.cookies[settings.SESSION_COOKIE_NAME] = planted
    sign_in(victim)
    assert victim.cookies[settings.SESSION_COOKIE_NAME].value != planted
    assert not Session.objects.filter(session_key=planted).exists()
    attacker = browser()
    attacker.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert attacker.get("/agencies/").status_code == 302


def test_a_second_person_does_not_inherit_the_first_ones_session(cast: Cast) -> None:
    cast.everybody()
    client = browser()
    sign_in(client)
    session = client.session
    session["mine"] = True
    session.save()
    sign_in(client, username="auditor")
    assert "mine" not in client.session
    assert "审计员（auditor）" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\\\\evil.example",
        " //evil.example",
        "https:evil.example",
        "",
    ],
)
def test_the_way_back_never_leads_away(back: str, cast: Cast) -> None:
    cast.person("填报人")
    assert sign_in(browser(), next=back) == "/"
    signed_in = cast.client("填报人").get("/sign-in/", {"next": back})
    assert signed_in["Location"] == "/"


def test_a_fragments_page_elsewhere_is_not_the_way_back(cast: Cast) -> None:
    cast.person("填报人")
    headers = {"HX-Request": "true", "HX-Current-URL": "https://evil.example//evil.example/x"}
    response = browser().get("/agencies/", headers=headers)
    back = response["HX-Redirect"]
    assert "evil.example" not in browser().get(back).context["page"].next


@pytest.mark.parametrize(
    ("title", "given"),
    [
        ("单位管理员", {"role": "system_admin", "agency": "city-a-health"}),
        ("单位管理员", {"role": "bureau_admin", "agency": "city-a-health"}),
        ("单位管理员", {"role": "filer", "agency": "city-a"}),
        ("单位管理员", {"role": "filer", "agency": "city-b-health"}),
        ("大数据局管理员", {"role": "auditor", "agency": "city-a"}),
        ("大数据局管理员", {"role": "system_admin", "agency": "city-a", "subtree": "yes"}),
    ],
)
def test_roles_that_were_not_offered_are_not_given(title: str, given: dict[str, str], cast: Cast) -> None:
    cast.everybody()
    for target in (title, "填报人"):
        number = cast.person(target).pk
        before = RoleGrant.objects.count()
        assert cast.client(title).post(f"/people/{number}/roles/", given).status_code == 403
        assert RoleGrant.objects.count() == before


def test_a_role_that_does_not_exist_is_not_found(cast: Cast) -> None:
    number = cast.person("填报人").pk
    given = {"role": "god", "agency": "city-a-health"}
    assert cast.client("单位管理员").post(f"/people/{number}/roles/", given).status_code == 404


def test_a_grant_is_taken_back_only_at_its_own_person(cast: Cast) -> None:
    cast.everybody()
    other = cast.person("大数据局管理员").grants.get()
    address = f"/people/{cast.person('填报人').pk}/roles/{other.pk}/revoke/"
    assert cast.client("系统管理员").post(address).status_code == 404


def test_a_new_password_for_somebody_mightier_is_not_given(cast: Cast) -> None:
    """Somebody mightier who sits in a managed agency would otherwise be taken over."""
    cast.everybody()
    boss = cast.person("系统管理员")
    Person.objects.filter(pk=boss.pk).update(agency=cast.agency("city-a-health"))
    response = cast.client("单位管理员").post(f"/people/{boss.pk}/password/")
    assert response.status_code == 403
    assert Person.objects.get(pk=boss.pk).check_password(PASSWORD)


def test_fields_that_the_form_does_not_have_are_not_taken(cast: Cast) -> None:
    cast.everybody()
    client, filer = cast.client("单位管理员"), cast.person("填报人")
    given = {
        "display_name": "甲",
        "agency": "city-a-health",
        "is_active": "",
        "username": "root",
        "password": "x",
    }
    client.post(f"/people/{filer.pk}/edit/", given)
    kept = Person.objects.get(pk=filer.pk)
    assert (kept.display_name, kept.username, kept.is_active) == ("甲", "filer", True)
    assert kept.check_password(PASSWORD)
    given = {"code": "other", "path": "/1/", "tier": "第一档"}
    cast.client("大数据局管理员").post("/agencies/city-a-health/edit/", given)
    agency = cast.agency("city-a-health")
    assert (agency.tier, agency.path.count("/")) == ("第一档", 4)


def test_a_preview_belongs_to_whoever_made_it(cast: Cast) -> None:
    cast.everybody()
    content = "单位代码,档次\ncity-a-health,第一档\n".encode()
    file = SimpleUploadedFile("a.csv", content)
    page = cast.client("大数据局管理员").post("/agencies/import/", {"agencies": file}).context["page"]
    assert page.token
    for title, token in (("系统管理员", page.token), ("大数据局管理员", page.token[:-2] + "xx")):
        response = cast.client(title).post("/agencies/import/apply/", {"token": token})
        assert (response.status_code, "预览已经过期" in response.content.decode()) == (422, True)
    assert cast.agency("city-a-health").tier == ""


def stored() -> str:
    """Every row of every model, as text."""
    return str([list(model._base_manager.values()) for model in apps.get_models()])


def test_passwords_are_in_no_log_and_in_no_row(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    """Neither the right one, nor a wrong one, nor one typed where the name belongs."""
    cast.everybody()
    with caplog.at_level(logging.DEBUG):
        client = browser()
        for _ in range(6):
            client.post("/sign-in/", {"username": "filer", "password": SECRET})
            client.post("/sign-in/", {"username": SECRET, "password": SECRET})
        sign_in(client, username="auditor")
        number = cast.person("填报人").pk
        reset = cast.client("单位管理员").post(f"/people/{number}/password/")
    first = reset.context["page"].welcome.password
    assert "no-store" in reset["Cache-Control"]
    texts = "".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    assert AuditRow.objects.filter(action="accounts.sign_in_failed").count() == 10
    assert AccessAttempt.objects.exists()
    for secret in (SECRET, PASSWORD, first):
        assert secret not in texts
        assert secret not in stored()


def test_a_person_is_shown_as_text(cast: Cast) -> None:
    cast.everybody()
    Person.objects.filter(username="filer").update(display_name="<script>alert(1)</script>")
    page = cast.client("审计员").get("/people/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
