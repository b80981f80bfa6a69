"""A dirty table of 甲市卫生健康委, and its cleaning by jobs that are run at once."""

from collections.abc import Callable

import pytest

from shuheng.catalogue.models import CodeList, CodeValue
from shuheng.jobs.worker import run
from shuheng.quality.cleaning import actions
from shuheng.quality.models import Cleaning, DataTable
from tests.cast import cast
from tests.rooms.tables.conftest import Maker, bring, data_folder, make

__all__ = ["bring", "cast", "data_folder", "make"]

DIRTY = (
    "编号,姓名,证件号码,登记日期,备注\n"
    "A1, 张三,11010519491231002x,2021/1/2,无\n"
    "A2,李四,11010519491231002X,2021-01-02,=1+1\n"
    "A3,王五,110105194912310021,20210103,Ｂ类\n"
    "A2,李四,11010519491231002X,2021年1月2日,=1+1\n"
    "A5,赵六,,2021-02-30,暂无\n"
)
RULES = """name: 登记表清洗
rules:
- {rule: trim, columns: '*'}
- {rule: half_width, columns: 备注}
- {rule: empty, columns: 备注}
- {rule: date, columns: 登记日期}
- {rule: upper, columns: 证件号码}
- {rule: check, columns: 证件号码, format: identity}
- {rule: deduplicate}
"""
CLEANED = [
    ("A1", "张三", "11010519491231002X", "2021-01-02", None),
    ("A2", "李四", "11010519491231002X", "2021-01-02", "=1+1"),
    ("A5", "赵六", "", "2021-02-30", None),
]
Tried = Callable[..., Cleaning]


def finished(cleaning: Cleaning) -> Cleaning:
    """The cleaning after its job was run here and now."""
    assert cleaning.job is not None
    run(cleaning.job.pk)
    return Cleaning.objects.select_related("table", "before", "after", "restored", "job").get(pk=cleaning.pk)


@pytest.fixture
def table(make: Maker) -> DataTable:
    return make("登记表", DIRTY)


@pytest.fixture
def tried(table: DataTable) -> Tried:
    """A cleaning of the table, tried."""

    def by(rules: str = RULES, of: DataTable | None = None) -> Cleaning:
        chosen = of or table
        chosen.refresh_from_db()
        return finished(actions.start(table=chosen, rules=rules, actor="测试员"))

    return by


@pytest.fixture
def make_list(db: None) -> Callable[[str], None]:
    """A code list in force with one value, Ｂ类."""

    def made(code: str) -> None:
        found = CodeList.objects.create(code=code, name="类别")
        CodeValue.objects.create(code_list=found, position=1, value="B", meaning="Ｂ类")

    return made
