"""The pages of sampling and the sheet: who may, what is shown, what comes back."""

import hashlib
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shuheng.catalogue.models import CatalogueEntry
from shuheng.problems import ProblemsError
from shuheng.quality.models import DataTable, SampleDraw
from shuheng.quality.sampling.actions import make_draw, record_findings
from shuheng.quality.sampling.contents import contents
from shuheng.quality.sampling.sheet import FIRST_KIND, HEAD_ROW, read_sheet, sheet_bytes
from shuheng.quality.sampling.terms import Amount, SampledKind
from tests.cast import EVERYBODY, Cast
from tests.rooms.sampling.conftest import order_of

Entries = list[CatalogueEntry]
MAY_READ = {"填报人", "单位管理员", "大数据局管理员", "评审专家", "审计员", "系统管理员"}
MAY_MANAGE = {"大数据局管理员", "系统管理员"}
BUREAU = "大数据局管理员（bureau-admin）"
FORM = {"title": "抽查", "agency": "city-a", "kind": "entries", "amount": "size", "number": "5", "seed": "x"}


@pytest.fixture
def made(cast: Cast, entries: Entries) -> SampleDraw:
    return make_draw(order=order_of(cast), actor="甲")


def filled(content: bytes, changes: dict[tuple[int, int], str]) -> bytes:
    """The sheet with these cells (row after the heads from 0, column from 0) written by hand."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for (row, column), text in changes.items():
        book.worksheets[0].cell(HEAD_ROW + 2 + row, column + 1, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(made: SampleDraw) -> bytes:
    things = list(made.things.all())
    return sheet_bytes(made, things, contents(made, things))


def codes(content: bytes, made: SampleDraw) -> list[tuple[str, int]]:
    with pytest.raises(ProblemsError) as error:
        read_sheet(content, "核查表.xlsx", made)
    return [(problem.code, problem.row) for problem in error.value.problems]


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may(who: str, cast: Cast, made: SampleDraw) -> None:
    cast.everybody()
    client, one = cast.client(who), f"/quality/sampling/{made.pk}/"
    manages = who in MAY_MANAGE
    for address in (one, f"{one}?check=1"):
        assert (client.get(address).status_code == 200) is (who in MAY_READ)
    for address in ("/quality/sampling/new/", f"{one}sheet.xlsx", f"{one}population.txt"):
        assert (client.get(address).status_code == 200) is manages
    assert (client.post(f"{one}findings/", {"found-1": "none"}).status_code == 302) is manages
    assert (client.post("/quality/sampling/new/", FORM).status_code == 302) is manages
    assert made.things.filter(checked__isnull=False).exists() is manages
    assert SampleDraw.objects.count() == (2 if manages else 1)


def test_one_sees_ones_own(cast: Cast, made: SampleDraw) -> None:
    shown = cast.client("单位管理员").get(f"/quality/sampling/{made.pk}/").content.decode()
    assert "甲市卫生健康委目录" in shown
    assert "甲市水利局目录" not in shown
    assert "另有 2 个不在您的权限范围内" in shown
    assert "三月抽查" in cast.client("单位管理员").get("/quality/sampling/").content.decode()
    assert "还没有抽查过" in cast.client("外单位").get("/quality/sampling/").content.decode()


def test_it_can_be_drawn_again_by_hand(cast: Cast, made: SampleDraw) -> None:
    client = cast.client("大数据局管理员")
    content = client.get(f"/quality/sampling/{made.pk}/population.txt").content
    assert hashlib.sha256(content).hexdigest() == made.population_file
    water = [
        line.split("\t")[1] for line in content.decode().splitlines() if line.startswith("city-a-water\t")
    ]
    water.sort(key=lambda key: hashlib.sha256(f"{made.seed}|{key}".encode()).hexdigest())
    drawn = made.things.filter(agency__code="city-a-water")
    assert [one.key for one in drawn] == water[: len(drawn)]
    assert "核对一致" in client.get(f"/quality/sampling/{made.pk}/?check=1").content.decode()
    made.things.filter(position=1).update(key="entry-0")
    assert "核对不一致" in client.get(f"/quality/sampling/{made.pk}/?check=1").content.decode()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"title": ""}, {"sample-title"}),
        ({"agency": "city-b"}, {"sample-agency"}),
        ({"kind": "people"}, {"sample-kind"}),
        ({"kind": "rows", "table": "1"}, {"sample-table"}),
        ({"seed": "a|b"}, {"sample-seed"}),
        ({"number": "0"}, {"sample-number"}),
        ({"amount": "share", "number": "101"}, {"sample-number"}),
        ({"amount": "each"}, {"sample-each"}),
        ({"title": "长" * 201, "number": "x", "kind": ""}, {"sample-title", "sample-number", "sample-kind"}),
    ],
)
def test_mistakes_in_the_form(
    change: dict[str, str], expected: set[str], cast: Cast, entries: Entries
) -> None:
    response = cast.client("大数据局管理员").post("/quality/sampling/new/", FORM | change)
    shown = response.content.decode()
    assert response.status_code == 422
    assert {code for code in expected if code in shown} == expected
    assert not SampleDraw.objects.exists()


def test_rows_are_drawn_by_the_form(cast: Cast, people: DataTable) -> None:
    form = FORM | {"kind": "rows", "table": str(people.pk), "agency": ""}
    client: Client = cast.client("大数据局管理员")
    response = client.post("/quality/sampling/new/", form, follow=True)
    shown = response.content.decode()
    assert "姓名=张*" in shown
    assert "张三" not in shown
    assert SampleDraw.objects.get().version == people.current


def test_what_is_said_on_the_page(cast: Cast, made: SampleDraw) -> None:
    client, one = cast.client("大数据局管理员"), f"/quality/sampling/{made.pk}/"
    said = {
        "found-1": ["stale", "low_volume"],
        "note-1": "停在去年",
        "found-2": "none",
        "found-3": "nonsense",
    }
    assert client.post(f"{one}findings/", said).status_code == 302
    first, second, third = made.things.all()[:3]
    assert sorted(found.kind for found in first.findings.all()) == ["low_volume", "stale"]
    assert (first.note, second.findings.count(), second.checked_by) == ("停在去年", 0, BUREAU)
    assert third.checked is None
    assert client.post(f"{one}void/", {"reason": ""}).status_code == 422
    assert client.post(f"{one}void/", {"reason": "抽错了"}).status_code == 302
    assert "作废原因：抽错了" in client.get(one).content.decode()
    assert client.post(f"{one}findings/", said).status_code == 422


def test_the_sheet_goes_out_and_comes_back(cast: Cast, made: SampleDraw) -> None:
    client, one = cast.client("大数据局管理员"), f"/quality/sampling/{made.pk}/"
    blank = client.get(f"{one}sheet.xlsx").content
    assert set(read_sheet(blank, "核查表.xlsx", made).values()) == {None}
    book = openpyxl.load_workbook(io.BytesIO(blank))
    validations = book.worksheets[0].data_validations.dataValidation
    assert [(str(one.sqref), one.formula1) for one in validations] == [("F4:I11", '"有,无"')]
    cells = {(0, FIRST_KIND + at): "有" if at == 1 else "无" for at in range(4)}
    content = filled(blank, cells | {(0, FIRST_KIND + 4): "缺一半"})
    file = SimpleUploadedFile("核查表.xlsx", content)
    assert client.post(f"{one}sheet/", {"sheet": file}).status_code == 302
    first = made.things.all()[0]
    assert [found.kind for found in first.findings.all()] == ["incomplete"]
    again = read_sheet(sheet_of(made), "核查表.xlsx", made)
    assert record_findings(made=made, said=again, actor="乙") == 0


def test_mistakes_in_the_sheet_are_told_by_cell(cast: Cast, made: SampleDraw, people: DataTable) -> None:
    blank = sheet_of(made)
    first = HEAD_ROW + 2
    changes = {
        (0, FIRST_KIND): "是",
        (1, FIRST_KIND): "有",
        (2, 1): "entry-0",
        (3, FIRST_KIND + 4): "只有说明",
    }
    assert set(codes(filled(blank, changes), made)) == {
        ("sheet-value", first),
        ("sheet-incomplete", first),
        ("sheet-incomplete", first + 1),
        ("sheet-row", first + 2),
        ("sheet-incomplete", first + 3),
    }
    long = {(0, FIRST_KIND + at): "无" for at in range(4)} | {(0, FIRST_KIND + 4): "长" * 1001}
    assert codes(filled(blank, long), made) == [("sheet-note", first)]
    assert ("excel-uncomputed", first) in codes(filled(blank, {(0, FIRST_KIND + 4): "=1+1"}), made)
    assert codes(filled(blank, {(-1, 0): "改了"}), made) == [("sheet-other", 0)]
    other = make_draw(order=order_of(cast, SampledKind.ROWS, Amount.SIZE, 3, table=people), actor="甲")
    assert codes(sheet_of(other), made) == [("sheet-other", 0)]
    client = cast.client("大数据局管理员")
    for name, content in {"表.xlsx": b"not a workbook", "空.xlsx": b""}.items():
        file = SimpleUploadedFile(name, content)
        assert client.post(f"/quality/sampling/{made.pk}/sheet/", {"sheet": file}).status_code == 422
    assert not made.things.filter(checked__isnull=False).exists()
