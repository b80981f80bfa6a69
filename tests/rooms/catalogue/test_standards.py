"""Code lists, data elements and libraries: who may, what is refused, what the log keeps."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.audit.models import AuditRow
from shuheng.catalogue.actions.libraries import add_entries, remove_entries, save_library
from shuheng.catalogue.actions.standards import retire, save_code_list, save_element
from shuheng.catalogue.actions.standards_in import Imported, import_code_lists, import_elements
from shuheng.catalogue.models import CodeList, CodeValue, DataElement, DataLibrary
from shuheng.files import Table, read_csv
from shuheng.problems import ProblemsError
from tests.rooms.catalogue.conftest import Make

pytestmark = pytest.mark.django_db
SEX = {"code": "GB2261.1", "name": "人的性别代码", "origin": "GB/T 2261.1"}
CODES = [("0", "未知的性别"), ("1", "男性"), ("2", "女性")]


def table(*lines: str) -> Table:
    return read_csv("\n".join(lines).encode(), "标准.csv")[0]


def code_of(error: pytest.ExceptionInfo[ProblemsError]) -> str:
    return error.value.problems[0].code


def test_a_code_list_keeps_its_codes_in_order_and_its_changes_in_the_log(bureau: Visitor) -> None:
    made = save_code_list(by=bureau, values=SEX, codes=CODES)
    assert [(one.value, one.meaning) for one in made.values.all()] == CODES
    save_code_list(by=bureau, values={**SEX, "name": "性别"}, codes=CODES[1:], held=made)
    made.refresh_from_db()
    assert (made.name, made.values.count()) == ("性别", 2)
    detail = AuditRow.objects.filter(action="catalogue.save_code_list").latest("number").detail
    assert detail["name"] == ["人的性别代码", "性别"]
    assert detail["values"][0][0] == ["0", "未知的性别"]
    acts = AuditRow.objects.count()
    save_code_list(by=bureau, values={**SEX, "name": "性别"}, codes=CODES[1:], held=made)
    assert AuditRow.objects.count() == acts


def test_a_code_means_one_thing_and_a_number_one_list(bureau: Visitor) -> None:
    with pytest.raises(ProblemsError) as error:
        save_code_list(by=bureau, values=SEX, codes=[*CODES, ("1", "男")])
    assert code_of(error) == "code-twice"
    assert not CodeList.objects.exists()
    made = save_code_list(by=bureau, values=SEX, codes=CODES)
    with pytest.raises(ProblemsError) as error:
        save_code_list(by=bureau, values=SEX)
    assert code_of(error) == "standard-code-taken"
    with pytest.raises(ProblemsError) as error:
        save_code_list(by=bureau, values={**SEX, "code": "X"}, held=made)
    assert code_of(error) == "standard-code-fixed"
    assert CodeValue.objects.count() == 3


def test_a_filer_manages_no_standards(filer: Visitor, bureau: Visitor, health: Agency) -> None:
    with pytest.raises(PermissionDenied, match="管理数据元、代码集和数据库"):
        save_code_list(by=filer, values=SEX, codes=CODES)
    with pytest.raises(PermissionDenied):
        save_element(by=filer, values={"code": "DE1", "name": "性别"})
    with pytest.raises(PermissionDenied):
        retire(by=filer, row=save_code_list(by=bureau, values=SEX), day=None)
    with pytest.raises(PermissionDenied):
        save_library(by=filer, agency=health, values={"name": "库", "kind": "base"})
    with pytest.raises(PermissionDenied):
        import_elements(by=filer, table=table("数据元编号,名称", "1,甲"))


def test_an_element_names_a_registered_list(bureau: Visitor) -> None:
    made = save_code_list(by=bureau, values=SEX, codes=CODES)
    element = save_element(
        by=bureau, values={"code": "DE1", "name": "性别", "code_list": "GB2261.1", "synonyms": ["xb"]}
    )
    assert (element.code_list, element.synonyms) == (made, ["xb"])
    with pytest.raises(ProblemsError, match=r"是否想写“GB2261\.1”") as error:
        save_element(by=bureau, values={"code": "DE2", "name": "性别", "code_list": "GB2261"})
    assert code_of(error) == "element-code-list-unknown"


def test_a_standard_is_retired_and_brought_back(bureau: Visitor) -> None:
    row = save_code_list(by=bureau, values=SEX)
    today = timezone.localdate()
    with pytest.raises(ProblemsError):
        retire(by=bureau, row=row, day=today + dt.timedelta(1))
    retire(by=bureau, row=row, day=today)
    assert CodeList.objects.get(pk=row.pk).retired == today
    retire(by=bureau, row=row, day=None)
    assert CodeList.objects.get(pk=row.pk).retired is None
    assert AuditRow.objects.filter(action="catalogue.retire_standard").count() == 2


def test_lists_come_in_from_a_table_and_again_without_change(bureau: Visitor) -> None:
    lines = ["代码集编号,代码集名称,依据,代码,含义", "A,甲表,,01,一", "A,甲表,,02,二", "B,乙表,国标,1,是"]
    assert import_code_lists(by=bureau, table=table(*lines)) == Imported(2, 0, 0)
    assert [one.value for one in CodeList.objects.get(code="A").values.all()] == ["01", "02"]
    lines[2] = "A,甲表,,02,贰"
    assert import_code_lists(by=bureau, table=table(*lines)) == Imported(0, 1, 1)
    assert import_code_lists(by=bureau, table=table(*lines)) == Imported(0, 0, 2)


def test_a_table_with_mistakes_saves_nothing(bureau: Visitor) -> None:
    wrong = table("代码集编号,代码集名称,代码,含义", "A,甲表,1,一", "A,乙表,1,二", "B,丙表,,三")
    with pytest.raises(ProblemsError) as error:
        import_code_lists(by=bureau, table=wrong)
    assert [(one.code, one.row) for one in error.value.problems] == [("field-required", 4)]
    with pytest.raises(ProblemsError) as error:
        import_code_lists(
            by=bureau, table=table("代码集编号,代码集名称,代码,含义", "A,甲表,1,一", "A,乙表,1,二")
        )
    assert [one.code for one in error.value.problems] == ["code-list-differs", "code-twice"]
    with pytest.raises(ProblemsError) as error:
        import_elements(by=bureau, table=table("数据元编号,名字,代码集编号", "1,甲,Z"))
    assert [one.code for one in error.value.problems] == ["table-column", "table-column-missing"]
    with pytest.raises(ProblemsError) as error:
        import_elements(by=bureau, table=table("数据元编号,名称,代码集编号", "1,甲,Z", "1,乙,"))
    assert [one.code for one in error.value.problems] == ["element-code-list-unknown", "element-twice"]
    with pytest.raises(ProblemsError):
        import_elements(by=bureau, table=table("数据元编号,名称"))
    assert (CodeList.objects.count(), DataElement.objects.count()) == (0, 0)


def test_elements_come_in_from_a_table(bureau: Visitor) -> None:
    lines = ["数据元编号*,名称,长度,同义名称", "DE1,信用代码,18,xydm；信用码"]
    assert import_elements(by=bureau, table=table(*lines)) == Imported(1, 0, 0)
    assert import_elements(by=bureau, table=table(*lines)) == Imported(0, 0, 1)
    made = DataElement.objects.get()
    assert (made.length, made.synonyms) == (18, ["xydm", "信用码"])


def test_a_library_gathers_entries_of_any_agency(bureau: Visitor, city: Agency, make: Make) -> None:
    entry = make()
    library = save_library(by=bureau, agency=city, values={"name": "人口库", "kind": "base"})
    assert add_entries(by=bureau, library=library, numbers=[entry.pk]) == 1
    assert add_entries(by=bureau, library=library, numbers=[entry.pk]) == 0
    assert list(entry.libraries.all()) == [library]
    with pytest.raises(ProblemsError, match="999999") as error:
        add_entries(by=bureau, library=library, numbers=[999999])
    assert code_of(error) == "library-entry-unknown"
    assert remove_entries(by=bureau, library=library, numbers=[entry.pk]) == 1
    assert not entry.libraries.exists()
    assert AuditRow.objects.filter(thing_type="DataLibrary").count() == 3


def test_a_library_has_one_name_and_days_in_order(bureau: Visitor, city: Agency) -> None:
    values = {"name": "人口库", "kind": "base", "built": dt.date(2021, 1, 1), "ended": None}
    made = save_library(by=bureau, agency=city, values=values)
    with pytest.raises(ProblemsError) as error:
        save_library(by=bureau, agency=city, values=values)
    assert code_of(error) == "library-twice"
    with pytest.raises(ProblemsError) as error:
        save_library(by=bureau, agency=city, values={**values, "ended": dt.date(2020, 1, 1)}, held=made)
    assert code_of(error) == "library-days"
    save_library(by=bureau, agency=city, values={**values, "purpose": "共享"}, held=made)
    assert DataLibrary.objects.get().purpose == "共享"
