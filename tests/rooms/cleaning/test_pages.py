"""The pages of cleaning: who may, what they show, what may be taken away."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from shuheng.audit.models import AuditRow
from shuheng.catalogue.models import CodeList, CodeValue
from shuheng.quality.cleaning import actions, downloads
from shuheng.quality.cleaning.propose import propose
from shuheng.quality.cleaning.queries.period import cleaning_totals, cleanings_applied
from shuheng.quality.models import Cleaning, DataTable
from shuheng.quality.tables.actions import Behind, register
from shuheng.quality.tables.stored import path_of
from tests.cast import EVERYBODY, Cast
from tests.rooms.cleaning.conftest import RULES, Tried, finished
from tests.rooms.tables.conftest import Bringer, Maker, run_over

MAY_READ = {"填报人", "单位管理员", "大数据局管理员", "评审专家", "审计员", "系统管理员"}
MAY_CLEAN = {"单位管理员", "大数据局管理员", "系统管理员"}


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may(who: str, cast: Cast, tried: Tried) -> None:
    cast.everybody()
    found = tried()
    client, one = cast.client(who), f"/quality/cleaning/{found.pk}/"
    read, clean = who in MAY_READ, who in MAY_CLEAN
    assert (client.get(one).status_code == 200) is read
    for address in (
        f"/quality/cleaning/new/?table={found.table_id}",
        f"{one}changes.csv",
        f"{one}apart.xlsx",
    ):
        assert (client.get(address).status_code == 200) is clean
    for act in ("undo", "apply", "drop"):  # only the second can be done, and then not the third
        status = client.post(f"{one}{act}/").status_code
        assert status == ({"undo": 422, "apply": 302, "drop": 422}[act] if clean else status)
        assert clean or status in {302, 403}
    found.refresh_from_db()
    assert found.state == ("applied" if clean else "proposed")


def test_what_is_not_there(cast: Cast, tried: Tried) -> None:
    found = tried()
    client = cast.client("大数据局管理员")
    one = f"/quality/cleaning/{found.pk}/"
    gone = (
        "/quality/cleaning/999999/",
        f"/quality/cleaning/{2**63}/",
        "/quality/cleaning/new/",
        f"{one}other.csv",
    )
    for address in (*gone, "/quality/cleaning/new/?table=x", "/quality/cleaning/new/?table=999999"):
        assert client.get(address).status_code == 404
    assert client.get(f"{one}apply/").status_code == 405
    assert client.post(one).status_code == 405


def test_boxes_become_rules(cast: Cast, table: DataTable) -> None:
    values = CodeList.objects.create(code="kind", name="类别")
    CodeValue.objects.create(code_list=values, position=1, value="1", meaning="Ｂ类")
    boxes = {"trim": [str(at) for at in range(5)], "date": ["3"], "check-2": "identity", "codes-4": "kind"}
    client = cast.client("单位管理员")
    address = f"/quality/cleaning/new/?table={table.pk}"
    response = client.post(address, {**boxes, "deduplicate": "1", "upper": ["99", "x"], "listed-0": ""})
    assert response.status_code == 302
    found = finished(Cleaning.objects.get())
    assert {(one.kind, one.column) for one in found.counts.all()} == {
        ("trim", "姓名"),
        ("date", "登记日期"),
        ("codes", "备注"),
        ("check", "证件号码"),
        ("deduplicate", ""),
    }
    assert "columns: '*'" in found.rules


def test_mistakes_are_shown_with_what_was_typed(cast: Cast, table: DataTable) -> None:
    client = cast.client("单位管理员")
    address = f"/quality/cleaning/new/?table={table.pk}"
    response = client.post(address, {"act": "yaml", "yaml": RULES.replace("trim", "trimm")})
    shown = response.content.decode()
    assert response.status_code == 422
    assert "是否想写“trim”" in shown
    assert "rule: trimm" in shown
    response = client.post(address, {})
    assert (response.status_code, "cleaning-no-rules" in response.content.decode()) == (422, True)
    assert client.post(address, {"trim": ["0"], "codes-1": "没有的表"}).status_code == 422
    assert not Cleaning.objects.exists()


def test_rules_are_proposed_from_what_was_measured(table: DataTable) -> None:
    assert [rule.rule for rule in propose(table).rules.rules] == ["trim"]
    DataTable.objects.filter(pk=table.pk).update(roles={"证件号码": "identity", "登记日期": "date"})
    table.refresh_from_db()
    run_over(table)
    proposal = propose(table)
    about = {rule.rule: rule.columns for rule in proposal.rules.rules}
    assert about["upper"] == ("证件号码",)
    assert about["check"] == ("证件号码",)
    assert about["empty"] == ("备注",)
    assert "登记日期" in about["date"]
    assert any("备注" in reason and "用词代替空值" in reason for reason in proposal.reasons)


def test_examples_are_masked(cast: Cast, tried: Tried) -> None:
    found = tried()
    shown = text(cast.client("评审专家"), f"/quality/cleaning/{found.pk}/")
    assert "110105194912310021" not in shown
    assert "张三" not in shown
    assert "110*************21" in shown
    assert "2021年1月2日" in shown
    assert "这是试算的结果" in shown


def test_downloads_say_all_and_run_nothing(cast: Cast, tried: Tried) -> None:
    found = tried()
    client = cast.client("单位管理员")
    one = f"/quality/cleaning/{found.pk}/"
    response = client.get(f"{one}cleaned.csv")
    lines = b"".join(response).decode("utf-8-sig").splitlines()
    assert lines[:3] == [
        "编号,姓名,证件号码,登记日期,备注",
        "A1,张三,11010519491231002X,2021-01-02,",
        "A2,李四,11010519491231002X,2021-01-02,'=1+1",
    ]
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{one}apart.xlsx").content))
    sheet = book.get_sheet_by_index(0).to_python()
    assert [row[0] for row in sheet] == ["行", "3", "4"]
    assert sheet[2][4] == "与第 2 行各列都相同"
    changes = b"".join(client.get(f"{one}changes.csv")).decode("utf-8-sig").splitlines()
    assert len(changes) == 1 + sum(
        one.count for one in found.counts.all() if one.kind not in {"check", "deduplicate"}
    )
    assert AuditRow.objects.filter(action="read", thing_id=f"{one}cleaned.csv").count() == 1


def test_too_long_for_excel(cast: Cast, tried: Tried, monkeypatch: pytest.MonkeyPatch) -> None:
    found = tried()
    monkeypatch.setattr(downloads, "MOST_EXCEL_ROWS", 2)
    client = cast.client("单位管理员")
    response = client.get(f"/quality/cleaning/{found.pk}/cleaned.xlsx")
    assert response.status_code == 422
    assert "cleaning-too-long" in response.content.decode()
    assert client.get(f"/quality/cleaning/{found.pk}/cleaned.csv").status_code == 200


def test_the_list_shows_ones_own(cast: Cast, tried: Tried, make: Maker) -> None:
    tried()
    tried("name: 别处\nrules: [{rule: trim, columns: '*'}]", make("别处的表", agency="city-b-health"))
    shown = text(cast.client("单位管理员"), "/quality/cleaning/?state=proposed")
    assert "登记表" in shown
    assert "别处的表" not in shown
    assert "还没有清洗过" in text(cast.client("单位管理员"), "/quality/cleaning/?state=undone")
    assert "别处的表" in text(cast.client("审计员"), "/quality/cleaning/")


def test_totals_of_a_period(cast: Cast, table: DataTable, tried: Tried, make: Maker, bring: Bringer) -> None:
    health, today = cast.agency("city-a-health"), timezone.localdate()
    other = make("没有清洗的表", "编号\n1\n2\n")
    assert cleaning_totals([cast.agency("city-b").pk], today, today).rows is None
    tried()
    before = cleaning_totals([health.pk], today, today)
    assert (before.rows, before.cleaned, before.rows_apart, before.by_rule) == (7, 0, 0, ())
    applied = actions.apply(cleaning=tried(), actor="甲")
    again = actions.apply(cleaning=tried(), actor="甲")
    found = cleaning_totals([health.pk], today, today)
    assert (found.rows, found.cleaned, found.rows_apart, found.cells_changed) == (7, 5, 2, 8)
    assert {(one.kind, one.apart): (one.count, one.tables) for one in found.by_rule}["date", False] == (3, 1)
    assert {one.table.title: len(one.cleanings) for one in found.tables} == {"登记表": 2, other.title: 0}
    assert (found.systems, found.without_system) == (0, 2)
    later = cleaning_totals([health.pk], today + timedelta(1), today + timedelta(1))
    assert (later.cleaned, later.rows_apart, later.by_rule) == (5, 0, ())
    yesterday = cleaning_totals([health.pk], today - timedelta(1), today - timedelta(1))
    assert (yesterday.tables, yesterday.rows) == ((), None)
    for one in (again, applied):
        actions.undo(cleaning=one, actor="乙")
        break
    assert cleaning_totals([health.pk], today, today).cleaned == 5
    assert cleanings_applied([health.pk], today, today) == (applied, again)
    bring(table, "编号\n1\n")
    assert cleaning_totals([health.pk], today, today).cleaned == 0


def test_a_table_without_data_says_what_to_do(cast: Cast) -> None:
    empty = register(behind=Behind(cast.agency("city-a-health")), title="空表", data=None, actor="甲")
    client = cast.client("单位管理员")
    response = client.get(f"/quality/cleaning/new/?table={empty.pk}")
    assert response.status_code == 422
    assert "请先上传数据" in response.content.decode()
    assert "空表" not in text(client, "/quality/cleaning/")


def test_progress_and_failure_are_shown(cast: Cast, table: DataTable) -> None:
    waiting = actions.start(table=table, rules=RULES, actor="甲")
    client, one = cast.client("单位管理员"), f"/quality/cleaning/{waiting.pk}/"
    assert "前面的任务完成后就会开始" in text(client, one)
    assert table.current is not None
    path_of(table.current.parquet_sha256).unlink()
    finished(waiting)
    assert "table-file-gone" in text(client, one)
    assert "试算未完成" in text(client, "/quality/cleaning/")


def test_a_lost_record_does_not_hide_the_rest(cast: Cast, tried: Tried) -> None:
    found = tried()
    path_of(found.files["changes"]).unlink()
    shown = text(cast.client("单位管理员"), f"/quality/cleaning/{found.pk}/")
    assert "table-file-gone" in shown
    assert "整行去重" in shown
    response = cast.client("单位管理员").get(f"/quality/cleaning/{found.pk}/changes.csv")
    assert response.status_code == 422
