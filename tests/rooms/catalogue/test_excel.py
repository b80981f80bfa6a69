"""The workbook out and in: what is left alone changes nothing; what changes is shown before it is done."""

import io
from typing import Any

import openpyxl
import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.actions.entries import edit_entry, withdraw_entry
from shuheng.catalogue.actions.excel_in import import_workbook
from shuheng.catalogue.actions.store import Wanted
from shuheng.catalogue.excel import layout
from shuheng.catalogue.excel import plan as plan_module
from shuheng.catalogue.excel import write as write_module
from shuheng.catalogue.excel.plan import Plan, plan_import
from shuheng.catalogue.excel.read import read_catalogue
from shuheng.catalogue.excel.write import catalogue_workbook
from shuheng.catalogue.fields import ENTRY_FIELDS
from shuheng.catalogue.models import CatalogueEntry, InformationItem, Resource
from shuheng.catalogue.state import entry_state
from shuheng.problems import ProblemsError
from tests.rooms.catalogue.conftest import Make

pytestmark = pytest.mark.django_db
Book = openpyxl.Workbook


def exported() -> bytes:
    return catalogue_workbook(list(CatalogueEntry.objects.select_related("agency")), title="目录")


def opened() -> Book:
    return openpyxl.load_workbook(io.BytesIO(exported()))


def saved(book: Book) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def column(book: Book, sheet: str, title: str) -> int:
    heads = [str(cell.value).removesuffix("*") for cell in book[sheet][1]]
    return heads.index(title) + 1


def put(book: Book, sheet: str, row: int, title: str, value: Any) -> None:
    book[sheet].cell(row, column(book, sheet, title)).value = value


def add(book: Book, sheet: str, **texts: Any) -> None:
    heads = [str(cell.value).removesuffix("*") for cell in book[sheet][1]]
    book[sheet].append([texts.get(head, "") for head in heads])


def planned(content: bytes, by: Visitor) -> Plan:
    return plan_import(read_catalogue(content, "目录.xlsx"), by)


def codes(plan: Plan) -> list[str]:
    return [problem.code for problem in plan.problems]


