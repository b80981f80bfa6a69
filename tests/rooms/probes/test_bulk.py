"""Many at once: the Excel round trip with every mistake by its cell, and the API resources of the catalogue."""

from collections.abc import Iterable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shuheng.accounts.models import Agency
from shuheng.accounts.reach import reachable
from shuheng.catalogue.models import CatalogueEntry, InformationItem, Resource
from shuheng.problems import ProblemsError
from shuheng.quality.models import ProbedInterface
from shuheng.quality.probes.excel import read_rows, workbook, write_rows
from shuheng.quality.probes.from_catalogue import candidates, register
from tests.cast import Cast
from tests.rooms.probes.rounds import registered

pytestmark = pytest.mark.django_db
HEADS = "单位代码,接口名称,平台,地址,声明的字段\n"
ROW = "city-a-health,诊所查询,共享平台,http://127.0.0.1:1/x,\n"


def written(text: str, agencies: Iterable[Agency], cast: Cast) -> tuple[int, int, int]:
    known = {one.code: one for one in agencies}
    done = write_rows(
        said=read_rows(text.encode(), "接口.csv"), agencies=known, by=cast.visitor("大数据局管理员")
    )
    return done.added, done.changed, done.same


def mistakes(text: str, agencies: Iterable[Agency], cast: Cast) -> list[tuple[str, int]]:
    with pytest.raises(ProblemsError) as error:
        written(text, agencies, cast)
    return [(one.code, one.row) for one in error.value.problems]


def test_out_and_in_again_changes_nothing(cast: Cast, health: Agency) -> None:
    registered(
        health, "甲", volume_query=True, volume_address="http://127.0.0.1:1/n", secret="x", header_names=["A"]
    )
    registered(health, "=cmd()", platform="opening", active=False, fields=[], rhythm="weekly", latency_ms=70)
    before = list(ProbedInterface.objects.order_by("pk").values())
    content = workbook(ProbedInterface.objects.select_related("agency"))
    assert content == workbook(ProbedInterface.objects.select_related("agency"))
    said = read_rows(content, "接口.xlsx")
    done = write_rows(said=said, agencies={health.code: health}, by=cast.visitor("大数据局管理员"))
    assert (done.added, done.changed, done.same) == (0, 0, 2)
    assert list(ProbedInterface.objects.order_by("pk").values()) == before


def test_rows_add_and_change_and_a_column_left_out_stays(cast: Cast, health: Agency) -> None:
    assert written(HEADS + ROW, [health], cast) == (1, 0, 0)
    one = ProbedInterface.objects.get()
    ProbedInterface.objects.filter(pk=one.pk).update(rows_path="data.rows", rhythm="monthly")
    changed = ROW.replace("/x,", '/y,"名称\n床位:integer"')
    assert written(HEADS + changed + ROW.replace("诊所查询", "药店查询"), [health], cast) == (1, 1, 0)
    one.refresh_from_db()
    assert (one.address, one.rows_path, one.rhythm, one.version) == (
        "http://127.0.0.1:1/y",
        "data.rows",
        "monthly",
        2,
    )
    assert [field["name"] for field in one.fields] == ["名称", "床位"]


def test_every_mistake_by_its_row_and_nothing_written(cast: Cast, health: Agency) -> None:
    text = HEADS + ROW + ROW + "city-b-health,乙,开放,x,名称:txt\n" + ROW.replace("诊所查询", "")
    assert mistakes(text, [health], cast) == [
        ("interface-twice", 3),
        ("interface-agency", 4),
        ("interface-word", 4),
        ("fields-type", 4),
        ("probe-address", 4),
        ("interface-empty", 5),
    ]
    assert not ProbedInterface.objects.exists()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (HEADS, ["interface-file-empty"]),
        ("单位代码,接口名秤\na,b\n", ["interface-file-column", *["interface-file-head"] * 3]),
        (HEADS.replace("声明的字段", "地址") + ROW, ["interface-file-column"]),
    ],
)
def test_a_bad_head_is_told(cast: Cast, health: Agency, text: str, codes: list[str]) -> None:
    assert [code for code, _ in mistakes(text, [health], cast)] == codes


def test_files_of_another_kind_are_refused() -> None:
    for content, name in (
        (b"a: 1\n", "x.yaml"),
        (b"PK\x03\x04 broken", "x.xlsx"),
        (b"a,b\n\xff\xfe", "x.csv"),
    ):
        with pytest.raises(ProblemsError):
            read_rows(content, name)


