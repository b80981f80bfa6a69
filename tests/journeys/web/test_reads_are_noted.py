"""Whoever reads what is not public leaves a row in the log; public pages and refused requests leave none."""

import pytest
from django.test import Client

from shuheng.assessment.models import StoredResult
from shuheng.audit.chain import verify_chain
from shuheng.audit.models import AuditRow


def reads() -> list[tuple[str, str, str]]:
    rows = AuditRow.objects.filter(action="read").order_by("number")
    return [(row.actor, row.thing_type, row.thing_id) for row in rows]


def test_reading_a_result_is_noted(nanjing: StoredResult, operator: Client) -> None:
    address = f"/results/{nanjing.pk}/"
    assert operator.get(address).status_code == 200
    assert reads() == [("本机操作员", "assessment.read", address)]
    assert verify_chain().ok


def test_the_overview_shows_results_and_says_so(nanjing: StoredResult, operator: Client) -> None:
    assert operator.get("/").status_code == 200
    assert reads() == [("本机操作员", "assessment.read", "/")]


@pytest.mark.parametrize("address", ["/rubrics/", "/rubrics/nanjing-2022/"])
def test_public_pages_are_not_noted(address: str, nanjing: StoredResult, operator: Client) -> None:
    assert operator.get(address).status_code == 200
    assert reads() == []


def test_what_a_stranger_is_refused_is_not_noted(nanjing: StoredResult, stranger: Client) -> None:
    assert stranger.get(f"/results/{nanjing.pk}/").status_code == 403
    assert stranger.get("/").status_code == 200
    assert reads() == []


def test_what_is_not_there_is_not_noted(nanjing: StoredResult, operator: Client) -> None:
    assert operator.get("/results/999999/").status_code == 404
    assert reads() == []
