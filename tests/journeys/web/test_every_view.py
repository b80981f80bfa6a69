"""The same short list for every view: it works, a stranger is refused, a bad id, a wrong method."""

import pytest
from django.test import Client

from shuheng.assessment.models import StoredResult

CITY = "demo-04"
PUBLIC = ["/", "/search/?q=目录", "/rubrics/", "/rubrics/guangxi-2021/", "/gallery/", "/health/"]
CLOSED = [
    "/results/",
    "/results/{r}/",
    "/results/{r}/agencies/{city}/",
    "/results/{r}/agencies/{city}/why/",
    "/results/{r}/agencies/{city}/why/A1-1/",
    "/results/{r}/agencies/{city}/what-if/",
    "/results/new/",
    "/compare/",
    "/compare/?first={r}&second={r}",
    "/rubrics/guangxi-2021/form/",
    "/results/{r}/export/json/",
    "/results/{r}/export/html/",
    "/results/{r}/export/xlsx/",
    "/results/{r}/export/docx/",
]
POSTED = ["/results/{r}/recompute/", "/rubrics/guangxi-2021/document/"]
READ_AND_POSTED = ["/results/new/", "/results/{r}/agencies/{city}/what-if/"]
MISSING = [
    "/rubrics/none/",
    "/results/999999/",
    "/results/{r}/agencies/nobody/",
    "/results/{r}/agencies/nobody/why/",
    "/results/{r}/agencies/nobody/what-if/",
    "/results/{r}/agencies/{city}/why/Z9-9/",
    "/results/{r}/export/odt/",
    "/results/999999/export/json/",
    "/rubrics/none/form/",
    "/compare/?first=999999",
    "/compare/?first=x",
    "/nowhere/",
]


def at(address: str, result: StoredResult) -> str:
    return address.format(r=result.pk, city=CITY)


@pytest.mark.parametrize("address", [*PUBLIC, *CLOSED])
def test_it_works(address: str, operator: Client, province: StoredResult) -> None:
    response = operator.get(at(address, province))
    assert response.status_code == 200
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("address", PUBLIC)
def test_anyone_may_see_what_is_public(address: str, stranger: Client, province: StoredResult) -> None:
    assert stranger.get(at(address, province)).status_code == 200


@pytest.mark.parametrize("address", CLOSED)
def test_a_stranger_is_refused_in_words(address: str, stranger: Client, province: StoredResult) -> None:
    response = stranger.get(at(address, province))
    assert response.status_code == 403
    assert "这里需要的权限" in response.content.decode()


@pytest.mark.parametrize("address", [*POSTED, *READ_AND_POSTED])
def test_a_stranger_may_not_post(address: str, stranger: Client, province: StoredResult) -> None:
    assert stranger.post(at(address, province)).status_code == 403


@pytest.mark.parametrize("address", MISSING)
def test_a_bad_id_is_not_found(address: str, operator: Client, province: StoredResult) -> None:
    response = operator.get(at(address, province))
    assert response.status_code == 404
    assert "没有这个页面" in response.content.decode()


@pytest.mark.parametrize("address", [*PUBLIC, *(one for one in CLOSED if one not in READ_AND_POSTED)])
def test_reading_pages_take_no_post(address: str, operator: Client, province: StoredResult) -> None:
    assert operator.post(at(address, province)).status_code == 405


@pytest.mark.parametrize("address", POSTED)
def test_acts_take_no_get(address: str, operator: Client, province: StoredResult) -> None:
    assert operator.get(at(address, province)).status_code == 405


@pytest.mark.parametrize("address", READ_AND_POSTED)
def test_forms_take_no_delete(address: str, operator: Client, province: StoredResult) -> None:
    assert operator.delete(at(address, province)).status_code == 405


@pytest.mark.parametrize("address", POSTED)
def test_acts_need_the_forms_token(address: str, province: StoredResult) -> None:
    checked = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    response = checked.post(at(address, province))
    assert response.status_code == 403
    assert "提交没有通过安全检查" in response.content.decode()
