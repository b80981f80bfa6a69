"""The wizard as a browser sees it: every step, who may, what is refused in words."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shuheng.accounts.visitors import OPERATOR
from shuheng.audit.models import AuditRow
from shuheng.catalogue.harvest import actions
from shuheng.catalogue.models import CatalogueEntry, HarvestRun, HarvestSource
from shuheng.jobs import worker
from tests.cast import EVERYBODY, Cast
from tests.rooms.harvest.lists import MAPPING, counts, harvested, kept, row, rows
from tests.rooms.harvest.portal import packages, portal, say_json, search

pytestmark = pytest.mark.django_db
ALLOWED = {"大数据局管理员", "系统管理员"}
ANYWHERE = {"单位管理员", "外单位"}  # they may harvest, but not into 甲市


@pytest.fixture
def bureau(cast: Cast) -> Client:
    return cast.client("大数据局管理员")


def upload(content: Any, name: str = "list.json") -> SimpleUploadedFile:
    data = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
    return SimpleUploadedFile(name, data)


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.mark.parametrize("title", EVERYBODY)
def test_who_may_see_what(title: str, cast: Cast, source: HarvestSource) -> None:
    run = harvested(source, rows(3))
    client = cast.client(title)
    own = [f"/harvest/sources/{source.code}/", f"/harvest/runs/{run.pk}/", f"/harvest/runs/{run.pk}/csv/",
           f"/harvest/sources/{source.code}/mapping/?file={run.file_hash}"]  # fmt: skip
    open_to = ALLOWED | ANYWHERE
    refused = 403  # the public is asked to sign in as soon as there is somebody who can
    for address in ("/harvest/", "/harvest/new/"):
        assert client.get(address).status_code == (200 if title in open_to else refused), address
    for address in own:
        assert client.get(address).status_code == (200 if title in ALLOWED else refused), address
    start = f"/harvest/sources/{source.code}/run/"
    before = HarvestRun.objects.count()
    assert client.post(start, {"file": run.file_hash, "name": "x", "dry": "on"}).status_code in (
        {302} if title in ALLOWED else {302, 403}
    )
    assert HarvestRun.objects.count() == before + (title in ALLOWED)


def test_only_own_agencies_are_offered(cast: Cast, source: HarvestSource) -> None:
    page = text(cast.client("外单位").get("/harvest/new/"))
    assert "乙市卫生健康委" in page
    assert "甲市" not in page
    assert source.title not in text(cast.client("外单位").get("/harvest/"))
    said = {"agency": "city-a", "code": "stolen", "file": upload(rows(1))}
    assert cast.client("外单位").post("/harvest/new/", said).status_code == 422
    assert not HarvestSource.objects.filter(code="stolen").exists()


@pytest.mark.parametrize(
    "address", ["/harvest/sources/none/", "/harvest/sources/none/mapping/", "/harvest/runs/999999/",
                "/harvest/runs/99999999999999999999/", "/harvest/runs/999999/csv/"]
)  # fmt: skip
def test_a_bad_id_is_not_found(address: str, bureau: Client) -> None:
    assert bureau.get(address).status_code == 404


def test_a_wrong_method_is_refused(bureau: Client, source: HarvestSource) -> None:
    run = harvested(source, rows(1))
    for address in ("/harvest/", f"/harvest/sources/{source.code}/", f"/harvest/runs/{run.pk}/"):
        assert bureau.post(address).status_code == 405
    assert bureau.get(f"/harvest/sources/{source.code}/run/").status_code == 405
    assert bureau.delete("/harvest/new/").status_code == 405


def test_the_way_from_a_file_to_a_report(cast: Cast, bureau: Client) -> None:
    listed = [{"目录名称": f"第{n}号目录", "提供单位": "甲市水利局", "更新周期": "隔三差五" if n == 3 else "每月",
               "更新日期": "2023-06-08", "数据量": "1,299", "开放类型": "无条件开放", "目录代码": f"A-{n:03}",
               "联系电话": "123"} for n in range(1, 31)]  # fmt: skip
    said = {"agency": "city-a", "code": "portal", "title": "甲市门户", "file": upload(listed, "清单.json")}
    response = bureau.post("/harvest/new/", said)
    assert response.status_code == 302
    source = HarvestSource.objects.get()
    page = text(bureau.get(response.headers["Location"]))
    assert "目录名称" in page
    assert "隔三差五" in page
    assert "每月</q> → 每月" in page
    assert "联系电话 是个人联系方式" in page
    assert not source.mapping
    digest = response.headers["Location"].split("file=")[1].split("&")[0]
    form = {"file": digest, "name": "清单.json", "act": "confirm", "key": "目录代码",
            "map-update_cycle-0": "weekly", "value-update_cycle-0": "隔三差五"}  # fmt: skip
    done = bureau.post(f"/harvest/sources/{source.code}/mapping/", form)
    assert done.status_code == 302
    source.refresh_from_db()
    assert source.mapping_confirmed_by.startswith("大数据局管理员")
    assert "隔三差五: weekly" in source.mapping
    started = bureau.post("/harvest/sources/portal/run/", {"file": digest, "name": "清单.json", "dry": "on"})
    run = HarvestRun.objects.get()
    assert started.headers["Location"] == f"/harvest/runs/{run.pk}/"
    assert "排队中" in text(bureau.get(started.headers["Location"]))
    worker.run(run.job_number or 0, every=0)
    page = text(bureau.get(started.headers["Location"]))
    assert "按此正式采集" in page
    assert CatalogueEntry.objects.count() == 0
    again = {"file": digest, "name": "清单.json", "as_of": "2023-06-28"}
    real_address = bureau.post("/harvest/sources/portal/run/", again).headers["Location"]
    real = HarvestRun.objects.get(dry=False)
    worker.run(real.job_number or 0, every=0)
    real.refresh_from_db()
    assert (counts(real), str(real.as_of)) == ((30, 30, 0, 0, 0), "2023-06-28")
    assert CatalogueEntry.objects.filter(update_cycle="weekly").count() == 1
    report = text(bureau.get(real_address))
    assert "采集报告" in report
    assert "没有拒收，也没有提示" in report
    acts = list(AuditRow.objects.exclude(action="read").values_list("action", flat=True))
    for act in (
        "catalogue.register_source",
        "catalogue.confirm_mapping",
        "catalogue.try_harvest",
        "catalogue.harvest",
    ):
        assert act in acts


def test_a_form_that_is_wrong_says_what(bureau: Client, source: HarvestSource) -> None:
    ordinary = {"agency": "city-a", "code": "new-one"}
    cases = [
        (ordinary, "请选择文件，或填写来源地址"),
        (ordinary | {"code": "坏 编号", "file": upload(rows(1))}, "来源编号的写法不对"),
        (ordinary | {"code": source.code, "file": upload(rows(1))}, "已有同名的来源"),
        (ordinary | {"agency": "nobody", "file": upload(rows(1))}, "请选择单位"),
        (ordinary | {"address": "ftp://x"}, "来源地址的写法不对"),
        (ordinary | {"address": "https://x", "file": upload(rows(1))}, "只能有一个"),
        (ordinary | {"file": upload(b"")}, "文件是空的"),
    ]
    for said, words in cases:
        response = bureau.post("/harvest/new/", said)
        assert (response.status_code, words in text(response)) == (422, True), words
    assert HarvestSource.objects.count() == 1


def test_an_inner_address_is_refused_on_the_page(bureau: Client) -> None:
    said = {"agency": "city-a", "code": "inner", "address": "http://169.254.169.254/latest"}
    made = bureau.post("/harvest/new/", said)
    response = bureau.get(made.headers["Location"])
    assert response.status_code == 422
    assert "指向本机或内部网络" in text(response)


def test_a_live_portal_from_address_to_report(bureau: Client, settings: Any) -> None:
    settings.HARVEST_HOSTS = ["127.0.0.1"]
    with portal(lambda _, handler, query: say_json(handler, search(packages(12), query))) as served:
        said = {
            "agency": "city-a",
            "code": "live",
            "address": f"{served.address}/api/3/action/package_search",
        }
        page = bureau.get(bureau.post("/harvest/new/", said).headers["Location"])
        assert "内置映射" in text(page)
        digest = text(page).split('name="file" value="')[1][:64]
        confirm = {"file": digest, "name": "x", "act": "confirm"}
        assert bureau.post("/harvest/sources/live/mapping/", confirm).status_code == 302
        bureau.post("/harvest/sources/live/run/", {})
        run = HarvestRun.objects.get()
        worker.run(run.job_number or 0, every=0)
    run.refresh_from_db()
    assert (counts(run), run.declared, run.whole) == ((12, 12, 0, 0, 0), 12, True)


def test_a_form_with_an_empty_file_field_runs_over_the_file_at_hand(
    bureau: Client, source: HarvestSource
) -> None:
    """As browsers send it: a part for the file field, with no name and no content."""
    listed = kept(rows(3))
    body = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'
        for name, more, value in (("file", "", listed.hash), ("list", '; filename=""', ""), ("dry", "", "on"))
    )
    address = f"/harvest/sources/{source.code}/run/"
    response = bureau.generic("POST", address, f"{body}--x--\r\n", "multipart/form-data; boundary=x")
    assert response.status_code == 302
    assert HarvestRun.objects.get().file_hash == listed.hash


def test_a_mapping_by_file_and_its_mistakes(bureau: Client, source: HarvestSource) -> None:
    listed = kept(rows(3))
    address = f"/harvest/sources/{source.code}/mapping/"
    form = {"file": listed.hash, "name": "x", "act": "yaml"}
    assert "第1号目录" in text(bureau.post(address, form | {"yaml": MAPPING}))
    broken = bureau.post(address, form | {"yaml": "name: x\nkey: 编号\nfields: {tittle: 名称}"})
    assert broken.status_code == 422
    assert "tittle" in text(broken)
    absent = bureau.post(address, form | {"yaml": "name: x\nkey: 编号\nfields: {title: 名字}"})
    assert absent.status_code == 422
    assert "mapping-field-absent" in text(absent)
    source.refresh_from_db()
    assert source.mapping == MAPPING


def test_a_mapping_without_title_cannot_be_confirmed(bureau: Client, source: HarvestSource) -> None:
    listed = kept(rows(3))
    form = {"file": listed.hash, "name": "x", "act": "confirm", "yaml": MAPPING, "from-title": ""}
    response = bureau.post(f"/harvest/sources/{source.code}/mapping/", form)
    source.refresh_from_db()
    assert (response.status_code, source.mapping) == (422, MAPPING)


def test_no_run_over_a_file_that_was_never_kept(bureau: Client, source: HarvestSource) -> None:
    for digest in ("0" * 64, "../../etc/passwd", ""):
        response = bureau.post(f"/harvest/sources/{source.code}/run/", {"file": digest})
        assert (response.status_code, "file-gone" in text(response)) == (422, True)
    response = bureau.post(
        f"/harvest/sources/{source.code}/run/", {"file": kept(rows(1)).hash, "as_of": "昨天"}
    )
    assert "不是日期" in text(response)
    assert HarvestRun.objects.count() == 0


def test_the_report_gives_every_reason_with_its_records(bureau: Client, source: HarvestSource) -> None:
    bad = [
        row(1, 名称=""),
        row(2, 频率="看情况"),
        row(3, 部门="无名局"),
        row(4, 名称="<script>alert(1)</script>名录"),
    ]
    run = harvested(source, bad)
    page = text(bureau.get(f"/harvest/runs/{run.pk}/"))
    for words in ("没有目录名称", "看情况", "无名局", "认不出的更新周期"):
        assert words in page
    assert "<script>alert" not in page
    only = text(bureau.get(f"/harvest/runs/{run.pk}/?code=title-missing"))
    assert "C000001" in only
    assert (
        text(bureau.get(f"/harvest/runs/{run.pk}/?code=nonsense&page=x")).count("没有拒收，也没有提示") == 1
    )


def test_the_report_as_csv_runs_no_formula(bureau: Client, source: HarvestSource) -> None:
    run = harvested(source, [row(1, 频率="=1+1"), row(2, 名称="")])
    response = bureau.get(f"/harvest/runs/{run.pk}/csv/")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("记录序号,行,处理,代码")
    assert any(",'=1+1" in line for line in lines)
    assert not any(",=1+1" in line for line in lines)
    assert len(lines) == 3


def test_a_broken_list_says_so_on_its_page(bureau: Client, source: HarvestSource) -> None:
    data = json.dumps(rows(5)).encode()[:-40]
    response = bureau.post(f"/harvest/sources/{source.code}/run/", {"list": upload(data)})
    run = HarvestRun.objects.get()
    job = worker.run(run.job_number or 0, every=0)
    run.refresh_from_db()
    assert job is not None
    assert (job.state, run.state) == ("failed", "refused")
    page = text(bureau.get(response.headers["Location"]))
    assert "list-cut" in page
    assert CatalogueEntry.objects.count() == 0


def test_registering_asks_for_the_right_in_that_agency(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        actions.register_source(
            code="x", title="x", agency=cast.agency("city-b"), by=cast.visitor("大数据局管理员")
        )
    made = actions.register_source(code="x", title="", agency=cast.agency("city-b"), by=OPERATOR)
    assert made.title == "x"
