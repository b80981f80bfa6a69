"""The Guangxi assessment of 2021: its order, its sums, and the clauses that are hardest to get right."""

from fractions import Fraction

import pytest

from shuheng.engines.rubric import IndicatorScore, coverage
from tests.spec.shipped import Facts, exact, score_all, score_one, shipped

NAME = "guangxi-2021"
POPULATIONS = {"I类": 5_000_000, "II类": 4_999_999, "II类下限": 2_000_000, "III类": 1_999_999}


def base(code: str, facts: Facts) -> Fraction | None:
    """The base points of one agency."""
    return score_one(NAME, code, facts).base


def cities(code: str, facts: dict[str, str | int]) -> dict[str, IndicatorScore]:
    """One indicator with the same facts for cities that differ in population alone."""
    given: dict[str, Facts] = {name: facts | {"常住人口": people} for name, people in POPULATIONS.items()}
    return score_all(NAME, code, {name: ("", own) for name, own in given.items()})


def test_indicators_stand_in_document_order() -> None:
    codes = list(shipped(NAME).indicators)
    assert (len(codes), codes[0], codes[-1]) == (56, "A1-1", "G3-2")
    assert codes == sorted(codes, key=lambda code: (code[0], *map(int, code[1:].split("-"))))
    assert {code[0] for code in codes} == set("ABCDEFG")


def test_sums() -> None:
    found = coverage(shipped(NAME))
    assert (found.indicators, found.clauses) == (56, 281)
    assert (found.base, found.deduction, found.bonus) == exact(100, 70, 70)


@pytest.mark.parametrize(
    ("volume", "expected"),
    [
        ("599.9999", ["0", "0", "0", "0"]),
        ("600", ["0", "0", "0", "1.5"]),
        ("799.9999", ["0", "0", "0", "1.5"]),
        ("800", ["0", "1.5", "1.5", "1.5"]),
        ("999.9999", ["0", "1.5", "1.5", "1.5"]),
        ("1000", ["1.5", "1.5", "1.5", "1.5"]),
    ],
)
def test_classes_change_the_volume_of_shared_data(volume: str, expected: list[str]) -> None:
    found = cities("C1-1", {"共享结构化数据总量": volume})
    assert [found[name].base for name in POPULATIONS] == [*exact(*expected)]


def test_classes_change_the_volume_of_open_data_and_where_its_bonus_starts() -> None:
    found = cities("D1-1", {"开放数据容量": "950"})
    assert [found[name].base for name in POPULATIONS] == [*exact(0, 3, 3, 3)]
    assert [found[name].bonus for name in POPULATIONS] == [*exact(0, "0.3", "0.3", "0.6")]


@pytest.mark.parametrize(
    ("merged", "linked", "expected"),
    [
        ((4, 4), (2, 2), "2"),
        ((3, 4), (2, 2), "1.5"),
        ((4, 4), (1, 2), "1.5"),
        ((3, 4), (1, 2), "1"),
        ((4, 4), (0, 0), "2"),
        ((3, 4), (0, 0), "1"),
        ((0, 0), (2, 2), "2"),
        ((0, 0), (1, 2), "1"),
        ((0, 0), (0, 0), "2"),
    ],
)
def test_a1_3_gives_one_kind_of_network_the_points_of_both(
    merged: tuple[int, int], linked: tuple[int, int], expected: str
) -> None:
    facts: dict[str, str | int] = {
        "整合迁移专网已撤销数": merged[0],
        "整合迁移专网应撤销数": merged[1],
        "融合互联专网保持互通数": linked[0],
        "融合互联专网总数": linked[1],
        "清单外专网普查已行文申请": "是",
    }
    assert base("A1-3", facts) == Fraction(expected)
    unlisted = facts | {"清单外专网总数": 1}
    both_missing = merged[1] == linked[1] == 0
    assert base("A1-3", unlisted) == (0 if both_missing else Fraction(expected) - 1)
    void = score_one(NAME, "A1-3", facts | {"新建续租专网数": 1, "专网认定组长人次": 5})
    assert (void.base, void.deduction, void.bonus) == exact(0, 1, 0)


SHARED_ENTRIES = ("共享目录命名规范数", "共享目录元数据规范数", "共享目录分级分类合理数")