TEXT = st.text(
    st.one_of(
        st.sampled_from("=+-@\t\n\r '\"<&>;；、_x0041_　，表"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=60,
)
ODD = st.one_of(
    TEXT,
    st.sampled_from(
        [
            "=1+1",
            "_x000D_",
            "_x005F_x0041_",
            "true",
            "1e5",
            "００１",
            "-0",
            "2021-02-30",
        ]
    ),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, *HealthCheck])
@given(title=ODD, abstract=ODD, keywords=st.lists(ODD, max_size=3), item=ODD, values=ODD, url=ODD)
def test_a_round_trip_changes_nothing_whatever_the_texts_hold(
    title: str,
    abstract: str,
    keywords: list[str],
    item: str,
    values: str,
    url: str,
    make: Make,
    filer: Visitor,
) -> None:
    """Harvested entries hold what their source wrote, so the texts are put there directly."""
    entry = CatalogueEntry.objects.first() or make(code="")
    stored = {"title": title[:500] or "空", "abstract": abstract, "keywords": keywords, "theme": "不在列表"}
    CatalogueEntry.objects.filter(pk=entry.pk).update(**stored)
    InformationItem.objects.filter(entry=entry).update(name=item[:300] or "项", code_values=values)
    Resource.objects.update_or_create(entry=entry, kind="table", defaults={"url": url[:2000]})
    before = entry_state(CatalogueEntry.objects.get(pk=entry.pk))
    plan = planned(exported(), filer)
    assert codes(plan) == []
    assert plan.changes == []
    assert plan.additions == []
    assert entry_state(CatalogueEntry.objects.get(pk=entry.pk)) == before


@pytest.mark.parametrize("text", ["长" * 40_000, "🏥" * 20_000])
def test_a_text_that_excel_cannot_hold_stays_whole(text: str, make: Make, filer: Visitor) -> None:
    entry = make(abstract=text)
    assert (codes(planned(exported(), filer)), planned(exported(), filer).unchanged) == ([], 1)
    book = opened()
    put(book, layout.ENTRIES, 2, "摘要", "短")
    assert codes(planned(saved(book), filer)) == ["excel-cut"]
    entry.refresh_from_db()
    assert entry.abstract == text


def test_no_cell_is_a_formula(make: Make) -> None:
    make(title="=HYPERLINK(1)", abstract="@SUM(A1)", provider_name="+1", theme="-1")
    cells = [cell for row in opened()[layout.ENTRIES].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    texts = {cell.value: cell.quotePrefix for cell in cells}
    assert [texts[text] for text in ("=HYPERLINK(1)", "@SUM(A1)", "+1", "-1")] == [True] * 4


def test_changes_are_shown_then_done_and_deleted_rows_delete_nothing(make: Make, filer: Visitor) -> None:
    entry, other = make(resources=[{"kind": "table", "title": "表"}]), make(code="2")
    book = opened()
    put(book, layout.ENTRIES, 2, "数据量", 2000)
    put(book, layout.ENTRIES, 2, "更新周期", "每年")
    put(book, layout.ENTRIES, 2, "共享条件", "按需")
    book[layout.ENTRIES].delete_rows(3)
    put(book, layout.ITEMS, 2, "长度", None)
    add(book, layout.ITEMS, 目录编号=entry.pk, 信息项名称="床位数", 是否主键="否")
    add(book, layout.RESOURCES, 目录编号=entry.pk, 类型="接口", 地址="https://example.cn/api")
    put(book, layout.RESOURCES, 2, "数据量", "1,299")
    content = saved(book)
    plan = planned(content, filer)
    assert codes(plan) == []
    assert plan.changes[0].differences == (
        ("共享条件", "", "按需"), ("更新周期", "每月", "每年"), ("数据量", "1299", "2000"),
        ("信息项“机构名称”长度", "200", ""), ("新增信息项", "", "床位数"),
        ("资源“表”数据量", "", "1299"), ("新增资源", "", "api"),
    )  # fmt: skip
    import_workbook(content=content, name="目录.xlsx", fingerprint=plan.fingerprint, by=filer)
    entry.refresh_from_db()
    assert (entry.rows, entry.update_cycle, entry.version, entry.apis) == (2000, "yearly", 2, 1)
    assert [one.name for one in entry.items.all()] == ["机构名称", "统一社会信用代码", "床位数"]
    assert other.items.count() == 2
    again = planned(exported(), filer)
    assert (again.unchanged, again.changes) == (2, [])


def test_new_entries_come_with_their_items(make: Make, filer: Visitor, health: Agency) -> None:
    make()
    book = opened()
    add(
        book,
        layout.ENTRIES,
        编号="新1",
        单位代码="health",
        目录名称="疫苗接种点",
        开放类型="无条件",
        关键字="疫苗；接种；疫苗",
    )
    add(book, layout.ENTRIES, 单位代码="health", 目录名称="急救站")
    add(book, layout.ITEMS, 目录编号="新1", 信息项名称="名称", 长度=50.0)
    content = saved(book)
    plan = planned(content, filer)
    assert ([one.title for one in plan.additions], plan.unchanged) == (["疫苗接种点", "急救站"], 1)
    import_workbook(content=content, name="x.xlsx", fingerprint=plan.fingerprint, by=filer)
    made = CatalogueEntry.objects.get(title="疫苗接种点")
    assert (made.agency, made.open_type, made.keywords) == (health, "unconditional", ["疫苗", "接种"])
    assert made.items.get().length == 50
    assert CatalogueEntry.objects.get(title="急救站").item_count == 0


def test_all_mistakes_come_at_once_each_at_its_cell(make: Make, filer: Visitor, traffic: Agency) -> None:
    entry = make()
    book = opened()
    put(book, layout.ENTRIES, 2, "更新周期", "每个月")
    put(book, layout.ENTRIES, 2, "数据量", "约一千")
    put(book, layout.ENTRIES, 2, "数据更新日期", "2021-02-30")
    put(book, layout.ENTRIES, 2, "目录名称", "")
    put(book, layout.ENTRIES, 2, "已发布", "是")
    put(book, layout.ENTRIES, 2, "单位代码", "traffic")
    add(book, layout.ENTRIES, 编号="999999", 单位代码="health", 目录名称="无")
    add(book, layout.ENTRIES, 编号="甲", 单位代码="health", 目录名称="甲")
    add(book, layout.ENTRIES, 单位代码="nobody", 目录名称="乙")
    add(book, layout.ENTRIES, 单位代码="traffic", 目录名称="别人的")
    add(book, layout.ENTRIES, 编号=str(entry.pk), 单位代码="health", 目录名称="重")
    add(book, layout.ITEMS, 目录编号="新9", 信息项名称="没有主")
    add(book, layout.ITEMS, 目录编号=str(entry.pk), 序号="7", 信息项名称="没有这一行")
    add(book, layout.RESOURCES, 目录编号=str(entry.pk), 类型="表格")
    plan = planned(saved(book), filer)
    assert set(codes(plan)) == {
        "field-choice", "field-count", "field-date", "field-required", "excel-read-only", "excel-entry-unknown",
        "excel-entry-number", "excel-agency-unknown", "excel-agency-forbidden", "excel-entry-twice", "excel-part-entry",
        "excel-item-unknown",
    }  # fmt: skip
    cycle = next(one for one in plan.problems if "每个月" in one.message)
    assert (cycle.sheet, cycle.row, cycle.field[-6:]) == ("目录", 2, "“更新周期”")
    assert "每月" in cycle.allowed
    assert "是否想写“每月”" in cycle.hint
    with pytest.raises(ProblemsError) as error:
        import_workbook(content=saved(book), name="x.xlsx", fingerprint=plan.fingerprint, by=filer)
    assert len(error.value.problems) == len(plan.problems)
    entry.refresh_from_db()
    assert (entry.version, CatalogueEntry.objects.count()) == (1, 1)


def test_a_version_that_moved_is_refused_at_its_row(make: Make, filer: Visitor, bureau: Visitor) -> None:
    entry = make()
    book = opened()
    put(book, layout.ENTRIES, 2, "目录名称", "甲")
    edit_entry(number=entry.pk, version=1, wanted=Wanted({"theme": "医疗"}), by=bureau)
    plan = planned(saved(book), filer)
    assert "excel-entry-moved" in codes(plan)
    assert "第 1 版，现在是第 2 版" in plan.problems[-1].message


def test_what_moved_after_the_preview_is_not_applied(make: Make, filer: Visitor, bureau: Visitor) -> None:
    entry, other = make(), make(code="2")
    book = opened()
    put(book, layout.ENTRIES, 2, "目录名称", "甲")
    put(book, layout.ENTRIES, 3, "目录名称", "乙")
    content = saved(book)
    shown = planned(content, filer).fingerprint
    edit_entry(number=other.pk, version=1, wanted=Wanted({"title": "乙"}), by=bureau)
    with pytest.raises(ProblemsError, match="预览以后目录又有变动"):
        import_workbook(content=content, name="x.xlsx", fingerprint=shown, by=filer)
    entry.refresh_from_db()
    assert entry.title == "医疗机构名录"


def test_a_withdrawn_entry_is_not_changed_by_a_workbook(make: Make, filer: Visitor) -> None:
    entry = make()
    withdraw_entry(number=entry.pk, version=1, day=timezone.localdate(), reason="停", by=filer)
    book = opened()
    assert planned(saved(book), filer).unchanged == 1
    put(book, layout.ENTRIES, 2, "目录名称", "甲")
    assert codes(planned(saved(book), filer)) == ["entry-withdrawn"]


def test_a_foreign_or_shifted_workbook_is_told_so(make: Make, filer: Visitor) -> None:
    make()
    book = opened()
    book[layout.ENTRIES].title = "Sheet1"
    with pytest.raises(ProblemsError, match="没有“目录”工作表") as error:
        read_catalogue(saved(book), "x.xlsx")
    assert error.value.problems[0].code == "excel-sheet-missing"
    book = opened()
    put(book, layout.ENTRIES, 1, "目录名称", "目录名字")
    put(book, layout.ENTRIES, 1, "编号", "")
    plan = planned(saved(book), filer)
    assert codes(plan)[:2] == ["excel-column-unknown", "excel-column-missing"]
    assert "是否想写“目录名称”" in plan.problems[0].hint


def test_a_dropped_column_leaves_its_field_alone(make: Make, filer: Visitor) -> None:
    make()
    book = opened()
    book[layout.ENTRIES].delete_cols(column(book, layout.ENTRIES, "摘要"))
    plan = planned(saved(book), filer)
    assert (codes(plan), plan.unchanged) == ([], 1)


def test_every_field_has_a_column_and_its_choices(make: Make) -> None:
    make()
    book = opened()
    assert [str(cell.value).removesuffix("*") for cell in book[layout.ENTRIES][1]] == list(
        layout.heads("目录")
    )
    lists = {rule.formula1 for rule in book[layout.ENTRIES].data_validations.dataValidation}
    assert {f'"{",".join(field.titles)}"' for field in ENTRY_FIELDS.values() if field.options} <= lists


def test_too_much_for_one_workbook_is_refused_not_cut(
    make: Make, filer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    make()
    make(code="2")
    book = opened()
    put(book, layout.ENTRIES, 2, "主题", "甲")
    put(book, layout.ENTRIES, 3, "主题", "甲")
    monkeypatch.setattr(plan_module, "MOST_CHANGES", 1)
    assert codes(planned(saved(book), filer)) == ["excel-too-many-changes"]
    monkeypatch.setattr(write_module, "MOST_PARTS", 3)
    with pytest.raises(ProblemsError, match="有 4 个信息项，一个工作簿最多 3 个"):
        exported()
    monkeypatch.setattr(write_module, "MOST_ENTRIES", 1)
    with pytest.raises(ProblemsError, match="有 2 个目录，一个工作簿最多 1 个"):
        exported()
