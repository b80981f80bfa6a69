"""The work on entries through the pages: forms keep what was typed, previews come before acts."""

import io

import openpyxl
import pytest
from django.test import Client

from shuheng.catalogue.models import (
    CatalogueEntry,
    EntryStep,
    HarvestSource,
)
from tests.cast import Cast, cast

__all__ = ["cast"]
pytestmark = pytest.mark.django_db
NEW = {
    "agency": "city-a-health",
    "title": "医疗机构名录",
    "rows": "1,299",
    "update_cycle": "每月",
    "keywords": "医疗；机构",
}


@pytest.fixture
def filer(cast: Cast) -> Client:
    cast.person("系统管理员")
    return cast.client("填报人")


def made(filer: Client, **more: str) -> CatalogueEntry:
    response = filer.post("/catalogue/new/", {**NEW, **more})
    assert response.status_code == 302
    return CatalogueEntry.objects.latest("pk")


def edit_form(entry: CatalogueEntry, **more: str) -> dict[str, str]:
    return {"version": str(entry.version), "title": entry.title, **more}


def grid(*rows: dict[str, str], **more: str) -> dict[str, str]:
    sent = {f"r{index}-{name}": text for index, row in enumerate(rows) for name, text in row.items()}
    return {"rows-sent": str(len(rows)), **sent, **more}


def test_a_new_entry_leads_on_to_its_items(filer: Client) -> None:
    response = filer.post("/catalogue/new/", NEW)
    entry = CatalogueEntry.objects.get()
    assert response.headers["Location"] == f"/catalogue/{entry.pk}/items/"
    assert (entry.rows, entry.update_cycle, entry.keywords) == (1299, "monthly", ["医疗", "机构"])
    page = filer.get(f"/catalogue/{entry.pk}/").content.decode()
    assert "还剩" in page
    assert "1,299" in page
    assert page.count("未知") > 10