@pytest.mark.parametrize(
    ("good", "apis", "parts"),
    [
        (100, (10, 10), ("2.5", "0", "2")),
        (100, (0, 10), ("1.5", "0.3", "1.5")),
        (100, (0, 0), ("2.5", "0", "1.5")),
        (80, (0, 0), ("0", "0", "0")),
        (80, (8, 10), ("0", "0", "0")),
        (79, (0, 0), ("0", "0.7", "0")),
        (69, (0, 0), ("0", "1.2", "0")),
        (69, (6, 10), ("0", "1.5", "0")),
    ],
)
def test_c2_1_leaves_interfaces_out_where_there_are_none(
    good: int, apis: tuple[int, int], parts: tuple[str, str, str]
) -> None:
    facts = {"共享目录总数": 100, "共享接口规范数": apis[0], "共享接口总数": apis[1]}
    found = score_one(NAME, "C2-1", facts | dict.fromkeys(SHARED_ENTRIES, good))
    assert (found.base, found.deduction, found.bonus) == tuple(Fraction(part) for part in parts)


@pytest.mark.parametrize(
    ("objects", "least"), [(99, 40), (100, 30), (9999, 3000), (10000, 400), (10001, 400), (1_000_000, 400)]
)
def test_e6_1_asks_for_inspections_in_three_ways(objects: int, least: int) -> None:
    facts = {
        "监管事项总数": 10,
        "已开展监管事项数": 6,
        "联合监管事项总数": 10,
        "已开展联合监管事项数": 5,
        "监管对象数": objects,
    }
    assert base("E6-1", facts | {"联合监管次数": least}) == 1
    assert base("E6-1", facts | {"联合监管次数": least - 1}) == 0
    assert base("E6-1", facts | {"联合监管次数": least, "已开展监管事项数": 5}) == 0
    assert base("E6-1", facts | {"联合监管次数": least, "已开展联合监管事项数": 4}) == 0


@pytest.mark.parametrize(
    ("minutes", "parts"),
    [
        ("19.99", ("1", "0", "0.5")),
        ("20", ("1", "0", "0.5")),
        ("20.01", ("1", "0", "0.25")),
        ("25", ("1", "0", "0.25")),
        ("25.01", ("1", "0", "0")),
        ("30", ("1", "0", "0")),
        ("30.01", ("0", "0", "0")),
        ("240", ("0", "0", "0")),
        ("240.01", ("0", "0.5", "0")),
        ("720", ("0", "0.5", "0")),
        ("720.01", ("0", "1", "0")),
        ("1440", ("0", "1", "0")),
        ("1440.01", ("0", "1.2", "0")),
    ],
)
def test_e3_2_counts_minutes(minutes: str, parts: tuple[str, str, str]) -> None:
    systems = {"市垂系统总数": 1, "市垂系统已打通数": 1, "国垂应对接事项数": 1, "自建政务服务业务系统总数": 1}
    found = score_one(NAME, "E3-2", systems | {"回传平均时长": minutes})
    assert (found.base, found.deduction, found.bonus) == tuple(Fraction(part) for part in parts)


def test_d4_1_gives_ten_ranks_points() -> None:
    marks = {f"市{rank}": 100 - rank for rank in range(1, 13)} | {"没有报送": 0}
    found = score_all(NAME, "D4-1", {name: ("", {"开放典型案例评分": mark}) for name, mark in marks.items()})
    expected = [Fraction(11 - rank, 10) for rank in range(1, 11)]
    assert [found[name].bonus for name in marks] == [*expected, 0, 0, 0]


def test_d4_1_gives_ties_the_better_rank() -> None:
    marks = {"甲": 90, "乙": 90, "丙": 80, "丁": 0}
    found = score_all(NAME, "D4-1", {name: ("", {"开放典型案例评分": mark}) for name, mark in marks.items()})
    assert [found[name].bonus for name in marks] == [1, 1, Fraction("0.8"), 0]


@pytest.mark.parametrize(
    ("before", "now", "parts"),
    [
        (100, 149, ("0", "0")),
        (100, 150, ("1.5", "0")),
        (100, 151, ("1.5", "0.1")),
        (100, 159, ("1.5", "0.9")),
        (100, 160, ("1.5", "1")),
        (100, 500, ("1.5", "1")),
        (149, 149, ("0", "0")),
        (150, 150, ("1.5", "0")),
        (150, 100, ("1.5", "0")),
    ],
)
def test_c1_1_grows_by_datasets(before: int, now: int, parts: tuple[str, str]) -> None:
    facts = {"常住人口": 6_000_000, "2020年末共享结构化数据集数": before, "共享结构化数据集数": now}
    found = score_one(NAME, "C1-1", facts)
    assert (found.base, found.bonus) == tuple(Fraction(part) for part in parts)


@pytest.mark.parametrize(
    ("volume", "bonus"),
    [("1000", "0"), ("1099.9999", "0"), ("1100", "0.1"), ("1999", "0.9"), ("2000", "1"), ("9000", "1")],
)
def test_c1_1_grows_by_full_steps_of_volume(volume: str, bonus: str) -> None:
    found = score_one(NAME, "C1-1", {"常住人口": 1_000_000, "共享结构化数据总量": volume})
    assert found.bonus == Fraction(bonus)
