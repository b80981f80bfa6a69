"""Results are kept as they were computed: pages render what is kept, and a doubter can compute it again."""

import json
from fractions import Fraction

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from shuheng.assessment import library
from shuheng.assessment.actions import recompute, store_result
from shuheng.assessment.models import StoredReasons, StoredResult
from shuheng.assessment.sheets import sheet_json, sheet_of
from shuheng.assessment.stored import result_of
from shuheng.audit.chain import verify_chain
from shuheng.audit.models import AuditRow
from shuheng.engines.rubric import score
from tests.journeys.web.conftest import material


def test_the_real_evaluation(nanjing: StoredResult) -> None:
    (agency,) = result_of(nanjing).agencies
    assert agency.total == Fraction(9308, 100)
    assert agency.grade == "优"
    assert len(agency.indicators) == 57


@pytest.mark.parametrize("rubric_id", ["nanjing-2022", "guangxi-2021"])
def test_what_is_kept_is_what_was_computed(rubric_id: str, db: None) -> None:
    rubric, sheet = material(rubric_id)
    stored = store_result(rubric=rubric, sheet=sheet, actor="测试员")
    assert result_of(StoredResult.objects.get(pk=stored.pk)) == score(rubric, sheet)
    again = sheet_of(rubric, sheet_json(sheet))
    assert (again, again.hash) == (sheet, sheet.hash)


def test_the_same_facts_are_never_scored_twice(province: StoredResult) -> None:
    rubric, sheet = material("guangxi-2021")
    assert store_result(rubric=rubric, sheet=sheet, actor="别人", title="另一个名称") == province
    assert StoredResult.objects.count() == 1
    assert AuditRow.objects.count() == 1


def test_every_agency_has_its_reasons(province: StoredResult) -> None:
    codes = {score.agency.code for score in result_of(province).agencies}
    assert set(StoredReasons.objects.values_list("agency_code", flat=True)) == codes


def test_keeping_a_result_is_on_record(province: StoredResult) -> None:
    row = AuditRow.objects.get()
    assert (row.actor, row.action, row.thing_id) == ("测试员", "assessment.store_result", str(province.pk))
    assert row.detail["reasons_hash"] == province.reasons_hash
    assert verify_chain().ok


def test_a_doubter_computes_the_same(province: StoredResult) -> None:
    check = recompute(stored=province, actor="存疑者")
    assert check.ok, check.pairs
    assert AuditRow.objects.last().detail["same"] is True  # type: ignore[union-attr]  # the row was just written


def test_a_doubter_sees_what_was_tampered_with(nanjing: StoredResult, operator: Client) -> None:
    nanjing.reasons_hash = "0" * 64
    check = recompute(stored=nanjing, actor="存疑者")
    assert [what for what, kept, now in check.pairs if kept != now] == ["理由"]


@pytest.mark.parametrize("model", ["storedresult", "storedreasons", "storedrubric"])
def test_the_database_refuses_to_change_what_is_kept(model: str, nanjing: StoredResult) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE assessment_{model} SET id = id")


def test_an_old_rubric_is_computed_from_its_kept_files(
    nanjing: StoredResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library has moved on (or lost the rubric); the kept files still give the same result."""
    monkeypatch.setattr(library, "shipped", lambda rubric_id: None)
    assert library.restored(nanjing.rubric).hash == nanjing.rubric.hash
    assert recompute(stored=nanjing, actor="存疑者").ok


def test_the_page_never_computes(
    nanjing: StoredResult, operator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("a page scored")

    for place in ("actions.score", "actions.Explainer", "queries.whatif.score"):
        monkeypatch.setattr(f"shuheng.assessment.{place}", refuse)
    for address in ("", "agencies/nanjing-bdb/", "agencies/nanjing-bdb/why/"):
        assert operator.get(f"/results/{nanjing.pk}/{address}").status_code == 200


def test_demonstration_data_is_marked_everywhere(province: StoredResult, operator: Client) -> None:
    base = f"/results/{province.pk}/"
    city = f"{base}agencies/demo-04/"
    for address in ("/", "/results/", base, city, f"{city}why/", f"{city}why/A1-1/", f"{city}what-if/"):
        assert "演示数据" in operator.get(address).content.decode(), address
    assert "%E6%BC%94%E7%A4%BA" in operator.get(f"{base}export/json/").headers["Content-Disposition"]


def test_unknown_is_said_and_never_zero(province: StoredResult, operator: Client) -> None:
    unknown = [score for score in result_of(province).agencies if score.total is None]
    assert unknown
    text = operator.get(
        f"/results/{province.pk}/agencies/{unknown[0].agency.code}/?show=unknown"
    ).content.decode()
    assert "～" in text
    assert "有指标值未知" in text


def test_the_export_says_what_is_kept(nanjing: StoredResult, operator: Client) -> None:
    document = json.loads(operator.get(f"/results/{nanjing.pk}/export/json/").content)
    assert document["agencies"][0]["total"] == "93.08"
    assert document["facts_hash"] == nanjing.facts_hash
