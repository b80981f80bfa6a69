"""Agencies as a person keeps them: the tree, one page, the forms, the Excel file with its preview."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from shuheng.accounts.models import Agency
from shuheng.accounts.queries import tree
from shuheng.accounts.views.agency_file import AgencyFilePage
from shuheng.audit.models import AuditRow
from tests.cast import Cast


@pytest.fixture
def bureau(cast: Cast) -> Client:
    cast.everybody()
    return cast.client("大数据局管理员")


def names(client: Client, query: str = "") -> list[str]:
    return [row.agency.code for row in client.get(f"/agencies/{query}").context["page"].rows]


def upload(client: Client, text: str) -> AgencyFilePage:
    file = SimpleUploadedFile("单位.csv", text.encode())
    page = client.post("/agencies/import/", {"agencies": file}).context["page"]
    assert isinstance(page, AgencyFilePage)
    return page


def test_the_tree_stands_in_its_order(bureau: Client, cast: Cast) -> None:
    bureau.post("/agencies/city-a-bureau/edit/", {"position": "9"})
    assert names(bureau) == [
        "province",
        "city-a",
        "city-a-health",
        "city-a-water",
        "city-a-bureau",
        "city-b",
        "city-b-health",
    ]
    rows = bureau.get("/agencies/").context["page"].rows
    assert [(row.depth, row.children) for row in rows][:3] == [(0, 2), (1, 3), (2, 0)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=卫生", ["city-a-health", "city-b-health"]),
        ("?q=CITY-B", ["city-b", "city-b-health"]),
        ("?q=水利&kind=department", ["city-a-water"]),
        ("?kind=city", ["city-a", "city-b"]),
        ("?kind=nonsense&q=甲市大数据", ["city-a-bureau"]),
        ("?state=ended", []),
        ("?q=没有", []),
        ("?page=2", []),
    ],
)
def test_filters_live_in_the_address(query: str, found: list[str], bureau: Client) -> None:
    assert names(bureau, query) == found


def test_long_trees_come_in_pages(bureau: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "PAGE_SIZE", 3)
    first = bureau.get("/agencies/?q=市").context["page"]
    assert (len(first.rows), first.total, first.previous, first.next) == (3, 6, "", "?q=%E5%B8%82&page=2")
    second = bureau.get("/agencies/?q=市&page=2").context["page"]
    assert (len(second.rows), second.next) == (3, "")


def test_a_search_answers_with_the_part_that_changed(bureau: Client) -> None:
    part = bureau.get(
        "/agencies/?q=水利", headers={"HX-Request": "true", "HX-Target": "list"}
    ).content.decode()
    assert "甲市水利局" in part
    assert "<html" not in part


def test_an_agency_says_what_is_known_and_what_is_not(bureau: Client) -> None:
    given = {
        "population": "2,000,000",
        "population_source": "某公报",
        "aliases": "卫健委；卫健局",
        "peer_groups": "某方案：甲组",
    }
    assert bureau.post("/agencies/city-a-health/edit/", given).status_code == 302
    page = bureau.get("/agencies/city-a-health/").content.decode()
    for said in (
        "2,000,000 人",
        "来源：某公报",
        "卫健委；卫健局",
        "某方案：甲组",
        "演示省",
        "填报人",
        "大数据局管理员（bureau-admin）",
    ):
        assert said in page
    assert "未知" in bureau.get("/agencies/city-a-water/").content.decode()


def test_people_are_shown_to_those_who_may_see_them(cast: Cast, bureau: Client) -> None:
    page = cast.client("外单位").get("/agencies/city-a-health/").context["page"]
    assert page.people is None
    assert page.history == ()
    assert not page.may_keep
    seen = bureau.get("/agencies/city-a-health/").context["page"]
    assert [grant.person.username for grant in seen.people] == ["filer", "unit-admin"]


def test_a_form_that_is_wrong_comes_back_with_what_was_typed(bureau: Client) -> None:
    given = {
        "code": "坏代码",
        "name": "某<局>",
        "kind": "部门（单位）",
        "parent": "city-aa",
        "population": "很多",
    }
    response = bureau.post("/agencies/new/", given)
    page = response.content.decode()
    assert response.status_code == 422
    for said in ("坏代码", escape("某<局>"), "不能作单位代码", "不是整数"):
        assert said in page
    again = bureau.post("/agencies/new/", given | {"code": "ok-1", "population": ""}).content.decode()
    assert "是否想写“city-a”？" in again
    assert not Agency.objects.filter(code="ok-1").exists()


def test_what_is_refused_for_its_place_is_said_beside_it(bureau: Client) -> None:
    given = {"code": "ok-1", "name": "某局", "kind": "部门（单位）", "parent": "city-b"}
    assert "您不管理这个上级单位" in bureau.post("/agencies/new/", given).content.decode()


def test_closing_merging_and_opening_again(bureau: Client, cast: Cast) -> None:
    address = "/agencies/city-a-water/"
    assert "没有写停用日期" in bureau.post(f"{address}end/", {"valid_to": ""}).content.decode()
    assert (
        "不存在"
        in bureau.post(f"{address}end/", {"valid_to": "2026-01-31", "merged_into": "zz"}).content.decode()
    )
    bureau.post(f"{address}end/", {"valid_to": "2026-01-31", "merged_into": "city-a-health"})
    page = bureau.get(address).content.decode()
    assert "已于 2026-01-31 并入" in page
    assert "并入本单位的" in bureau.get("/agencies/city-a-health/").content.decode()
    assert names(bureau, "?state=ended") == ["city-a-water"]
    assert "city-a-water" not in names(bureau)
    assert "恢复启用" in bureau.get(f"{address}end/").content.decode()
    bureau.post(f"{address}reopen/")
    assert cast.agency("city-a-water").valid_to is None
    acts = AuditRow.objects.filter(action="accounts.change_agency").count()
    assert acts == 2


def test_a_file_is_previewed_then_written(bureau: Client, cast: Cast) -> None:
    text = "单位代码,单位名称,层级,上级单位代码,档次\ncity-a-water,,,city-a,\n"
    refused = upload(bureau, text)
    assert [(one.code, one.row) for one in refused.problems] == [
        ("agency-field-empty", 2),
        ("agency-kind", 2),
    ]
    heads = "单位代码,单位名称,层级,上级单位代码,档次"
    rows = (
        "city-a-tax,甲市税务局,部门（单位）,city-a,第一档",
        "city-a-water,甲市水务局,部门（单位）,city-a,",
    )
    text = "\n".join((heads, *rows))
    page = upload(bureau, text)
    assert page.plan is not None
    assert [(one.kind, one.code) for one in page.plan.touched] == [
        ("added", "city-a-tax"),
        ("changed", "city-a-water"),
    ]
    assert not Agency.objects.filter(code="city-a-tax").exists()
    done = bureau.post("/agencies/import/apply/", {"token": page.token})
    assert "已写入" in done.content.decode()
    assert (cast.agency("city-a-tax").tier, cast.agency("city-a-water").name) == ("第一档", "甲市水务局")


def test_a_preview_that_was_overtaken_is_shown_anew(bureau: Client, cast: Cast) -> None:
    page = upload(bureau, "单位代码,档次\ncity-a-water,第一档\n")
    bureau.post("/agencies/city-a-water/edit/", {"tier": "第三档"})
    response = bureau.post("/agencies/import/apply/", {"token": page.token})
    said = response.content.decode()
    assert response.status_code == 422
    assert "单位数据被别人改过" in said
    assert "第三档 → 第一档" in said
    again = bureau.post("/agencies/import/apply/", {"token": response.context["page"].token})
    assert again.status_code == 200
    assert cast.agency("city-a-water").tier == "第一档"


def test_what_the_site_gives_out_it_takes_back(bureau: Client, cast: Cast) -> None:
    out = cast.client("系统管理员").get("/agencies/file/")
    assert "filename*=UTF-8''" in out["Content-Disposition"]
    file = SimpleUploadedFile("back.xlsx", out.content)
    page = cast.client("系统管理员").post("/agencies/import/", {"agencies": file}).context["page"]
    assert (page.problems, len(page.plan.same), page.plan.touched) == ((), 7, ())


def test_without_a_file_the_form_says_so(bureau: Client) -> None:
    response = bureau.post("/agencies/import/")
    assert (response.status_code, "没有选择文件" in response.content.decode()) == (422, True)