def test_a_form_with_mistakes_keeps_all_that_was_typed(filer: Client) -> None:
    response = filer.post(
        "/catalogue/new/", {**NEW, "title": "", "rows": "约一千", "abstract": "写了很久的摘要"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    for words in (
        "写了很久的摘要",
        "约一千",
        "不是不小于 0 的整数",
        "没有填写目录名称",
        'aria-invalid="true"',
    ):
        assert words in page
    assert not CatalogueEntry.objects.exists()
    assert "请选择所属单位" in filer.post("/catalogue/new/", {**NEW, "agency": "nobody"}).content.decode()


def test_another_agency_is_not_offered_and_not_taken(filer: Client) -> None:
    assert 'value="city-a-water"' not in filer.get("/catalogue/new/").content.decode()
    assert filer.post("/catalogue/new/", {**NEW, "agency": "city-a-water"}).status_code == 403


def test_who_saves_second_sees_the_difference_and_decides(filer: Client, cast: Cast) -> None:
    entry = made(filer)
    cast.client("单位管理员").post(f"/catalogue/{entry.pk}/edit/", edit_form(entry, title="医院名录"))
    response = filer.post(f"/catalogue/{entry.pk}/edit/", edit_form(entry, title="诊所名录"))
    page = response.content.decode()
    assert response.status_code == 422
    for words in ("已被别人改过", "医院名录", 'value="诊所名录"', 'name="version" value="2"'):
        assert words in page
    entry.refresh_from_db()
    assert (entry.title, entry.version) == ("医院名录", 2)
    filer.post(f"/catalogue/{entry.pk}/edit/", edit_form(entry, title="诊所名录"))
    entry.refresh_from_db()
    assert (entry.title, entry.version) == ("诊所名录", 3)
    history = filer.get(f"/catalogue/{entry.pk}/history/?first=1&second=3").content.decode()
    assert "医疗机构名录" in history
    assert "诊所名录" in history


def test_rows_are_added_without_script_and_items_saved(filer: Client) -> None:
    entry = made(filer)
    address = f"/catalogue/{entry.pk}/items/"
    more = filer.post(address, grid({"name": "名称"}, more="1", version="1"))
    assert more.status_code == 200
    assert 'value="名称"' in more.content.decode()
    assert 'name="r10-name"' in more.content.decode()
    wrong = filer.post(address, grid({"name": "名称", "length": "很长"}, {"length": "3"}, version="1"))
    assert wrong.status_code == 422
    assert "没有填写信息项名称" in wrong.content.decode()
    saved = filer.post(
        address, grid({"name": "名称", "is_key": "是"}, {"name": ""}, {"name": "地址"}, version="1")
    )
    assert saved.status_code == 302
    assert list(entry.items.values_list("name", "is_key")) == [("名称", True), ("地址", None)]
    kept = {"key": "0", "name": "名称", "is_key": "是", "removed": "on"}
    filer.post(address, grid(kept, {"key": "1", "name": "详细地址"}, version="2"))
    assert list(entry.items.values_list("name", flat=True)) == ["详细地址"]


def test_a_page_of_items_leaves_the_others_alone(filer: Client) -> None:
    entry = made(filer)
    address = f"/catalogue/{entry.pk}/items/"
    filer.post(address, grid(*({"name": f"项{index}"} for index in range(120)), version="1"))
    assert entry.items.count() == 120
    page = filer.get(f"{address}?page=2").content.decode()
    assert 'value="项50"' in page
    assert 'value="项49"' not in page
    rows = [{"key": str(index), "name": f"项{index + 50}"} for index in range(50)]
    rows[3]["name"] = "改了"
    response = filer.post(address, grid(*rows, version="2", page="2", again="1"))
    assert response.headers["Location"] == f"{address}?page=2"
    names = list(entry.items.values_list("name", flat=True))
    assert (len(names), names[49], names[53], names[100]) == (120, "项49", "改了", "项100")


def test_items_that_moved_meanwhile_are_not_overwritten(filer: Client) -> None:
    entry = made(filer)
    address = f"/catalogue/{entry.pk}/items/"
    filer.post(address, grid({"name": "甲"}, {"name": "乙"}, version="1"))
    filer.post(address, grid({"key": "1", "name": "乙"}, version="2"))
    response = filer.post(
        address, grid({"key": "0", "name": "甲甲"}, {"key": "1", "name": "乙"}, version="2")
    )
    assert response.status_code == 422
    assert "这一页不能再保存" in response.content.decode()
    assert 'value="甲甲"' in response.content.decode()
    assert list(entry.items.values_list("name", flat=True)) == ["乙"]


def test_resources_are_mounted_and_unmounted(filer: Client) -> None:
    entry = made(filer)
    address = f"/catalogue/{entry.pk}/resources/"
    filer.post(address, grid({"kind": "接口", "title": "查询", "volume_query": "否"}, version="1"))
    entry.refresh_from_db()
    assert (entry.apis, entry.volume_query) == (1, False)
    number = str(entry.resources.get().pk)
    row = {"key": number, "kind": "接口", "title": "查询", "volume_query": "否", "unmounted": "2024-05-06"}
    filer.post(address, grid(row, version="2"))
    entry.refresh_from_db()
    assert (entry.apis, entry.resources.count()) == (0, 1)
    assert "2024-05-06 卸载" in filer.get(f"/catalogue/{entry.pk}/").content.decode()


def test_steps_are_taken_on_the_page_and_refused_with_the_reason(filer: Client, cast: Cast) -> None:
    entry = made(filer)
    address = f"/catalogue/{entry.pk}/step/"
    assert filer.post(address, {"step": "survey", "pass": "1"}).status_code == 302
    page = filer.get(f"/catalogue/{entry.pk}/").content.decode()
    assert "现在还不能办结：没有填写" in page
    refused = filer.post(address, {"step": "compile", "pass": "1", "note": "我的意见"})
    assert refused.status_code == 422
    assert "还不能办结" in refused.content.decode()
    assert 'value="我的意见"' in refused.content.decode()
    assert filer.post(address, {"step": "compile", "return": "1", "note": "重理"}).status_code == 302
    assert EntryStep.objects.latest("pk").decision == "returned"
    assert cast.client("评审专家").post(address, {"step": "survey", "pass": "1"}).status_code == 403
    CatalogueEntry.objects.filter(pk=entry.pk).update(step="confirm", sharing_type="none", open_type="none")
    cast.client("大数据局管理员").post(
        address, {"step": "confirm", "pass": "1", "lists": "1", "can_publish": "on"}
    )
    entry.refresh_from_db()
    assert (entry.step, entry.should_publish, entry.can_publish) == ("announce", True, True)


def test_withdrawing_and_restoring_through_the_pages(filer: Client) -> None:
    entry = made(filer)
    address = f"/catalogue/{entry.pk}/withdraw/"
    bad = filer.post(address, {"version": "1", "day": "2021-13-01", "reason": "停"})
    assert bad.status_code == 422
    assert "没有“2021-13-01”这一天" in bad.content.decode()
    assert 'value="停"' in bad.content.decode()
    assert filer.post(address, {"version": "1", "day": "2021-06-30", "reason": "停"}).status_code == 302
    assert filer.post(f"/catalogue/{entry.pk}/restore/", {"version": "2"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.status, entry.version) == ("active", 3)


def test_many_are_changed_after_a_preview(filer: Client) -> None:
    numbers = [made(filer, title=f"名录{index}").pk for index in range(3)]
    CatalogueEntry.objects.filter(pk=numbers[0]).update(theme="医疗")
    sent = {"entry": numbers, "choose-theme": "on", "theme": "医疗", "update_cycle": "每年"}
    first = filer.post("/catalogue/bulk/edit/", {"entry": numbers})
    assert "选中 3 条" in first.content.decode()
    preview = filer.post("/catalogue/bulk/edit/", {**sent, "preview": "1"}).content.decode()
    assert "要改 2 条" in preview
    assert "1 条已经是这样" in preview
    stale = filer.post("/catalogue/bulk/edit/", {**sent, "apply": "1", "expected": "3"})
    assert stale.status_code == 422
    assert "请重新预览" in stale.content.decode()
    done = filer.post("/catalogue/bulk/edit/", {**sent, "apply": "1", "expected": "2"})
    assert "已修改 2 条" in done.content.decode()
    rows = CatalogueEntry.objects.filter(pk__in=numbers).order_by("pk")
    assert list(rows.values_list("theme", "update_cycle", "version")) == [
        ("医疗", "monthly", 1), ("医疗", "monthly", 2), ("医疗", "monthly", 2),
    ]  # fmt: skip


def test_a_filter_chooses_for_bulk_edit_and_export(filer: Client) -> None:
    made(filer, title="医院床位")
    made(filer, title="公交线路")
    page = filer.get("/catalogue/bulk/edit/?q=床位").content.decode()
    assert "选中 1 条" in page
    assert "医院床位" in page
    workbook = filer.get("/catalogue/excel/download/?q=公交")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.content))["目录"]
    assert [row[4].value for row in sheet.iter_rows(min_row=2)] == ["公交线路"]


def test_bulk_edit_of_another_agency_changes_nothing(filer: Client, cast: Cast) -> None:
    own = made(filer)
    foreign = CatalogueEntry.objects.create(
        agency=cast.agency("city-b-health"), title="乙市名录", published=True
    )
    sent = {
        "entry": [own.pk, foreign.pk],
        "choose-theme": "on",
        "theme": "医疗",
        "apply": "1",
        "expected": "2",
    }
    assert filer.post("/catalogue/bulk/edit/", sent).status_code == 403
    own.refresh_from_db()
    assert own.theme == ""


def test_many_steps_at_once(filer: Client) -> None:
    numbers = [made(filer, title=f"名录{index}").pk for index in range(2)]
    page = filer.post("/catalogue/bulk/step/", {"entry": numbers}).content.decode()
    assert "办结“目录梳理” 2 条" in page
    done = filer.post(
        "/catalogue/bulk/step/", {"entry": numbers, "step": "survey", "note": "批量"}
    ).content.decode()
    assert "已办结 2 条" in done
    assert set(EntryStep.objects.values_list("note", flat=True)) == {"批量"}
    assert filer.post("/catalogue/bulk/step/", {"entry": numbers, "step": "nothing"}).status_code == 422


def test_the_source_page_shows_what_was_not_mapped(filer: Client, cast: Cast) -> None:
    entry = made(filer)
    source = HarvestSource.objects.create(code="s", title="某门户", agency=entry.agency, created_by="测试")
    CatalogueEntry.objects.filter(pk=entry.pk).update(
        source=source,
        source_key="k",
        raw={"更新频率": "隔三差五", "深": {"a": [1]}},
        unmapped={"update_cycle": "隔三差五"},
    )
    page = filer.get(f"/catalogue/{entry.pk}/source/").content.decode()
    assert "某门户" in page
    assert page.count("隔三差五") == 2
