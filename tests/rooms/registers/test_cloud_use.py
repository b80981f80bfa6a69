"""Cloud use by month from the platform's own file: idle and unused are found by the declared thresholds."""

import datetime as dt

import pytest

from shuheng.registers.actions.closes import close_period
from shuheng.registers.actions.excel_in import import_sheet
from shuheng.registers.actions.moves import move_many
from shuheng.registers.actions.store import Draft, Said, add_rows
from shuheng.registers.excel.plan import Plan, plan_import
from shuheng.registers.excel.read import read_sheet
from shuheng.registers.models import RegisterRow
from shuheng.registers.queries.metrics import metric_values
from shuheng.registers.shelf import declarations
from shuheng.registers.words import shown_values
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HEADS = "资源编号,月份,处理器平均使用率,内存平均使用率,访问次数,已说明理由并获认可"
USE = (
    "云主机1,2021-01,1.5,3,0,否",  # unused
    "云主机1,2021-02,2,3,0,否",  # unused again: one resource all the same
    "云主机2,2021-01,8,15,120,否",  # idle
    "云主机2,2021-02,55,60,900,否",
    "云主机3,2021-01,9.99,20,5,是",  # idle, but excused
    "云主机3,2021-02,10.01,20,5,否",  # a hundredth over the threshold
)


@pytest.fixture(autouse=True)
def resources(cast: Cast) -> None:
    """Three resources on the books of 甲市卫生健康委."""
    declaration, health = declarations()["cloud_resources"], cast.agency("city-a-health")
    drafts = [Draft(health, {declaration.key[0]: f"云主机{number}"}, "confirmed") for number in (1, 2, 3)]
    add_rows(declaration=declaration, drafts=drafts, said=Said("测试", "新增"))


def planned(cast: Cast, lines: tuple[str, ...], by: str = "填报人") -> tuple[bytes, Plan]:
    declaration = declarations()["cloud_use"]
    content = "\n".join((HEADS, *lines)).encode()
    given = read_sheet(declaration, content, "使用.csv")
    return content, plan_import(declaration, given, cast.visitor(by), cast.agency("city-a-health"))


def uploaded(cast: Cast, lines: tuple[str, ...]) -> None:
    content, plan = planned(cast, lines)
    assert plan.problems == []
    import_sheet(
        register="cloud_use", content=content, name="使用.csv", fingerprint=plan.fingerprint,
        by=cast.visitor("填报人"), agency=cast.agency("city-a-health"),
    )  # fmt: skip


def test_from_the_file_to_the_figures(cast: Cast) -> None:
    uploaded(cast, USE)
    numbers = list(RegisterRow.objects.filter(register="cloud_use").values_list("pk", flat=True))
    assert move_many(numbers=numbers, to="submitted", by=cast.visitor("填报人")).moved == 6
    assert move_many(numbers=numbers, to="confirmed", by=cast.visitor("大数据局管理员")).moved == 6
    health, first = cast.agency("city-a-health"), (dt.date(2021, 1, 1), dt.date(2021, 2, 28))
    codes = ("cloud.resources_unused", "cloud.resources_idle")
    assert set(metric_values(codes, [health], first).values()) == {None}
    for month in (1, 2):
        close_period(
            register="cloud_use", agency=health, start=dt.date(2021, month, 1), by=cast.visitor("填报人")
        )
    assert metric_values(codes, [health], first) == {(health.pk, codes[0]): 1, (health.pk, codes[1]): 1}
    february = (dt.date(2021, 2, 1), dt.date(2021, 2, 28))
    assert metric_values(codes, [health], february) == {(health.pk, codes[0]): 1, (health.pk, codes[1]): 0}


def test_flags_are_worked_out_at_the_threshold(cast: Cast) -> None:
    uploaded(cast, USE)
    declaration = declarations()["cloud_use"]
    shown = {
        row.key: shown_values(declaration, row.values, row.state)
        for row in RegisterRow.objects.filter(register="cloud_use")
    }
    assert {key: (one["unused"], one["idle"]) for key, one in shown.items()} == {
        "云主机1 / 2021-01": ("是", "否"),
        "云主机1 / 2021-02": ("是", "否"),
        "云主机2 / 2021-01": ("否", "是"),
        "云主机2 / 2021-02": ("否", "否"),
        "云主机3 / 2021-01": ("否", "是"),
        "云主机3 / 2021-02": ("否", "否"),
    }


def test_the_same_month_again_only_changes_what_differs(cast: Cast) -> None:
    uploaded(cast, USE)
    _, plan = planned(cast, (*USE[:5], "云主机3,2021-02,12,20,5,否", "云主机3,2021-03,12,20,5,否"))
    assert [one.differences for one in plan.changes] == [(("处理器平均使用率", "10.01", "12"),)]
    assert [one.key for one in plan.additions] == ["云主机3 / 2021-03"]
    assert plan.unchanged == 5


def test_resources_that_nobody_registered_are_named(cast: Cast) -> None:
    _, plan = planned(
        cast, ("云主机9,2021-01,1,1,0,否", "云主机1,2021-13,1,1,0,否", "云主机1,2021-01,101,1,0,否")
    )
    assert [(one.code, one.row) for one in plan.problems] == [
        ("register-row-reference", 2),
        ("cell-month", 3),
        ("cell-too-large", 4),
    ]
    assert "是否想写“云主机" in plan.problems[0].hint
