"""Every page of tables: who may see it, what it shows, what it says to a bad address."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from shuheng.audit.models import AuditRow
from shuheng.catalogue.models import CatalogueEntry, DataLibrary
from shuheng.quality.models import DataTable, QualityIssue, ResultFigure
from shuheng.quality.tables.orders import TableOrder
from shuheng.quality.tables.runs import open_run, run_tables
from tests.cast import Cast
from tests.rooms.tables.conftest import AS_OF, DIRTY, Bringer, Maker, run_over

pytestmark = pytest.mark.django_db

READERS = ("填报人", "单位管理员", "大数据局管理员", "评审专家", "审计员", "系统管理员")
WORKERS = ("填报人", "单位管理员", "大数据局管理员", "系统管理员")
PAGES = (
    "/quality/tables/",
    "/quality/tables/?state=issues&dimension=completeness&agency=city-a-health&q=站",
    "/quality/tables/matrix/",
    "/quality/tables/runs/",
    "/quality/issues/",
    "/quality/issues/?state=all&severity=medium&dimension=completeness",
)
ABOUT = (
    "/quality/tables/{table}/",
    "/quality/tables/runs/{run}/",
    "/quality/tables/figures/{figure}/",
    "/quality/issues/{issue}/",
)
WORK = ("/quality/tables/new/", "/quality/tables/{table}/data/", "/quality/tables/{table}/columns/")
MISSING = (
    "/quality/tables/999999/",
    "/quality/tables/99999999999999999999999/",
    "/quality/tables/runs/999999/",
    "/quality/tables/figures/999999/",
    "/quality/issues/999999/",
    "/quality/tables/new/?entry=999999",
    "/quality/tables/new/?entry=x",
)


@pytest.fixture
def places(make: Maker) -> dict[str, int]:
    table = make(text=DIRTY)
    run = run_over(table)
    figure = ResultFigure.objects.filter(column="名称", measure="empty_cells").get()
    issue = QualityIssue.objects.get(column="名称", measure="empty_cells")
    return {"table": table.pk, "run": run.pk, "figure": figure.pk, "issue": issue.pk}


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_who_may_see_what(cast: Cast, places: dict[str, int]) -> None:
    cast.everybody()
    for title in READERS:
        client = cast.client(title)
        for address in (*PAGES, *ABOUT):
            assert client.get(address.format(**places)).status_code == 200, (title, address)
    outsider, public = cast.client("外单位"), cast.client("公众")
    assert {outsider.get(one.format(**places)).status_code for one in ABOUT} == {403}
    assert {public.get(one.format(**places)).status_code for one in (*PAGES, *ABOUT, *WORK)} == {302}


def test_who_may_work(cast: Cast, places: dict[str, int]) -> None:
    cast.everybody()
    for address in WORK:
        found = {one: cast.client(one).get(address.format(**places)).status_code for one in READERS}
        assert {one for one, status in found.items() if status == 200} == set(WORKERS), address
    assert cast.client("外单位").get(WORK[1].format(**places)).status_code == 403
    manage = {one: cast.client(one).get("/quality/tables/schedules/").status_code for one in READERS}
    assert {one for one, status in manage.items() if status == 200} == {"大数据局管理员", "系统管理员"}


def test_bad_addresses_and_wrong_methods(cast: Cast, places: dict[str, int]) -> None:
    client = cast.client("系统管理员")
    assert {one: client.get(one).status_code for one in MISSING} == dict.fromkeys(MISSING, 404)
    posted = {client.post(one.format(**places)).status_code for one in (*PAGES, *ABOUT)}
    assert posted == {405}
    for address in (
        "tables/{table}/end/",
        "issues/{issue}/answer/",
        "issues/many/",
        "tables/runs/{run}/again/",
    ):
        assert client.get(f"/quality/{address.format(**places)}").status_code == 405


@pytest.mark.parametrize(
    "query", ["?state=x", "?agency=nobody", "?library=x", "?dimension=x", "?page=x", "?q=没有"]
)
def test_a_filter_that_names_nothing_finds_nothing_or_narrows_nothing(
    cast: Cast, places: dict[str, int], query: str
) -> None:
    assert cast.client("审计员").get(f"/quality/tables/{query}").status_code == 200
    assert cast.client("审计员").get(f"/quality/issues/{query}&table=x").status_code == 200


def test_strangers_see_none_of_the_rows(cast: Cast, places: dict[str, int]) -> None:
    outsider = cast.client("外单位")
    for address in (
        "/quality/tables/",
        "/quality/tables/matrix/",
        "/quality/tables/runs/",
        "/quality/issues/?state=all",
    ):
        shown = text(outsider, address)
        assert "站点" not in shown, address
        assert "甲市卫生健康委" not in shown, address


def test_the_page_of_a_table_shows_how_much_of_how_much(cast: Cast, places: dict[str, int]) -> None:
    shown = text(cast.client("填报人"), f"/quality/tables/{places['table']}/")
    assert 'title="10 / 20"' in shown
    assert "heat-4" in shown
    assert "50.0%" in shown
    assert "未知" in shown  # no dates: nothing is known of timeliness


def test_the_list_shows_newest_figures_and_unknown(cast: Cast, make: Maker, places: dict[str, int]) -> None:
    make("没有量过")
    shown = text(cast.client("填报人"), "/quality/tables/")
    assert 'title="10 / 60"' in shown
    assert "未计量" in shown
    assert "没有量过" not in text(cast.client("填报人"), "/quality/tables/?state=measured")
    assert "没有量过" in text(cast.client("填报人"), "/quality/tables/?state=never")


def test_looking_at_samples_is_on_record(cast: Cast, places: dict[str, int]) -> None:
    client = cast.client("填报人")
    before = AuditRow.objects.filter(action="read", thing_id__contains="/figures/").count()
    client.get(f"/quality/tables/figures/{places['figure']}/")
    assert AuditRow.objects.filter(action="read", thing_id__contains="/figures/").count() == before + 1


def test_new_data_not_yet_measured_are_said(cast: Cast, bring: Bringer, places: dict[str, int]) -> None:
    bring(DataTable.objects.get(pk=places["table"]), DIRTY)
    assert "还没有计量" in text(cast.client("填报人"), f"/quality/tables/{places['table']}/")


def test_the_matrix_counts_tables_and_knows_unknown(cast: Cast, make: Maker, places: dict[str, int]) -> None:
    run_over(make("干净"))
    shown = text(cast.client("大数据局管理员"), "/quality/tables/matrix/")
    assert ">1 / 2</a>" in shown
    assert "未知" in shown


def test_roles_and_keys_are_said_by_people_and_checked(cast: Cast, places: dict[str, int]) -> None:
    client, address = cast.client("填报人"), f"/quality/tables/{places['table']}/columns/"
    refused = client.post(address, {"role-1": "nonsense", "keys": "编号，没有\n"})
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "table-role" in shown
    assert "table-column" in shown
    assert client.post(address, {"role-0": "文本", "keys": "编号\n名称，数量"}).status_code == 302
    table = DataTable.objects.get(pk=places["table"])
    assert table.keys == [["编号"], ["名称", "数量"]]
    assert table.roles == {"编号": "text"}
    assert 'value="文本"' in text(client, address)
    result = run_over(table).results.get()
    assert result.figures.filter(measure="duplicate_keys").count() == 2


def test_a_table_is_ended_and_taken_up_again(cast: Cast, places: dict[str, int]) -> None:
    client, table = cast.client("填报人"), DataTable.objects.get(pk=places["table"])
    assert client.post(f"/quality/tables/{table.pk}/end/", {"act": "archive"}).status_code == 302
    assert "站点" not in text(client, "/quality/tables/")
    assert "已停用" in text(client, f"/quality/tables/{table.pk}/")
    client.post(f"/quality/tables/{table.pk}/end/", {"act": "restore"})
    table.refresh_from_db()
    assert table.archived is None
    assert cast.client("外单位").post(f"/quality/tables/{table.pk}/end/").status_code == 403


def test_libraries_have_their_own_rows_and_filter(cast: Cast, make: Maker) -> None:
    entry = CatalogueEntry.objects.create(agency=cast.agency("city-a-health"), title="站点目录")
    library = DataLibrary.objects.create(
        kind="thematic", name="健康主题库", agency=cast.agency("city-a-health")
    )
    library.entries.add(entry)
    inside, outside = make("库内", DIRTY), make("库外")
    DataTable.objects.filter(pk=inside.pk).update(entry=entry)
    run_over(inside, outside)
    client = cast.client("填报人")
    assert "健康主题库" in text(client, "/quality/tables/matrix/")
    shown = text(client, f"/quality/tables/?library={library.pk}")
    assert "库内" in shown
    assert "库外" not in shown
    order = TableOrder(AS_OF, library=library)
    assert [one.table for one in open_run(order=order, actor="测试员").results.all()] == [inside]


def test_pictures_show_formats_and_whole_runs_only(cast: Cast, make: Maker) -> None:
    rows = "".join(f"{n},138{n:08d}\n" if n % 4 else f"{n},12\n" for n in range(1, 41))
    table = make("电话", f"编号,手机号码\n{rows}")
    client, address = cast.client("填报人"), f"/quality/tables/{table.pk}/"
    run_over(table)
    run_over(table, every=2)
    assert "历次逐行计量" not in text(client, address)
    assert "（每 2 行抽 1 行）" in text(client, address)
    run_over(table)
    shown = text(client, address)
    assert "手机号码 75.0%" in shown
    assert "历次逐行计量" in shown


def test_where_the_empty_cells_lie_is_drawn_for_tables_that_have_some(cast: Cast, make: Maker) -> None:
    dirty, clean = make("有空格", DIRTY), make("没有空格")
    run_tables(TableOrder(AS_OF, (dirty.pk, clean.pk)), "测试员")
    bands = dirty.results.get().summary["bands"]
    assert bands == {"edges": list(range(0, 21, 2)), "empty": {"名称": [2] * 5 + [0] * 5}}
    client = cast.client("填报人")
    said = {one: client.get(f"/quality/tables/{one.pk}/").content.decode() for one in (dirty, clean)}
    assert "空值在哪些行" in said[dirty]
    assert "空值在哪些行" not in said[clean]


def test_the_list_asks_as_often_for_many_tables_as_for_few(
    cast: Cast, make: Maker, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    run_over(*(make(f"表{n}", DIRTY) for n in range(12)))
    client = cast.client("大数据局管理员")
    for address in ("/quality/tables/", "/quality/tables/matrix/", "/quality/tables/runs/"):
        with django_assert_max_num_queries(20):
            client.get(address)
