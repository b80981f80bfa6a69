"""The operator is somebody at this very machine; everything that only looks like it is refused."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from shuheng.accounts.middleware import AccessMiddleware
from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import OPERATOR, PUBLIC, visitor_of

pytestmark = pytest.mark.django_db  # whether a system administrator exists, is asked of the database
LOCAL = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8000"}


def asked(**changes: str) -> HttpRequest:
    return RequestFactory().get("/", **(LOCAL | changes))  # type: ignore[arg-type]  # headers of the request


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8000"},
        {"REMOTE_ADDR": "127.3.2.1", "HTTP_HOST": "127.0.0.1"},
    ],
)
def test_the_operator_at_the_machine(changes: dict[str, str]) -> None:
    assert visitor_of(asked(**changes)) == OPERATOR


@pytest.mark.parametrize(
    "changes",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "unix:"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_FORWARDED": "for=203.0.113.9"},
        {"HTTP_VIA": "1.1 proxy"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
    ],
)
def test_all_others_are_the_public(changes: dict[str, str]) -> None:
    assert visitor_of(asked(**changes)) == PUBLIC


def test_another_name_of_the_machine_is_not_local(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["data.example"]
    assert visitor_of(asked(HTTP_HOST="data.example")) == PUBLIC


def test_the_operator_can_be_switched_off(settings: Settings) -> None:
    settings.OPERATOR = "nobody"
    assert visitor_of(asked()) == PUBLIC


def test_a_permission_that_does_not_exist_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError, match="unknown permission"):
        allows(OPERATOR, "assessment.reed")


def test_a_view_that_says_nothing_is_not_run(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.journeys.web.unmarked_urls"
    response = Client(headers={"host": "localhost"}).get("/unmarked/")
    assert response.status_code == 403
    assert "没有声明谁可以访问" in response.content.decode()


def test_the_gate_lets_requests_pass_on() -> None:
    answer = HttpResponse("ok")
    assert AccessMiddleware(lambda request: answer)(asked()) is answer


def test_a_name_that_is_not_ours_is_refused_in_words() -> None:
    response = Client(headers={"host": "evil.example"}).get("/")
    assert response.status_code == 400
    assert "请求不正确" in response.content.decode()


def test_a_failure_of_ours_is_said_without_details(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.journeys.web.unmarked_urls"
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    response = client.get("/failing/")
    assert response.status_code == 500
    assert "服务器出错了" in response.content.decode()
    assert "secret detail" not in response.content.decode()
