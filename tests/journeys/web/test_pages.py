"""What the pages show: order, filters, reasons, what-if, comparison, search, uploads."""

from io import BytesIO
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from shuheng.assessment.actions import store_result
from shuheng.assessment.models import StoredDocument, StoredResult
from shuheng.assessment.stored import result_of
from shuheng.audit.models import AuditRow
from shuheng.engines.rubric import change_sheet
from tests.journeys.web.conftest import material

HTMX = {"HX-Request": "true", "HX-Target": "why-1"}


def names_in_order(text: str, result: StoredResult) -> list[str]:
    table = text.split('<section class="block" id="ranking">')[1].split("</section>", maxsplit=1)[0]
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
        assert '<th scope="col">指标值</th>' in text, indicator.code
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
    count = next(title for title in titles if rubric.metrics[title].kind == "count")
    form[rubric.metrics[count].code] = "0"
    changed = operator.post(what_if(nanjing, code), form)
    assert changed.status_code == 302
    assert changed.headers["Location"] == f"{what_if(nanjing, code)}?{quote(count)}=0"
    page = operator.get(changed.headers["Location"]).content.decode()
    assert "全部撤销" in page
    assert StoredResult.objects.count() == 1


def test_advice_leads_to_a_what_if_that_gains_what_was_promised(
    nanjing: StoredResult, operator: Client
) -> None:
    rows = operator.get(f"/results/{nanjing.pk}/agencies/nanjing-bdb/advice/").context["page"].rows
    assert rows
    for row in rows:
        page = operator.get(row.link).context["page"]
        assert not page.problems
        assert page.move.gain == row.advice.gain


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
    changed = change_sheet(rubric, sheet, {(code, title): other})
    second = store_result(rubric=rubric, sheet=changed, actor="测试员")
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
    ("query", "kind"),
    [("A1-1", "指标"), ("演示市甲", "单位"), ("广西", "评价细则"), ("network.", "计量指标")],
)
def test_search_finds_everything(query: str, kind: str, province: StoredResult, operator: Client) -> None:
    hits = operator.get("/search/", {"q": query}).context["page"].hits
    assert kind in {hit.kind for hit in hits}
    for hit in hits[:5]:
        assert operator.get(hit.link.split("#")[0]).status_code == 200


def test_a_stranger_finds_no_agencies(province: StoredResult, stranger: Client) -> None:
    hits = stranger.get("/search/", {"q": "演示市甲"}).context["page"].hits
    assert hits == ()


def upload(client: Client, content: bytes, name: str, rubric: str = "nanjing-2022") -> HttpResponse:
    file = BytesIO(content)
    file.name = name
    response: HttpResponse = client.post(  # type: ignore[assignment]  # the test client's own kind of response
        "/results/new/", {"rubric": rubric, "facts": file, "title": "上传的结果"}
    )
    return response


HEAD = "单位代码,单位名称,指标,取值\n"


@pytest.mark.usefixtures("db")
def test_an_upload_becomes_a_result(operator: Client) -> None:
    content = f"{HEAD}甲局,某市甲局,{first_count()},3\n".encode()
    response = upload(operator, content, "填报.csv")
    stored = StoredResult.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, f"/results/{stored.pk}/")
    assert (stored.title, stored.created_by, stored.demo) == ("上传的结果", "本机操作员", False)
    assert result_of(stored).agencies[0].total is None
    page = operator.get(f"/results/{stored.pk}/").content.decode()
    assert "1 个单位还有指标值未知" in page
    for address in (
        "agencies/甲局/",
        "agencies/甲局/why/",
        "agencies/甲局/what-if/",
        "agencies/甲局/advice/",
    ):
        assert operator.get(f"/results/{stored.pk}/{address}").status_code == 200