def test_the_page_writes_a_file_or_lists_its_mistakes(cast: Cast, health: Agency) -> None:
    client = cast.client("大数据局管理员")

    def post(text: str) -> tuple[int, str]:
        file = SimpleUploadedFile("接口.csv", text.encode())
        response = client.post("/quality/probes/import/", {"interfaces": file})
        return response.status_code, response.content.decode()

    status, shown = post(HEADS + ROW.replace("共享平台", "平台"))
    assert (status, "interface-word" in shown, "第 2 行" in shown) == (422, True, True)
    status, shown = post(HEADS + ROW)
    assert (status, "新增 1" in shown) == (200, True)
    assert client.post("/quality/probes/import/").status_code == 422
    file = client.get("/quality/probes/form.xlsx")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert len(read_rows(file.content, "x.xlsx")) == 1


@pytest.fixture
def resources(health: Agency) -> dict[str, Resource]:
    """API resources of three entries, one each of what can go wrong."""
    both = CatalogueEntry.objects.create(
        agency=health, title="诊所名录", sharing_type="unconditional", open_type="conditional", demo=True
    )
    for position, name in enumerate(("名称", "床位", "名称")):
        InformationItem.objects.create(
            entry=both, position=position, name=name, field_name="" if position else "mc"
        )
    closed = CatalogueEntry.objects.create(
        agency=health, title="个案", sharing_type="conditional", open_type="none"
    )
    mute = CatalogueEntry.objects.create(agency=health, title="未说明")
    said = {
        "both": (both, "api", "https://a.example/clinics", None),
        "denied": (closed, "api", "https://a.example/cases", False),
        "mute": (mute, "api", "https://a.example/mute", None),
        "odd": (closed, "api", "见附件", None),
        "table": (both, "table", "https://a.example/t", None),
        "gone": (both, "api", "https://a.example/gone", None),
    }
    made = {
        key: Resource.objects.create(entry=entry, kind=kind, url=url, title=key, volume_query=volume)
        for key, (entry, kind, url, volume) in said.items()
    }
    Resource.objects.filter(title="gone").update(unmounted=date(2024, 1, 1))
    return made


def test_api_resources_are_offered_with_their_platforms(cast: Cast, resources: dict[str, Resource]) -> None:
    found = {
        one.resource.title: one
        for one in candidates(reachable(cast.visitor("大数据局管理员"), "quality.manage"))
    }
    assert {title: one.words for title, one in found.items()} == {
        "both": "共享平台、开放平台",
        "denied": "共享平台",
        "mute": "",
        "odd": "",
    }
    assert "没有写共享类型" in found["mute"].why_not
    assert "没有可用的地址" in found["odd"].why_not
    assert candidates(reachable(cast.visitor("外单位"), "quality.manage")) == ()


def test_chosen_resources_become_interfaces_once(cast: Cast, resources: dict[str, Resource]) -> None:
    by = cast.visitor("大数据局管理员")
    agencies = reachable(by, "quality.manage")
    wanted = [one.pk for one in resources.values()]
    assert register(chosen=wanted, agencies=agencies, by=by) == 3
    made = {(one.title, one.platform): one for one in ProbedInterface.objects.all()}
    assert set(made) == {("both", "sharing"), ("both", "opening"), ("denied", "sharing")}
    both = made["both", "sharing"]
    assert [field["name"] for field in both.fields] == ["mc", "床位", "名称"]
    assert (both.volume_query, both.entry, both.resource, both.demo) == (
        None,
        resources["both"].entry,
        resources["both"],
        True,
    )
    assert made["denied", "sharing"].volume_query is False
    with pytest.raises(ProblemsError, match="interface-none"):
        register(chosen=wanted, agencies=agencies, by=by)


def test_the_page_of_the_catalogue(cast: Cast, resources: dict[str, Resource]) -> None:
    client: Client = cast.client("大数据局管理员")
    shown = client.get("/quality/probes/catalogue/").content.decode()
    assert "https://a.example/clinics" in shown
    assert shown.count("disabled") == 2
    assert client.post("/quality/probes/catalogue/", {"resource": ["x", "9" * 30]}).status_code == 422
    response = client.post("/quality/probes/catalogue/", {"resource": [resources["denied"].pk]})
    assert "已登记 1 个接口" in response.content.decode()
