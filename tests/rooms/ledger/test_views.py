"""Every page of the ledger: who may see it, what it shows, what it refuses."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from shuheng.assessment.ledger.models import AssessmentPeriod, LedgerFact
from tests.cast import Cast
from tests.rooms.ledger.conftest import TOTAL, put

READERS = ("大数据局管理员", "评审专家", "审计员", "系统管理员")
PAGES = (
    "/facts/",
    "/facts/?period=2023&agency=city-a&origin=measured",
    "/facts/periods/",
    "/facts/export/?period=2023",
)
FORM = {"agency": "city-a", "period": "2023", "metric": TOTAL, "value": "660", "evidence": "人工核对"}


@pytest.fixture
def operator() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture
def number(cast: Cast) -> int:
    """Of one measured fact of 甲市."""
    put(cast, entries_total="662")
    return LedgerFact.objects.get().pk


def test_who_may_read(cast: Cast, number: int) -> None:
    cast.everybody()
    for title in READERS:
        for address in (*PAGES, f"/facts/{number}/"):
            assert cast.client(title).get(address).status_code == 200, (title, address)
    for title in ("填报人", "外单位"):
        assert cast.client(title).get(f"/facts/{number}/").status_code == 403
        assert "open.entries_total" not in cast.client(title).get("/facts/").content.decode()
    assert {cast.client("公众").get(address).status_code for address in PAGES} == {302}


def test_who_may_state_and_close(cast: Cast, number: int) -> None:
    cast.everybody()
    stated = {
        title: cast.client(title).post("/facts/new/", FORM).status_code
        for title in ("填报人", "评审专家", "外单位")
    }
    assert stated == {"填报人": 403, "评审专家": 403, "外单位": 403}
    assert cast.client("大数据局管理员").post("/facts/new/", FORM).status_code == 302
    for title in ("填报人", "审计员", "大数据局管理员"):
        assert cast.client(title).post("/facts/periods/close/", {"period": "2023"}).status_code == 403
    assert not AssessmentPeriod.objects.exists()
    assert cast.client("系统管理员").post("/facts/periods/close/", {"period": "2023"}).status_code == 302
    assert AssessmentPeriod.objects.get().facts == 1


def test_a_fact_shows_its_history_and_what_it_rests_on(operator: Client, cast: Cast, number: int) -> None:
    put(cast, entries_total="670")
    shown = operator.get(f"/facts/{number}/").content.decode()
    assert "这一条已被更正" in shown
    assert "662" in shown
    assert "670" in shown
    newest = LedgerFact.objects.order_by("-pk")[0]
    assert "这一条已被更正" not in operator.get(f"/facts/{newest.pk}/").content.decode()


def test_the_list_is_filtered_by_the_address(operator: Client, cast: Cast, number: int) -> None:
    put(cast, names_ok="650")
    every = operator.get("/facts/").content.decode()
    assert ("open.entries_total" in every, "open.names_ok" in every) == (True, True)
    some = operator.get("/facts/?q=命名").content.decode()
    assert ("open.entries_total" in some, "open.names_ok" in some) == (False, True)
    assert "没有这样的指标值" in operator.get("/facts/?origin=reported").content.decode()


def test_a_refused_fact_keeps_what_was_typed(operator: Client, cast: Cast) -> None:
    response = operator.post("/facts/new/", {**FORM, "value": "很多", "evidence": ""})
    shown = response.content.decode()
    assert response.status_code == 422
    assert "evidence-missing" in shown
    assert 'value="很多"' in shown
    unknown = operator.post("/facts/new/", {**FORM, "agency": "nobody"})
    assert (unknown.status_code, "agency-unknown" in unknown.content.decode()) == (422, True)
    assert not LedgerFact.objects.exists()


def test_a_closed_period_says_so_and_takes_nothing(operator: Client, number: int) -> None:
    assert operator.post("/facts/periods/close/", {"period": "2023"}).status_code == 302
    again = operator.post("/facts/periods/close/", {"period": "2023"})
    assert (again.status_code, "period-closed" in again.content.decode()) == (422, True)
    refused = operator.post("/facts/new/", FORM)
    assert (refused.status_code, "封账" in refused.content.decode()) == (422, True)
    assert "已封账" in operator.get("/facts/periods/").content.decode()
    assert "填报一条" not in operator.get("/facts/?period=2023").content.decode()


def test_bad_addresses_and_wrong_methods(operator: Client, number: int) -> None:
    assert operator.get("/facts/999999/").status_code == 404
    assert {operator.post(address).status_code for address in (*PAGES, f"/facts/{number}/")} == {405}
    assert operator.get("/facts/periods/close/").status_code == 405
    assert operator.delete("/facts/new/").status_code == 405
    assert operator.get("/facts/?page=99999999999&period=none").status_code == 200


def test_the_workbook_holds_the_exact_texts(operator: Client, cast: Cast) -> None:
    operator.post(
        "/facts/new/", {**FORM, "metric": "open.structured_volume", "value": "6722.9115", "evidence": "=1+1"}
    )
    response = operator.get("/facts/export/?period=2023")
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    said = dict(zip(head, row, strict=True))
    assert (said["指标值"], said["依据"], said["来源"]) == ("6722.9115", "=1+1", "填报")
    assert reverse("facts-export") in operator.get("/facts/").content.decode()
