"""The list as people meet it: who sees what, filters in the address, marks, facets, pages, files."""

import csv
import io
from datetime import date

import pytest
from django.http import HttpResponse, HttpResponseBase
from django.test import Client

from shuheng.accounts.visitors import OPERATOR
from shuheng.audit.models import AuditRow
from shuheng.catalogue.models import CatalogueEntry, DataLibrary, HarvestSource
from shuheng.catalogue.search import find, listing
from shuheng.catalogue.search.index import put
from shuheng.catalogue.search.listing import list_page
from shuheng.catalogue.search.suggest import suggest
from shuheng.catalogue.search.visible import may_see
from shuheng.catalogue.search.wanted import wanted
from shuheng.files import read_workbook
from tests.cast import EVERYBODY, Cast
from tests.rooms.catalogue_search.conftest import Make

pytestmark = pytest.mark.django_db

Few = dict[str, CatalogueEntry]
OPEN = {"clinics", "doctors", "water", "other"}
SEES = {
    "填报人": OPEN | {"closed", "draft"},
    "单位管理员": OPEN | {"closed", "draft"},
    "大数据局管理员": OPEN | {"closed", "draft"},
    "评审专家": OPEN | {"closed", "draft"},
    "审计员": OPEN | {"closed", "draft"},
    "外单位": OPEN | {"closed"},
    "系统管理员": OPEN | {"closed", "draft"},
    "公众": OPEN,
}


def text_of(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def names(few: Few, page: listing.ListPage) -> list[str]:
    keys = {entry.pk: name for name, entry in few.items()}
    return [keys[row.entry.pk] for row in page.rows]


def asked(few: Few, address: str) -> list[str]:
    query = dict(part.split("=", 1) for part in address.split("&") if part)
    return names(few, list_page(wanted(query), OPERATOR))


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_sees_what_is_theirs(cast: Cast, few: Few, who: str) -> None:
    response = cast.client(who).get("/catalogue/")
    assert response.status_code == 200
    seen = {name for name, entry in few.items() if f">{entry.title}</a>" in text_of(response)}
    assert seen == SEES[who]
    assert seen == {name for name, entry in few.items() if may_see(cast.visitor(who), entry)}
    file = cast.client(who).get("/catalogue/export/csv/")
    assert {row[0] for row in csv.reader(io.StringIO(text_of(file)))} - {"\ufeff目录名称"} == {
        few[name].title for name in SEES[who]
    }
    hits = suggest("信息 名录 表"[:2], cast.visitor(who), 10)
    assert {hit.title for hit in hits.best} == {
        few[name].title for name in SEES[who] if "信息" in few[name].title
    }


def test_what_is_withdrawn_is_not_public(cast: Cast, few: Few) -> None:
    entry = few["clinics"]
    entry.status, entry.ended = "withdrawn", date(2024, 1, 1)
    entry.save()
    put([entry.pk])
    for address in ("/catalogue/", "/catalogue/?status=any", "/catalogue/?status=withdrawn"):
        assert "医疗机构名录" not in text_of(cast.client("公众").get(address))
    assert "医疗机构名录" not in text_of(cast.client("审计员").get("/catalogue/"))
    shown = text_of(cast.client("审计员").get("/catalogue/?status=withdrawn"))
    assert "医疗机构名录" in shown
    assert "已撤销" in shown


def test_reading_beyond_what_is_open_goes_on_record(cast: Cast, few: Few) -> None:
    before = AuditRow.objects.filter(thing_type="catalogue.read").count()
    cast.client("公众").get("/catalogue/")
    assert AuditRow.objects.filter(thing_type="catalogue.read").count() == before
    cast.client("审计员").get("/catalogue/")
    assert AuditRow.objects.filter(thing_type="catalogue.read").count() == before + 1


@pytest.mark.parametrize("address", ["/catalogue/", "/catalogue/export/csv/"])
def test_the_list_takes_no_post(cast: Cast, address: str) -> None:
    assert cast.client("系统管理员").post(address).status_code == 405


def test_an_unknown_format_is_not_found(cast: Cast) -> None:
    assert cast.client("公众").get("/catalogue/export/pdf/").status_code == 404


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", {"clinics", "doctors", "water", "closed", "draft", "other"}),
        ("q=医疗", {"clinics", "other"}),
        ("q=信用代码", {"clinics"}),
        ("q=医疗 -乙市", {"clinics"}),
        ("q=年", {"doctors"}),
        ("agency=city-a", {"clinics", "doctors", "water", "closed", "draft"}),
        ("agency=city-a-water", {"water"}),
        ("agency=nobody", set()),
        ("theme=卫生", {"clinics", "doctors", "closed"}),
        ("theme=-", {"draft", "other"}),
        ("open_type=conditional", {"water"}),
        ("open_type=x", {"clinics", "doctors", "water", "closed", "draft", "other"}),
        ("update_cycle=monthly", {"clinics"}),
        ("kind=table", {"clinics"}),
        ("kind=none", {"closed", "draft"}),
        ("kind=-", {"other"}),
        ("format=csv", {"clinics"}),
        ("list=published", {"clinics", "doctors", "water", "closed", "other"}),
        ("provider=甲市水利局", {"water"}),
        ("since=2022-01-01", {"clinics", "other"}),
        ("until=2021-12-31", {"doctors"}),
        ("since=2021-03-01&until=2022-01-01", {"doctors", "other"}),
        ("since=2021-13-01", {"clinics", "doctors", "water", "closed", "draft", "other"}),
        ("since=1800-01-01&until=2999-01-01", {"clinics", "doctors", "other"}),
        ("since=2022-01-01&until=2021-01-01", set()),
        ("source=none", set()),
        ("library=77", set()),
        ("grade=-&step=survey", {"clinics", "doctors", "water", "closed", "draft", "other"}),
    ],
)
def test_filters(few: Few, address: str, expected: set[str]) -> None:
    assert set(asked(few, address)) == expected


