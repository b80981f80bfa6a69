"""A register out as a workbook and in again: nothing lost, every mistake at its cell, all or nothing."""

import io
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from shuheng.audit.models import AuditRow
from shuheng.problems import ProblemsError
from shuheng.registers.actions.excel_in import import_sheet
from shuheng.registers.actions.moves import move_row
from shuheng.registers.actions.rows import change_row
from shuheng.registers.actions.store import Draft, Said, add_rows
from shuheng.registers.declare import check_values
from shuheng.registers.models import RegisterRow, RegisterRowVersion
from tests.cast import Cast
from tests.rooms.registers.conftest import FULL, Make
from tests.rooms.registers.sheets import edited, exported, gardens, planned

pytestmark = pytest.mark.django_db
NEW = {"公园名称": "新园", "面积": "3", "类别": "社区", "有人养护": "否"}


def applied(
    content: bytes, cast: Cast, by: str = "填报人", name: str = "公园.xlsx", agency: str = ""
) -> None:
    plan = planned(content, cast, by, name, agency)
    assert plan.problems == []
    import_sheet(
        register="gardens", content=content, name=name, fingerprint=plan.fingerprint,
        by=cast.visitor(by), agency=cast.agency(agency) if agency else None,
    )  # fmt: skip


def found(content: bytes, cast: Cast, by: str = "填报人") -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in planned(content, cast, by).problems]


def test_the_workbook_helps_to_fill_it_in(make: Make) -> None:
    make(garden="=1+1")
    book = load_workbook(io.BytesIO(exported()))
    assert book.sheetnames == ["台账", "填写说明"]
    sheet = book["台账"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:6] == ["行号", "版本", "填报单位代码", "填报单位", "行状态", "公园名称*"]
    assert heads[-1] == "大公园"
    rules = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert '"街头绿地,滨水,社区"' in rules.values()
    assert (sheet["F2"].value, sheet["F2"].data_type) == ("=1+1", "s")
    guide = "\n".join(str(cell.value) for row in book["填写说明"].rows for cell in row if cell.value)
    assert "面积（必填）" in guide
    assert "不大于 5000" in guide


def test_sent_back_as_it_is_it_changes_nothing(make: Make, cast: Cast) -> None:
    make(garden="园\n二", page="https://a.cn/_x0041_")
    make(garden="+园", first_month="2021-06")
    plan = planned(exported(), cast)
    assert (plan.problems, plan.changes, plan.additions, plan.unchanged) == ([], [], [], 2)


def test_changes_and_additions_are_shown_and_then_applied(make: Make, cast: Cast) -> None:
    row = make()
    content = edited(exported(), {(2, "树木"): 41, (2, "首次巡查月份"): "2021年7月"}, [NEW])
    plan = planned(content, cast, agency="city-a-health")
    assert [one.differences for one in plan.changes] == [
        (("树木", "40", "41"), ("首次巡查月份", "", "2021-07")),
    ]
    assert [(one.key, one.agency.code) for one in plan.additions] == [("新园", "city-a-health")]
    applied(content, cast, agency="city-a-health")
    row.refresh_from_db()
    assert (row.values["trees"], row.values["first_month"], row.version) == (41, "2021-07", 2)
    assert RegisterRow.objects.get(key="新园").values["tended"] is False
    assert RegisterRowVersion.objects.get(row=row, number=2).act == "文件导入"
    last = AuditRow.objects.latest("number")
    assert (last.action, last.detail["added"], last.detail["changed"]) == ("registers.import_sheet", 1, 1)


def test_an_emptied_cell_is_unknown_and_a_missing_column_stays(make: Make, cast: Cast) -> None:
    row = make()
    book = load_workbook(io.BytesIO(exported()))
    sheet = book["台账"]
    heads = [str(cell.value).removesuffix("*") for cell in sheet[1]]
    sheet.cell(2, heads.index("树木") + 1).value = None
    sheet.delete_cols(heads.index("面积") + 1)
    buffer = io.BytesIO()
    book.save(buffer)
    applied(buffer.getvalue(), cast)
    row.refresh_from_db()
    assert "trees" not in row.values
    assert row.values["size"] == "12.5"


def test_every_mistake_is_said_at_its_cell(make: Make, cast: Cast) -> None:
    make()
    make(garden="二园")
    changes = {
        (2, "面积"): "很大",
        (2, "类别"): "森林",
        (3, "开放日期"): "2021-13-01",
        (3, "介绍网页"): "javascript:x",
    }
    content = edited(exported(), changes, [NEW | {"填报单位代码": "city-b-health"}, NEW | {"行号": "999999"}])
    assert found(content, cast) == [
        ("cell-number", "G 列“面积”"),
        ("cell-option", "I 列“类别”"),
        ("cell-date", "J 列“开放日期”"),
        ("cell-url", "M 列“介绍网页”"),
        ("register-excel-forbidden", "C 列“填报单位代码”"),
        ("register-excel-row", "A 列“行号”"),
    ]
    rows = [one.row for one in planned(content, cast).problems]
    assert rows == [2, 2, 3, 3, 4, 5]


