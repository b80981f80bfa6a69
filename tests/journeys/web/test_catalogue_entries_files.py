"""Files through the pages: workbooks, dictionaries, standards; and the libraries."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from shuheng.catalogue import stash
from shuheng.catalogue.models import CatalogueEntry, CodeList, DataElement, DataLibrary
from tests.cast import Cast, cast
from tests.journeys.web.test_catalogue_entries_work import filer, grid, made

__all__ = ["cast", "filer"]
pytestmark = pytest.mark.django_db


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_workbook_is_previewed_then_applied_once(filer: Client, cast: Cast) -> None:
    entry = made(filer)
    book = openpyxl.load_workbook(io.BytesIO(filer.get("/catalogue/excel/download/").content))
    sheet = book["目录"]
    heads = [str(cell.value) for cell in sheet[1]]
    sheet.cell(2, heads.index("主题") + 1).value = "医疗卫生"
    buffer = io.BytesIO()
    book.save(buffer)
    preview = filer.post("/catalogue/excel/", {"workbook": upload("目录.xlsx", buffer.getvalue())})
    page = preview.content.decode()
    assert "新增 0 条，变更 1 条，不变 0 条" in page
    assert "医疗卫生" in page
    entry.refresh_from_db()
    assert entry.theme == ""
    shown = preview.context["page"]
    sent = {"key": shown.key, "name": "目录.xlsx", "fingerprint": shown.plan.fingerprint}
    other = cast.client("单位管理员").post("/catalogue/excel/apply/", sent)
    assert "预览已经过期" in other.content.decode()
    assert "已保存" in filer.post("/catalogue/excel/apply/", sent).content.decode()
    entry.refresh_from_db()
    assert (entry.theme, entry.version) == ("医疗卫生", 2)
    assert "预览已经过期" in filer.post("/catalogue/excel/apply/", sent).content.decode()


def test_a_workbook_that_is_none_is_refused_in_words(filer: Client) -> None:
    for name, content, words in (
        ("目录.xlsx", b"PK\x03\x04 broken", "不是完好的 Excel"),
        ("目录.csv", "甲,乙".encode(), "目录的导入用 Excel"),
        ("目录.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Excel"),
        ("目录.xlsx", b"", "文件是空的"),
    ):
        response = filer.post("/catalogue/excel/", {"workbook": upload(name, content)})
        assert response.status_code == 422
        assert words in response.content.decode()
    assert "没有选择文件" in filer.post("/catalogue/excel/").content.decode()


def test_a_dictionary_becomes_entries(filer: Client) -> None:
    lines = "table_name,table_comment,column_name,data_type,character_maximum_length,is_nullable,column_key,column_comment"
    rows = [
        "t_hosp,医院,id,bigint,,NO,PRI,编号",
        "t_hosp,医院,name,varchar,200,YES,,名称",
        "t_log,,at,datetime,,YES,,",
    ]
    file = upload("字典.csv", "\n".join([lines, *rows]).encode())
    sent = {"way": "export", "file": file, "system": "卫生系统", "database": "hosp"}
    page = filer.post("/catalogue/dictionary/", sent)
    assert "读到 2 张表、3 个字段" in page.content.decode()
    assert not CatalogueEntry.objects.exists()
    apply = {
        "key": page.context["page"].key,
        "system": "卫生系统",
        "database": "hosp",
        "agency": "city-a-health",
    }
    assert "没有选择表" in filer.post("/catalogue/dictionary/apply/", apply).content.decode()
    done = filer.post("/catalogue/dictionary/apply/", {**apply, "table": ["t_hosp"]})
    assert "已新编 1 条目录" in done.content.decode()
    entry = CatalogueEntry.objects.get()
    item = entry.items.get(field_name="id")
    assert (entry.title, item.name, item.is_key, item.not_null) == ("医院", "编号", True, True)
    assert (item.system_name, item.database_name, item.table_name) == ("卫生系统", "hosp", "t_hosp")


def test_a_header_becomes_items_of_an_entry(filer: Client) -> None:
    entry = made(filer)
    file = upload("名录.csv", "机构名称,床位数\n甲医院,20\n乙医院,300".encode())
    address = f"/catalogue/{entry.pk}/dictionary/"
    page = filer.post(address, {"way": "header", "file": file})
    assert "只是建议" in page.content.decode()
    sent = {"key": page.context["page"].key, "version": "1"}
    assert filer.post(f"{address}apply/", sent).status_code == 302
    assert list(entry.items.values_list("name", "data_type")) == [
        ("机构名称", "字符型"),
        ("床位数", "整数型"),
    ]


def test_an_address_is_not_shown_again_nor_kept(filer: Client, settings: Settings) -> None:
    secret = "peony-secret"
    sent = {"way": "live", "address": f"postgresql://u:{secret}@127.0.0.1:1/db"}
    response = filer.post("/catalogue/dictionary/", sent)
    assert "SHUHENG_HARVEST_HOSTS" in response.content.decode()
    settings.HARVEST_HOSTS = ["127.0.0.1"]
    response = filer.post("/catalogue/dictionary/", sent)
    assert response.status_code == 422
    assert "没有读到数据库" in response.content.decode()
    assert secret not in response.content.decode()
    kept = [place.read_bytes() for place in Path(stash.folder()).iterdir()]
    assert not any(secret.encode() in content for content in kept)


def test_standards_are_kept_through_the_pages(cast: Cast) -> None:
    client = cast.client("大数据局管理员")
    sent = grid(
        {"value": "1", "meaning": "男"}, {"value": "2", "meaning": "女"}, code="A", name="性别", origin="国标"
    )
    assert client.post("/standards/code-lists/new/", sent).status_code == 302
    row = CodeList.objects.get()
    assert [one.meaning for one in row.values.all()] == ["男", "女"]
    twice = grid(
        {"value": "1", "meaning": "男"}, {"value": "1", "meaning": "女"}, code="A", name="性别", origin=""
    )
    refused = client.post(f"/standards/code-lists/{row.pk}/edit/", twice)
    assert refused.status_code == 422
    assert "出现了两次" in refused.content.decode()
    fields = {
        "code": "DE1",
        "name": "性别",
        "definition": "",
        "data_type": "",
        "length": "1",
        "synonyms": "xb",
        "origin": "",
    }
    assert client.post("/standards/elements/new/", {**fields, "code_list": "B"}).status_code == 422
    assert client.post("/standards/elements/new/", {**fields, "code_list": "A"}).status_code == 302
    element = DataElement.objects.get()
    assert "性别" in client.get(f"/standards/code-lists/{row.pk}/").content.decode()
    client.post(f"/standards/elements/{element.pk}/retire/")
    element.refresh_from_db()
    assert element.retired is not None
    table = upload("元.csv", "数据元编号,名称\nDE1,人的性别\nDE2,年龄".encode())
    page = client.post("/standards/import/", {"kind": "elements", "table": table}).content.decode()
    assert "新增 1 个，更新 1 个，不变 0 个" in page


def test_a_library_is_kept_through_the_pages(filer: Client, cast: Cast) -> None:
    entry = made(filer)
    client = cast.client("大数据局管理员")
    fields = {
        "agency": "city-a",
        "name": "健康库",
        "kind": "主题库",
        "purpose": "共享",
        "built": "2021-06-30",
        "ended": "",
    }
    assert client.post("/libraries/new/", {**fields, "agency": "city-b"}).status_code == 403
    assert client.post("/libraries/new/", {**fields, "kind": "大库"}).status_code == 422
    assert client.post("/libraries/new/", fields).status_code == 302
    library = DataLibrary.objects.get()
    address = f"/libraries/{library.pk}/entries/"
    bad = client.post(address, {"add": "1", "numbers": f"{entry.pk} 甲"})
    assert bad.status_code == 422
    assert "“甲”不是目录编号" in bad.content.decode()
    client.post(address, {"add": "1", "numbers": str(entry.pk)})
    assert list(library.entries.all()) == [entry]
    assert "健康库" in filer.get(f"/catalogue/{entry.pk}/").content.decode()
    client.post(address, {"remove": "1", "entry": [entry.pk]})
    assert not library.entries.exists()
