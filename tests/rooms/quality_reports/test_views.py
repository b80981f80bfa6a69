"""The page and its files: who may take what, what the log keeps, what bad addresses get."""

import io
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document

from shuheng.audit.models import AuditRow
from shuheng.quality.monthly.month import Month
from tests.cast import Cast
from tests.rooms.quality_reports import kept

PAGE = "/quality/reports/"
FILES = tuple(
    f"/quality/reports/{kind}.{form}" for kind in ("monthly", "cleaning") for form in ("docx", "pdf")
)
HEALTH = "?agency=city-a-health&month=2026-03"
pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(cast: Cast) -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture
def measured(cast: Cast) -> None:
    """One table of the health office, measured in March."""
    table = kept.table(cast.agency("city-a-health"), "名录", date(2026, 1, 5))
    figures = kept.summary({"empty_cells": [10, 1_000, 0]}, {"completeness": [1, 1]})
    kept.measured(kept.run(date(2026, 3, 20)), table, figures)


def test_who_may_take_what(cast: Cast) -> None:
    cast.everybody()
    for title in ("填报人", "单位管理员", "大数据局管理员", "评审专家", "审计员", "系统管理员"):
        client = cast.client(title)
        assert client.get(PAGE).status_code == 200, title
        for address in FILES:
            assert client.get(address + HEALTH).status_code == 200, (title, address)
    outsider, public = cast.client("外单位"), cast.client("公众")
    assert outsider.get(PAGE).status_code == 200
    assert public.get(PAGE).status_code == 302
    for address in FILES:
        assert outsider.get(address + HEALTH).status_code == 403
        assert public.get(address + HEALTH).status_code == 302


def test_a_report_needs_the_right_to_all_below(cast: Cast) -> None:
    bureau, admin = cast.client("大数据局管理员"), cast.client("单位管理员")
    assert bureau.get(f"{FILES[0]}?agency=city-a&month=2026-03").status_code == 200
    assert bureau.get(f"{FILES[0]}?agency=province&month=2026-03").status_code == 403
    refused = admin.get(f"{FILES[0]}?agency=city-a&month=2026-03")
    assert refused.status_code == 403
    assert "全部下级单位" in refused.content.decode()
    offered = admin.get(PAGE).content.decode()
    assert "甲市卫生健康委</option>" in offered
    assert "甲市</option>" not in offered


def test_bad_addresses_and_wrong_methods(operator: Client) -> None:
    for query in (
        *("", "?agency=city-a", "?agency=nobody&month=2026-03", "?month=2026-03"),
        *("?agency=city-a&month=x", "?agency=city-a&month=2099-01"),
    ):
        assert operator.get(FILES[0] + query).status_code == 404, query
    for name in ("monthly.xlsx", "weekly.pdf", "monthly"):
        assert operator.get(f"{PAGE}{name}{HEALTH}").status_code == 404
    for address in (PAGE, *FILES):
        assert operator.post(address + HEALTH).status_code == 405


def test_the_page_says_what_was_wrong_with_the_month(operator: Client) -> None:
    for month, words in (("2026-13", "不是月份"), ("2099-01", "还没有到"), ("<b>", "&lt;b&gt;")):
        response = operator.get(PAGE, {"agency": "city-a", "month": month})
        assert response.status_code == 422
        assert words in response.content.decode()


def test_the_page_lists_twelve_months_and_shows_the_chosen_one(operator: Client, measured: None) -> None:
    shown = operator.get(PAGE).content.decode()
    assert shown.count("monthly.pdf?agency=province") == 12
    assert str(Month.of(timezone.localdate())) in shown
    glance = operator.get(PAGE + HEALTH).content.decode()
    assert "990 / 1,000" in glance
    assert "99.0%" in glance
    assert "<svg" in glance
    assert "看数据" in glance
    empty = operator.get(PAGE, {"agency": "city-b", "month": "2026-03"}).content.decode()
    assert "这个月没有计量结果" in empty


def test_without_any_agency_the_page_says_what_to_do(db: None) -> None:
    shown = Client(headers={"host": "localhost"}).get(PAGE)
    assert shown.status_code == 200
    assert "没有可以取报告的单位" in shown.content.decode()


def test_files_are_files_of_their_kind_with_names(operator: Client, measured: None) -> None:
    word = operator.get(FILES[0] + HEALTH)
    texts = [one.text for one in Document(io.BytesIO(word.content)).paragraphs]
    assert "甲市卫生健康委2026年3月数据质量月报" in texts
    assert word.headers["Content-Disposition"].endswith("-2026-03-%E8%B4%A8%E9%87%8F%E6%9C%88%E6%8A%A5.docx")
    pdf = operator.get(FILES[1] + HEALTH)
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert operator.get(FILES[1] + HEALTH).content == pdf.content


def test_the_log_keeps_who_took_what(cast: Cast, measured: None) -> None:
    cast.client("审计员").get(FILES[1] + HEALTH)
    rows = AuditRow.objects.filter(action="quality_reports.take")
    assert rows.count() == 1
    row = rows.get()
    assert row.actor.startswith("审计员")
    assert row.thing_id == str(cast.agency("city-a-health").pk)
    assert (row.detail["month"], row.detail["kind"], row.detail["form"]) == ("2026-03", "monthly", "pdf")
    assert len(row.detail["fingerprint"]) == 64
    assert not AuditRow.objects.filter(action="read", thing_id__contains="monthly.pdf").exists()
    cast.client("审计员").get(PAGE)
    assert AuditRow.objects.filter(action="read", thing_id=PAGE).count() == 1
