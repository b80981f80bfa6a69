"""Every page of the registers: it works, a stranger may not, a bad id, a wrong method."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shuheng.registers.actions.evidence import attach_file
from shuheng.registers.actions.moves import move_row
from shuheng.registers.models import RegisterClose, RegisterEvidence, RegisterRow
from tests.cast import EVERYBODY, Cast
from tests.rooms.registers.conftest import Make
from tests.rooms.registers.sheets import edited, exported

pytestmark = pytest.mark.django_db
READERS = {"填报人", "单位管理员", "大数据局管理员", "评审专家", "审计员", "外单位", "系统管理员"}
FILLERS = {"填报人", "单位管理员", "大数据局管理员", "外单位", "系统管理员"}
HERE = READERS - {"外单位"}
REVIEWERS = {"大数据局管理员", "系统管理员"}
OWN = FILLERS - {"外单位"}
PAGES = {
    "/registers/": READERS,
    "/registers/?show=due": READERS,
    "/registers/gardens/": READERS,
    "/registers/gardens/?q=望&state=filled&sort=-size&f.kind=滨水&f.tended=是&page=9": READERS,
    "/registers/gardens/about/": READERS,
    "/registers/projects/about/": READERS,
    "/registers/gardens/close/": READERS,
    "/registers/gardens/close/?period=2021-06-01": READERS,
    "/registers/gardens/excel/download/?state=filled": READERS,
    "/registers/gardens/new/": FILLERS,
    "/registers/gardens/excel/": FILLERS,
    "/registers/to-review/": REVIEWERS,
    "/registers/to-review/?register=gardens&state=submitted": REVIEWERS,
    "/registers/gardens/{n}/": HERE,
    "/registers/gardens/{n}/edit/": OWN,
    "/registers/gardens/{n}/evidence/{e}/": HERE,
    "/registers/gardens/metrics/gardens.total/?agency=city-a-health&start=2021-01-01&end=2021-12-31": HERE,
}
MISSING = [
    "/registers/none/",
    "/registers/none/about/",
    "/registers/gardens/999999/",
    "/registers/systems/{n}/",
    "/registers/gardens/{n}/evidence/999999/",
    "/registers/gardens/metrics/no.such/?agency=city-a&start=2021-01-01&end=2021-12-31",
    "/registers/gardens/metrics/gardens.total/?agency=nobody&start=2021-01-01&end=2021-12-31",
    "/registers/gardens/metrics/gardens.total/?agency=city-a&start=2021-12-31&end=2021-01-01",
    "/registers/gardens/metrics/gardens.total/?agency=city-a&start=x&end=y",
]
POSTED = ["move/", "withdraw/", "restore/", "evidence/", "evidence/{e}/withdraw/"]


@pytest.fixture
def row(make: Make) -> RegisterRow:
    return make()


@pytest.fixture
def piece(row: RegisterRow, cast: Cast) -> RegisterEvidence:
    by = cast.visitor("填报人")
    return attach_file(number=row.pk, title="批复", name="批复.pdf", content=b"%PDF-1.4", by=by)


def at(address: str, row: RegisterRow, piece: RegisterEvidence) -> str:
    return address.format(n=row.pk, e=piece.pk)


@pytest.mark.parametrize("address", PAGES)
def test_who_may_see_what(address: str, cast: Cast, row: RegisterRow, piece: RegisterEvidence) -> None:
    found = {name for name in EVERYBODY if cast.client(name).get(at(address, row, piece)).status_code == 200}
    assert found == PAGES[address]


@pytest.mark.parametrize("address", MISSING)
def test_a_bad_id_is_not_found(address: str, cast: Cast, row: RegisterRow, piece: RegisterEvidence) -> None:
    assert cast.client("系统管理员").get(at(address, row, piece)).status_code == 404


@pytest.mark.parametrize("address", POSTED)
def test_acts_take_no_get_and_no_stranger(
    address: str, cast: Cast, row: RegisterRow, piece: RegisterEvidence
) -> None:
    where = at("/registers/gardens/{n}/" + address, row, piece)
    assert cast.client("填报人").get(where).status_code == 405
    for name in ("外单位", "公众"):
        assert cast.client(name).post(where, {"version": "1", "to": "submitted"}).status_code == 403
    assert (
        cast.client("评审专家").post(where, {"version": "1", "to": "submitted", "reason": "x"}).status_code
        == 403
    )
    assert RegisterRow.objects.get().version == 1


def test_many_are_moved_by_post_only(cast: Cast) -> None:
    assert cast.client("填报人").get("/registers/gardens/move/").status_code == 405
    assert cast.client("公众").post("/registers/gardens/move/").status_code == 403


@pytest.mark.parametrize("address", ["/registers/", "/registers/gardens/", "/registers/gardens/about/"])
def test_reading_pages_take_no_post(address: str, cast: Cast) -> None:
    assert cast.client("系统管理员").post(address).status_code == 405


def test_a_filler_sees_only_the_own_rows(cast: Cast, make: Make) -> None:
    make()
    make(by="系统管理员", at="city-b-health", garden="乙市园")
    own = cast.client("填报人").get("/registers/gardens/").content.decode()
    assert "望湖园" in own
    assert "乙市园" not in own
    assert "乙市园" in cast.client("审计员").get("/registers/gardens/").content.decode()


def test_a_row_from_form_to_confirmation(cast: Cast) -> None:
    filer, bureau = cast.client("填报人"), cast.client("大数据局管理员")
    sent = {"v.garden": "新园", "v.size": "很大", "v.trees": "1,299", "v.kind": "社区", "v.tended": "否"}
    answer = filer.post("/registers/gardens/new/", sent)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "这里要写数字" in text
    assert 'value="1,299"' in text
    answer = filer.post("/registers/gardens/new/", sent | {"v.size": "8"})
    row = RegisterRow.objects.get()
    where = f"/registers/gardens/{row.pk}/"
    assert answer.headers["Location"] == where
    assert row.values["trees"] == 1299
    filer.post(f"{where}move/", {"version": "1", "to": "submitted"})
    assert "新园" in bureau.get("/registers/to-review/").content.decode()
    answer = bureau.post(
        "/registers/to-review/?register=gardens&state=submitted", {"to": "returned", "row": row.pk}
    )
    assert "没有写原因" in answer.content.decode()
    answer = bureau.post(
        "/registers/to-review/?register=gardens&state=submitted", {"to": "confirmed", "row": row.pk}
    )
    assert "已办 1 行" in answer.content.decode()
    page = filer.get(where).content.decode()
    assert "已确认" in page
    assert "要改请先办理“更正”" in page


def test_two_who_edit_at_once(cast: Cast, row: RegisterRow) -> None:
    where = f"/registers/gardens/{row.pk}/edit/"
    sent = {
        "v.garden": "望湖园",
        "v.size": "12.5",
        "v.kind": "滨水",
        "v.opened": "2021-05-01",
        "v.tended": "是",
    }
    first = cast.client("单位管理员").post(where, sent | {"v.trees": "41", "version": "1"})
    assert first.status_code == 302
    second = cast.client("填报人").post(where, sent | {"v.trees": "77", "version": "1"})
    text = second.content.decode()
    assert second.status_code == 422
    assert "别人改了这些" in text
    assert "单位管理员" in text
    assert 'value="77"' in text
    assert 'name="version" value="2"' in text
    third = cast.client("填报人").post(where, sent | {"v.trees": "77", "version": "2"})
    assert third.status_code == 302
    assert cast.client("填报人").post(where, sent).status_code == 404


def test_a_period_is_closed_and_opened_on_the_page(cast: Cast) -> None:
    filer = cast.client("填报人")
    answer = filer.post("/registers/gardens/close/", {"agency": "city-a-health", "start": "2021-01-01"})
    assert answer.status_code == 302
    assert "零报告" in filer.get(answer.headers["Location"]).content.decode()
    close = RegisterClose.objects.get()
    outsider = cast.client("外单位")
    assert outsider.post("/registers/gardens/reopen/", {"close": close.pk, "reason": "x"}).status_code == 403
    sent = {"agency": "city-a-health", "start": "2021-01-01"}
    assert outsider.post("/registers/gardens/close/", sent).status_code == 403
    assert "已经报全" in filer.post("/registers/gardens/close/", sent).content.decode()
    assert filer.post("/registers/gardens/reopen/", {"close": close.pk, "reason": ""}).status_code == 422
    assert filer.post("/registers/gardens/reopen/", {"close": close.pk, "reason": "补报"}).status_code == 302
    assert RegisterClose.objects.get().reason == "补报"
    bad = filer.post("/registers/gardens/close/", {"agency": "city-a-health", "start": "x"})
    assert (bad.status_code, "没有说明是哪一期" in bad.content.decode()) == (422, True)


def test_evidence_on_the_page(cast: Cast, row: RegisterRow) -> None:
    where, filer = f"/registers/gardens/{row.pk}/", cast.client("填报人")
    file = SimpleUploadedFile("批复.pdf", b"%PDF-1.4")
    assert filer.post(f"{where}evidence/", {"title": "批复", "file": file}).status_code == 302
    filer.post(f"{where}evidence/", {"title": "网页", "link": "https://www.example.cn/"})
    assert "没有选择文件" in filer.post(f"{where}evidence/", {"title": "空"}).content.decode()
    first = row.evidence.get(title="批复")
    answer = filer.get(f"{where}evidence/{first.pk}/")
    assert (answer.content, answer.headers["X-Content-Type-Options"]) == (b"%PDF-1.4", "nosniff")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    filer.post(f"{where}evidence/{first.pk}/withdraw/")
    assert "撤回" in filer.get(where).content.decode()
    assert filer.post(f"{where}evidence/{first.pk}/withdraw/").status_code == 422


def test_the_sheet_is_previewed_confirmed_and_belongs_to_its_owner(cast: Cast, row: RegisterRow) -> None:
    filer = cast.client("填报人")
    content = edited(exported(), {(2, "树木"): 41})
    answer = filer.post("/registers/gardens/excel/", {"workbook": SimpleUploadedFile("公园.xlsx", content)})
    page = answer.context["page"]
    assert page.summary == "新增 0 行，变更 1 行，不变 0 行"
    sent = {"key": page.key, "name": "公园.xlsx", "fingerprint": page.plan.fingerprint, "agency": page.agency}
    other = cast.client("单位管理员").post("/registers/gardens/excel/apply/", sent)
    assert "预览已经过期" in other.content.decode()
    moved = filer.post("/registers/gardens/excel/apply/", sent | {"fingerprint": "0"})
    assert (moved.status_code, "又有变动" in moved.content.decode()) == (422, True)
    assert "已保存" in filer.post("/registers/gardens/excel/apply/", sent).content.decode()
    assert RegisterRow.objects.get(pk=row.pk).values["trees"] == 41
    assert "预览已经过期" in filer.post("/registers/gardens/excel/apply/", sent).content.decode()


def test_mistakes_of_a_sheet_are_listed(cast: Cast, row: RegisterRow) -> None:
    content = edited(exported(), {(2, "面积"): "很大", (2, "类别"): "森林"})
    answer = cast.client("填报人").post(
        "/registers/gardens/excel/", {"workbook": SimpleUploadedFile("公园.xlsx", content)}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "2 处错误" in text
    assert "第 2 行 G 列" in text
    assert RegisterRow.objects.get(pk=row.pk).version == 1


def test_filters_and_order_of_the_grid(cast: Cast, make: Make) -> None:
    for name, size, kind in (("甲", "9", "滨水"), ("乙", "10", "滨水"), ("丙", "100", "社区")):
        make(garden=f"{name}园", size=size, kind=kind)
    make(garden="丁园", size=None, tended=False)
    filer = cast.client("填报人")

    def keys(query: str) -> list[str]:
        return [one.row.key for one in filer.get(f"/registers/gardens/?{query}").context["page"].rows]

    assert keys("sort=size") == ["甲园", "乙园", "丙园", "丁园"]
    assert keys("sort=-size") == ["丙园", "乙园", "甲园", "丁园"]
    assert keys("f.kind=社区") == ["丙园"]
    assert keys("f.tended=否") == ["丁园"]
    assert keys("q=乙园 滨水") == ["乙园"]
    assert keys("q=园&state=confirmed") == []
    assert keys("sort=no_such&f.no=1") == ["甲园", "乙园", "丙园", "丁园"]


def test_all_rows_of_a_filter_take_a_step_at_once(cast: Cast, make: Make) -> None:
    for number in range(60):
        make(garden=f"园{number}")
    make(garden="半成品", size=None)
    filer = cast.client("填报人")
    address = "/registers/gardens/move/?state=filled"
    page = filer.get("/registers/gardens/?state=filled").content.decode()
    assert 'name="expected" value="61"' in page
    moved = filer.post(address, {"to": "submitted", "all": "1", "expected": "60"})
    assert (moved.status_code, "行数有变动" in moved.content.decode()) == (422, True)
    done = filer.post(address, {"to": "submitted", "all": "1", "expected": "61"}).content.decode()
    assert "已办 60 行" in done
    assert "半成品" in done
    assert "“面积”没有填" in done
    assert "没有勾选" in filer.post(address, {"to": "submitted"}).content.decode()
    bureau = cast.client("大数据局管理员")
    where = "/registers/to-review/?register=gardens&state=submitted"
    answer = bureau.post(where, {"to": "confirmed", "all": "1", "expected": "60"})
    assert "已办 60 行" in answer.content.decode()
    assert RegisterRow.objects.filter(state="confirmed", version=3).count() == 60
    assert (
        cast.client("外单位").post(address, {"to": "submitted", "all": "1", "expected": "1"}).status_code
        == 422
    )


def test_long_lists_come_in_pages(cast: Cast, make: Make) -> None:
    for number in range(51):
        make(garden=f"园{number}")
    page = cast.client("填报人").get("/registers/gardens/?sort=changed&page=2").context["page"]
    assert (page.pages.count, [one.row.key for one in page.rows]) == (2, ["园50"])
    assert page.pages.query == "sort=changed&"


def test_the_board_says_what_is_due(cast: Cast, row: RegisterRow) -> None:
    filer = cast.client("填报人")
    lines = {
        line.declaration.code: line
        for _, some in filer.get("/registers/").context["page"].themes
        for line in some
    }
    garden = lines["gardens"]
    assert (garden.rows, garden.waiting, garden.mine, garden.clock.filers) == (1, 0, True, 1)
    move_row(number=row.pk, version=1, to="submitted", by=cast.visitor("填报人"))
    start = garden.clock.period.start.isoformat()
    filer.post("/registers/gardens/close/", {"agency": "city-a-health", "start": start})
    due = filer.get("/registers/?show=due").content.decode()
    assert "口袋公园台账" not in due
    assert "口袋公园台账" in cast.client("大数据局管理员").get("/registers/?show=review").content.decode()
