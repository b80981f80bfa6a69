"""What the pages show: order, filters, reasons, what-if, comparison, search, uploads."""

from io import BytesIO
from urllib.parse import quote

import pytest
from django.test import Client

from shuheng.assessment.models import StoredDocument, StoredResult
from shuheng.assessment.stored import result_of
from shuheng.audit.models import AuditRow
from tests.journeys.web.conftest import material

HTMX = {"HX-Request": "true", "HX-Target": "why-1"}


def names_in_order(text: str, result: StoredResult) -> list[str]:
    table = text.split('<section class="block" id="ranking">')[1].split("</section>")[0]
    names = [score.agency.name for score in result_of(result).agencies]
    return sorted((name for name in names if name in table), key=table.index)


def test_the_ranking_is_best_first(province: StoredResult, operator: Client) -> None:
    page = operator.get(f"/results/{province.pk}/").content.decode()
    best = sorted(result_of(province).agencies, key=lambda score: (score.rank_best, -score.high))
    assert names_in_order(page, province) == [score.agency.name for score in best]


def test_filters_and_order_live_in_the_address(province: StoredResult, operator: Client) -> None:
    score = result_of(province).agencies[0]
    page = operator.get(f"/results/{province.pk}/", {"q": score.agency.name}).content.decode()
    assert names_in_order(page, province) == [score.agency.name]
    falling = operator.get(f"/results/{province.pk}/?sort=deduction&order=desc").content.decode()
    known = {one.agency.name: one.deduction for one in result_of(province).agencies}
    shown = [known[name] for name in names_in_order(falling, province) if known[name] is not None]
    assert shown == sorted(shown, reverse=True)  # type: ignore[type-var]  # unknown ones were left out
    assert 'aria-sort="descending"' in falling


def test_a_filter_that_fits_nobody_says_what_to_do(province: StoredResult, operator: Client) -> None:
    assert "清除筛选" in operator.get(f"/results/{province.pk}/?q=没有这个单位").content.decode()


def test_nonsense_in_the_address_is_left_out(province: StoredResult, operator: Client) -> None:
    assert operator.get(f"/results/{province.pk}/?sort=%00&order=x&peer=无").status_code == 200


def test_a_fragment_is_only_the_part_that_changed(province: StoredResult, operator: Client) -> None:
    part = operator.get(f"/results/{province.pk}/?q=甲", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert 'id="ranking"' in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]


def test_a_reason_names_rule_clause_facts_and_arithmetic(nanjing: StoredResult, operator: Client) -> None:
    score = result_of(nanjing).agencies[0]
    for indicator in score.indicators:
        address = f"/results/{nanjing.pk}/agencies/{score.agency.code}/why/{quote(indicator.code)}/"
        text = operator.get(address, headers=HTMX).content.decode()
        assert 'class="steps"' in text, indicator.code
        assert "<th scope=\"col\">指标值</th>" in text, indicator.code
        assert 'data-close="why-1"' in text
        assert "<html" not in text


def test_the_score_sheet_can_show_only_what_was_lost(nanjing: StoredResult, operator: Client) -> None:
    (score,) = result_of(nanjing).agencies
    lost = [one for one in score.indicators if one.base is not None and one.base < one.top]
    text = operator.get(f"/results/{nanjing.pk}/agencies/{score.agency.code}/?show=lost").content.decode()
    assert text.count('aria-expanded="false"') == len(lost)


def what_if(result: StoredResult, code: str) -> str:
    return f"/results/{result.pk}/agencies/{code}/what-if/"


def test_what_if_turns_a_form_into_an_address(nanjing: StoredResult, operator: Client) -> None:
    rubric, sheet = material("nanjing-2022")
    code = sheet.agencies[0].code
    titles = [title for (_, title) in sheet.facts]
    form = {rubric.metrics[title].code: sheet.facts[code, title].text for title in titles}
    unchanged = operator.post(what_if(nanjing, code), form)
    assert unchanged.headers["Location"] == what_if(nanjing, code)
    count = next(title for title in titles if rubric.metrics[title].kind == "count" and rubric.metrics[title].within)
    form[rubric.metrics[count].code] = "0"
    changed = operator.post(what_if(nanjing, code), form)
    assert changed.status_code == 302
    assert changed.headers["Location"] == f"{what_if(nanjing, code)}?{quote(count)}=0"
    page = operator.get(changed.headers["Location"]).content.decode()
    assert "全部撤销" in page
    assert StoredResult.objects.count() == 1


def test_what_if_moves_points_as_the_engine_says(province: StoredResult, operator: Client) -> None:
    """Advice of the score sheet leads to a what-if that gains what was promised."""
    sheet = operator.get(f"/results/{province.pk}/agencies/demo-08/").context["page"]
    assert sheet.advice
    for row in sheet.advice[:3]:
        page = operator.get(row.link).context["page"]
        assert not page.problems
        assert page.move.gain == row.advice.gain or page.before.total is None


def test_what_if_says_which_value_cannot_be(nanjing: StoredResult, operator: Client) -> None:
    rubric, sheet = material("nanjing-2022")
    code = sheet.agencies[0].code
    title = next(title for (_, title) in sheet.facts if rubric.metrics[title].kind == "count")
    page = operator.get(f"{what_if(nanjing, code)}?{quote(title)}=许多").content.decode()
    assert "有改动不能这样填" in page
    assert f"“{title}”" in page
    assert "aria-invalid" in page


def test_comparison_shows_what_moved(province: StoredResult, operator: Client) -> None:
    rubric, sheet = material("guangxi-2021")
    code = "demo-01"
    title = next(t for (agency, t) in sheet.facts if agency == code and rubric.metrics[t].kind == "yes_no")
    other = "否" if sheet.facts[code, title].text == "是" else "是"
    changed = sheet.with_changes(rubric, {(code, title): other})
    second = store(rubric, changed)
    page = operator.get(f"/compare/?first={province.pk}&second={second.pk}&agency={code}")
    assert page.status_code == 200
    assert len(page.context["page"].pairs) == 14
    same = operator.get(f"/compare/?first={province.pk}&second={province.pk}").content.decode()
    assert "两份结果完全相同" in same


def test_comparison_of_different_rubrics_warns(
    province: StoredResult, nanjing: StoredResult, operator: Client
) -> None:
    text = operator.get(f"/compare/?first={province.pk}&second={nanjing.pk}").content.decode()
    assert "两份结果用的细则不同" in text
    assert "未参加" in text


@pytest.mark.parametrize(
    ("query", "kind"), [("A1-1", "指标"), ("演示市甲", "单位"), ("广西", "评价细则"), ("network.", "计量指标")]
)
def test_search_finds_everything(query: str, kind: str, province: StoredResult, operator: Client) -> None:
    hits = operator.get("/search/", {"q": query}).context["page"].hits
    assert kind in {hit.kind for hit in hits}
    for hit in hits[:5]:
        assert operator.get(hit.link.split("#")[0]).status_code == 200


def test_a_stranger_finds_no_agencies(province: StoredResult, stranger: Client) -> None:
    hits = stranger.get("/search/", {"q": "演示市甲"}).context["page"].hits
    assert hits == ()


def upload(client: Client, content: bytes, name: str, rubric: str = "nanjing-2022") -> object:
    file = BytesIO(content)
    file.name = name
    return client.post("/results/new/", {"rubric": rubric, "facts": file, "title": "上传的结果"})


HEAD = "单位代码,单位名称,指标,取值\n"