@pytest.mark.usefixtures("db")
def test_all_mistakes_of_an_upload_are_shown_with_their_place(operator: Client) -> None:
    rows = f"甲局,某市甲局,{first_count()},许多\n甲局,某市甲局,没有这个指标,1\n"
    response = upload(operator, (HEAD + rows).encode("gb18030"), "填报.csv")
    text = response.content.decode()
    assert response.status_code == 422
    assert "2 处错误" in text
    assert "填报.csv 第 2 行" in text
    assert "填报.csv 第 3 行" in text
    assert "许多" in text
    assert StoredResult.objects.count() == 0
    assert AuditRow.objects.count() == 0


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.csv", "文件是空的"),
        (b"PK\x03\x04broken", "a.xlsx", "a.xlsx"),
        (b"\x89PNG", "a.png", "不认识的文件类型"),
        (b"rubric: [", "a.yaml", "a.yaml"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xlsx", "旧版 Excel"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    content: bytes, name: str, said: str, operator: Client
) -> None:
    response = upload(operator, content, name)
    assert response.status_code == 422
    assert said in response.content.decode()


@pytest.mark.usefixtures("db")
def test_a_file_above_the_limit_is_not_read(operator: Client, settings: Settings) -> None:
    settings.UPLOAD_BYTES = 1024
    response = upload(operator, b"x" * 100_000, "a.csv")
    assert response.status_code == 422
    assert "文件太大" in response.content.decode()


@pytest.mark.usefixtures("db")
def test_an_upload_without_rubric_or_file_says_so(operator: Client) -> None:
    assert "请先选择评价细则" in operator.post("/results/new/", {}).content.decode()
    assert "没有选择文件" in operator.post("/results/new/", {"rubric": "nanjing-2022"}).content.decode()


@pytest.mark.usefixtures("db")
def test_the_form_that_is_offered_can_be_filled_and_read_back(operator: Client) -> None:
    form = operator.get("/rubrics/nanjing-2022/form/")
    assert form.headers["Content-Type"].endswith("sheet")
    assert upload(operator, form.content, "填报表.xlsx").status_code == 422  # nobody has filled it in


@pytest.mark.usefixtures("db")
def test_a_document_is_shown_beside_the_rules(operator: Client) -> None:
    text = (
        "前言\n\t电子政务外网横向接入A1-1\n\t2\n\t1. 甲句。\n2. 乙句。\n\t2\n\t1. 丙句。\n\t1\n\t1. 丁句。\n"
    )
    file = BytesIO(text.encode("gb18030"))
    file.name = "原文.txt"
    response = operator.post("/rubrics/guangxi-2021/document/", {"document": file})
    assert response.headers["Location"] == "/rubrics/guangxi-2021/"
    page = operator.get("/rubrics/guangxi-2021/").content.decode()
    assert "原文.txt" in page
    assert '<blockquote class="passage">1. 甲句。' in page
    assert AuditRow.objects.get().action == "assessment.upload_document"
    file.seek(0)
    operator.post("/rubrics/guangxi-2021/document/", {"document": file})
    assert StoredDocument.objects.count() == AuditRow.objects.count() == 1


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(("content", "said"), [(b"", "文件是空的"), (b"a\x00b", "不是纯文本")])
def test_a_document_that_is_no_text_is_refused(content: bytes, said: str, operator: Client) -> None:
    file = BytesIO(content)
    file.name = "原文.doc"
    response = operator.post("/rubrics/guangxi-2021/document/", {"document": file})
    assert response.status_code == 422
    assert said in response.content.decode()


@pytest.mark.usefixtures("db")
def test_what_a_user_writes_never_becomes_markup(operator: Client) -> None:
    evil = "<script>alert(1)</script>"
    rows = f"{HEAD}甲,{evil},{first_count()},3\n".encode()
    upload(operator, rows, "a.csv")
    stored = StoredResult.objects.get()
    for address in (
        f"/results/{stored.pk}/",
        "/results/",
        "/search/?q=<script>",
        f"/results/{stored.pk}/?q={evil}",
    ):
        text = operator.get(address).content.decode()
        assert "<script>" not in text.replace('<script src="', ""), address


def first_count() -> str:
    """A count of the Nanjing rubric that stands alone."""
    rubric, _ = material("nanjing-2022")
    return next(
        title for title, metric in rubric.metrics.items() if metric.kind == "count" and metric.within is None
    )