def test_a_library_and_a_source_filter(cast: Cast, few: Few) -> None:
    library = DataLibrary.objects.create(kind="base", name="人口库", agency=cast.agency("city-a"))
    library.entries.add(few["water"])
    assert asked(few, f"library={library.pk}") == ["water"]
    source = HarvestSource.objects.create(
        code="list", title="清单", agency=cast.agency("city-a"), created_by="测试员"
    )
    few["draft"].source, few["draft"].source_key = source, "1"
    few["draft"].save()
    put([few["draft"].pk])
    assert asked(few, "source=list") == ["draft"]


def test_orders(few: Few) -> None:
    assert asked(few, "sort=updated")[:3] == ["clinics", "other", "doctors"]
    assert asked(few, "sort=oldest")[:3] == ["doctors", "other", "clinics"]
    assert asked(few, "sort=rows")[:2] == ["clinics", "doctors"]
    assert asked(few, "sort=fewest")[:2] == ["doctors", "clinics"]
    assert asked(few, "q=医疗")[0] == "clinics"


def test_hits_are_marked_and_nothing_else_is_markup(make: Make) -> None:
    make("<script>alert(1)</script>医疗机构", abstract="长" * 300 + "登记的<b>医疗</b>机构")
    row = list_page(wanted({"q": "医疗 script"}), OPERATOR).rows[0]
    assert row.title == (
        "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;<mark>医疗</mark>机构"
    )
    assert row.snippet == "…" + "长" * 18 + "登记的&lt;b&gt;<mark>医疗</mark>&lt;/b&gt;机构"


def test_the_facets_count_the_hits_and_lead_on(few: Few) -> None:
    page = list_page(wanted({}), OPERATOR)
    found = {facet.name: {value.title: value.amount for value in facet.values} for facet in page.facets}
    assert found["agency"] == {"甲市": "5", "乙市": "1"}
    assert found["theme"] == {"卫生": "3", "未知": "2", "水利": "1"}
    assert found["open_type"]["无条件"] == "4"
    assert found["kind"] == {"没有挂载": "2", "库表": "1", "接口": "1", "文件": "1", "未知": "1"}
    inner = list_page(wanted({"agency": "city-a"}), OPERATOR)
    agency = inner.facets[0]
    assert agency.chosen == "甲市"
    assert {value.title: value.amount for value in agency.values} == {
        "甲市卫生健康委": "4",
        "甲市水利局": "1",
    }
    assert agency.back == "?"


def test_chosen_filters_are_chips_that_go_away_one_by_one(few: Few) -> None:
    page = list_page(
        wanted({"q": "信息", "agency": "city-a", "open_type": "-", "sort": "rows", "page": "9"}), OPERATOR
    )
    chips = dict(page.chips)
    assert set(chips) == {"单位：甲市", "开放类型：未知"}
    assert chips["单位：甲市"] == "?q=%E4%BF%A1%E6%81%AF&open_type=-&sort=rows"
    assert page.wanted.page == 1