def test_twice_taken_and_nobodys(make: Make, cast: Cast) -> None:
    make()
    health = {"填报单位代码": "city-a-health"}
    added = [NEW | health, NEW | health, NEW | health | {"公园名称": "望湖园"}, NEW]
    assert [code for code, _ in found(edited(exported(), {}, added), cast)] == [
        "register-excel-twice",
        "register-row-key-taken",
        "register-excel-agency",
    ]


def test_rows_that_moved_on_or_are_not_open_stay(make: Make, cast: Cast) -> None:
    row, by = make(), cast.visitor("填报人")
    content = edited(exported(), {(2, "树木"): 41})
    change_row(number=row.pk, version=1, values=FULL | {"trees": 39}, by=by)
    assert found(content, cast) == [("register-row-moved", "B 列“版本”")]
    move_row(number=row.pk, version=2, to="submitted", by=by)
    assert found(edited(exported(), {(2, "树木"): 41}), cast) == [("register-row-state", "E 列“行状态”")]
    assert planned(exported(), cast).unchanged == 1


def test_only_what_was_shown_is_applied(make: Make, cast: Cast) -> None:
    make()
    content = edited(exported(), {(2, "树木"): 41})
    with pytest.raises(ProblemsError, match="excel-plan-moved"):
        import_sheet(
            register="gardens", content=content, name="公园.xlsx", fingerprint="0", by=cast.visitor("填报人")
        )
    assert RegisterRow.objects.get().values["trees"] == 40


def test_a_usage_file_of_another_system_is_matched_by_key(make: Make, cast: Cast) -> None:
    row = make()
    csv = "公园名称,面积,类别,有人养护\n望湖园,13.00,滨水,是\n堤园,2,社区,否\n".encode("gbk")
    plan = planned(csv, cast, name="使用.csv", agency="city-a-health")
    assert [one.differences for one in plan.changes] == [(("面积", "12.5", "13"),)]
    applied(csv, cast, name="使用.csv", agency="city-a-health")
    row.refresh_from_db()
    assert (row.values["size"], row.values["trees"]) == ("13", 40)
    assert planned(csv, cast, name="使用.csv", agency="city-a-health").unchanged == 2


WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=[chr(n) for n in (*range(9), 11, 12, *range(14, 32), 127)]),
    min_size=1, max_size=30,
).map(str.strip).filter(bool)  # fmt: skip
SIZES = st.decimals(0, 5000, places=2).map(lambda number: format(number.normalize(), "f"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.fixed_dictionaries(
            {"garden": WORDS},
            optional={
                "size": SIZES,
                "trees": st.integers(0, 10**15 - 1),
                "opened": st.dates().map(str),
                "first_month": st.dates().map(lambda day: str(day)[:7]).filter(lambda text: text >= "1900"),
                "tended": st.booleans(),
                "kind": st.sampled_from(["街头绿地", "滨水", "社区"]),
            },
        ),
        min_size=1, max_size=6, unique_by=lambda one: one["garden"],
    )
)  # fmt: skip
def test_the_round_trip_loses_nothing(cast: Cast, rows: list[dict[str, str | int | bool]]) -> None:
    RegisterRowVersion.objects.all()._raw_delete("default")
    RegisterRow.objects.all()._raw_delete("default")
    declaration, health = gardens(), cast.agency("city-a-health")
    good = [one for one in rows if not check_values(declaration, one, complete=False)]
    drafts = [Draft(health, one, "filled") for one in good]
    made = add_rows(declaration=declaration, drafts=drafts, said=Said("测试", "新增"))
    plan = planned(exported(), cast)
    assert (plan.problems, plan.changes, plan.unchanged) == ([], [], len(made))


def test_ten_thousand_rows_come_in_at_once(cast: Cast) -> None:
    lines = [f"公园{number},{number % 4000}.5,社区,是,2021-05-01" for number in range(10_000)]
    csv = "\n".join(["公园名称,面积,类别,有人养护,开放日期", *lines]).encode()
    began = time.perf_counter()
    applied(csv, cast, name="全市.csv", agency="city-a-health")
    took = time.perf_counter() - began
    assert RegisterRow.objects.count() == RegisterRowVersion.objects.count() == 10_000
    assert took < 60, f"{took:.1f} s"
    began = time.perf_counter()
    assert planned(exported(), cast).unchanged == 10_000
    assert time.perf_counter() - began < 60
