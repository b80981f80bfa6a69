"""The page of the log: who may see it, what it finds, and that it tells when rows were changed."""

import pytest
from django.db import connection

from shuheng.audit import triggers
from shuheng.audit.chain import record
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ALLOWED = {"审计员", "系统管理员"}
EVERYBODY = ["填报人", "单位管理员", "大数据局管理员", "评审专家", "审计员", "外单位", "系统管理员", "公众"]


def body(cast: Cast, address: str, who: str = "审计员") -> str:
    response = cast.client(who).get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_look(cast: Cast, who: str) -> None:
    client = cast.client(who)
    cast.person("系统管理员")
    refused = 302 if who == "公众" else 403
    assert client.get("/audit/").status_code == (200 if who in ALLOWED else refused)
    assert client.post("/audit/verify/").status_code == (200 if who in ALLOWED else 403)


def test_rows_are_found_by_person_act_and_thing(cast: Cast) -> None:
    record(actor="张岗位", action="catalogue.edit_entry", thing_type="CatalogueEntry", thing_id=17)
    record(actor="李岗位", action="catalogue.edit_entry", thing_type="CatalogueEntry", thing_id=18)
    page = body(cast, "/audit/?actor=张岗")
    assert "张岗位" in page
    assert "李岗位" not in page
    assert "李岗位" in body(cast, "/audit/?action=catalogue.&thing_type=CatalogueEntry&thing_id=18")
    assert "没有符合条件的记录" in body(cast, "/audit/?since=2001-01-01&until=2001-12-31")


@pytest.mark.parametrize(
    "query", ["page=99999", "page=-1", "page=x", "since=x", "since=9999-12-31", "actor=%00"]
)
def test_odd_filters_are_left_out(cast: Cast, query: str) -> None:
    assert "操作记录" in body(cast, f"/audit/?{query}")


def test_looking_leaves_a_row_itself(cast: Cast) -> None:
    body(cast, "/audit/")
    assert "audit.read" in body(cast, "/audit/?action=read")


def test_html_in_a_detail_is_text(cast: Cast) -> None:
    record(actor="x", action="a", thing_type="T", thing_id=1, detail={"title": "<script>alert(1)</script>"})
    page = body(cast, "/audit/?thing_type=T")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("address", ["/audit/", "/audit/verify/"])
def test_wrong_method(cast: Cast, address: str) -> None:
    client = cast.client("审计员")
    response = client.post(address) if address == "/audit/" else client.get(address)
    assert response.status_code == 405


def test_a_changed_row_is_told(cast: Cast) -> None:
    record(actor="x", action="a", thing_type="T", thing_id=1)
    client = cast.client("审计员")
    assert "记录完好" in client.post("/audit/verify/").content.decode()
    events = ("update", "delete", "truncate")
    triggers.unprotect(connection, "audit_auditrow", events)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditrow SET action = 'b' WHERE thing_type = 'T'")
    triggers.protect(connection, "audit_auditrow", events)
    page = client.post("/audit/verify/").content.decode()
    assert "记录有问题" in page
    assert "的内容被改动过" in page