def test_pages_follow_one_another(make: Make) -> None:
    for number in range(45):
        make(f"第{number}号")
    first = list_page(wanted({"page": "1"}), OPERATOR)
    second = list_page(wanted({"page": "2"}), OPERATOR)
    last = list_page(wanted({"page": "99"}), OPERATOR)
    assert [len(page.rows) for page in (first, second, last)] == [20, 20, 5]
    assert (first.previous, first.next, last.next) == ("", "?page=2", "")
    assert (second.previous, second.first, second.last, second.pages) == ("?", 21, 40, 3)
    ids = {row.entry.pk for page in (first, second, last) for row in page.rows}
    assert len(ids) == 45
    assert len(list_page(wanted({"size": "50"}), OPERATOR).rows) == 45


def test_more_than_can_be_counted_is_said_to_be(
    make: Make, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        make(f"第{number}号", "city-b-health" if number % 3 else "city-a-health")
    monkeypatch.setattr(find, "EXACT", 10)
    page = list_page(wanted({}), OPERATOR)
    assert not page.size.exact
    assert page.exports == ()
    assert all(value.amount.endswith("%") for facet in page.facets for value in facet.values)
    shown = text_of(cast.client("公众").get("/catalogue/"))
    assert "样本估计" in shown
    assert "超过 20,000 条" in shown


def test_empty_states_say_what_to_do(cast: Cast, make: Make) -> None:
    assert "还没有目录" in text_of(cast.client("公众").get("/catalogue/"))
    make("名录")
    assert "清除全部条件" in text_of(cast.client("公众").get("/catalogue/?q=没有这个"))


def test_a_fragment_shows_the_same_hits(cast: Cast, few: Few) -> None:
    client = cast.client("公众")
    whole = text_of(client.get("/catalogue/?q=医疗"))
    response = client.get("/catalogue/?q=医疗&status=active&list=&since=", headers={"HX-Request": "true"})
    part = text_of(response)
    assert response["HX-Push-Url"] == "/catalogue/?q=%E5%8C%BB%E7%96%97"
    assert part.strip().startswith("<title>医疗 · ")
    assert '<div id="hits">' in part
    assert "<mark>医疗</mark>机构名录" in part
    assert "<mark>医疗</mark>机构名录" in whole
    assert "<html" not in part


@pytest.mark.parametrize(
    "query",
    [
        "q=%00%27%22",
        "q=" + "医" * 3_000,
        "page=-1",
        "page=99999999999999999999",
        "size=7",
        "library=x",
        "sort=;",
        "agency=%00",
    ],
)
def test_any_address_is_answered(cast: Cast, few: Few, query: str) -> None:
    assert cast.client("公众").get(f"/catalogue/?{query}").status_code == 200


def test_the_files_hold_every_hit_and_no_formula(cast: Cast, make: Make) -> None:
    make("=HYPERLINK(1)", rows=12, theme="+1")
    make("医疗机构名录")
    rows = list(csv.reader(io.StringIO(text_of(cast.client("公众").get("/catalogue/export/csv/")))))
    assert rows[0][0] == "\ufeff目录名称"
    assert sorted(row[0] for row in rows[1:]) == ["'=HYPERLINK(1)", "医疗机构名录"]
    assert {row[10] for row in rows[1:]} == {"12", "未知"}
    content = cast.client("公众").get("/catalogue/export/xlsx/?q=医疗").content
    tables, problems = read_workbook(content, "目录.xlsx")
    assert problems == ()
    assert [row.text(0) for row in tables[0].rows][1:] == ["医疗机构名录"]


def test_too_many_hits_are_refused_in_words(cast: Cast, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    make("甲")
    make("乙")
    monkeypatch.setattr("shuheng.catalogue.search.export.EXACT", 1)
    response = cast.client("公众").get("/catalogue/export/csv/")
    assert response.status_code == 422
    assert "缩小范围" in text_of(response)


def test_suggestions_are_few_and_lead_to_all(cast: Cast, few: Few) -> None:
    found = suggest("信息", cast.visitor("系统管理员"), 2)
    assert (len(found.best), found.size.count) == (2, 4)
    assert found.link == "/catalogue/?q=%E4%BF%A1%E6%81%AF"
    assert suggest("！", cast.visitor("系统管理员"), 2).best == ()


def test_only_who_may_change_picks_rows(cast: Cast, few: Few) -> None:
    rows = list_page(wanted({}), cast.visitor("填报人")).rows
    assert {row.entry.agency.code for row in rows if row.may_change} == {"city-a-health"}
    assert not any(row.may_change for row in list_page(wanted({}), cast.visitor("审计员")).rows)


def test_questions_to_the_database_do_not_grow_with_the_hits(
    make: Make, few: Few, client: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        make(f"第{number}号")
    with django_assert_max_num_queries(30):  # type: ignore[operator]  # pytest-django names no type for it
        list_page(wanted({"q": "号", "size": "100"}), OPERATOR)
