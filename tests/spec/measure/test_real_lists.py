"""The measures on real lists: an independent recount, and the families of Suqian."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from shuheng.engines.measure import CatalogueFigures, Scope, answers, measure_catalogue
from shuheng.engines.measure.parameters import Question
from tests.spec.measure.entries import Row, table
from tests.spec.measure.lists import CYCLES, MACHINE, day, entries, formats, raw, rows

AS_OF, BASELINE = date(2023, 6, 20), date(2021, 12, 31)
CITIES = (
    "baise",
    "beihai",
    "chongzuo",
    "fangchenggang",
    "guigang",
    "guilin",
    "hechi",
    "hezhou",
    "laibin",
    "liuzhou",
    "nanning",
    "qinzhou",
    "wuzhou",
    "yulin",
)
DAYS = {"realtime": 1, "daily": 1, "weekly": 7}
MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


def list_of(shared: Path, name: str) -> Path:
    return next((shared / "data/catalogues/cn_portals").glob(f"{name}.json*"))


@cache
def measured(path: Path) -> tuple[list[Row], CatalogueFigures]:
    found = entries(path)
    return found, measure_catalogue(table(found), as_of=AS_OF, baseline_date=BASELINE)


def kept(record: dict[str, Any]) -> bool | None:
    """On time, counted another way than the engine counts: back from the day of measuring."""
    updated, cycle = day(record, "更新时间"), CYCLES[record["更新频率"]]
    if updated is None or updated > AS_OF:
        return None
    if cycle in DAYS:
        return AS_OF - timedelta(days=DAYS[cycle]) <= updated
    months = (AS_OF.year - updated.year) * 12 + AS_OF.month - updated.month
    return months < MONTHS[cycle] or (months == MONTHS[cycle] and updated.day >= AS_OF.day)


def recount(records: list[dict[str, Any]]) -> dict[str, tuple[int, ...]]:
    """A few lines of Python over the raw records."""
    counted = [rows(record) for record in records]
    known = [number for number in counted if number is not None]
    promised = [
        kept(record) for record in records if CYCLES.get(record["更新频率"], "irregular") != "irregular"
    ]
    machine = [bool(set(formats(record)) & (MACHINE | {"api"})) for record in records]
    low = [number <= 10 for number in known]
    return {
        "entries": (len(records), 0, 0),
        "volume": (len(known), sum(known), len(records) - len(known)),
        "low_capacity": (low.count(True), low.count(False), len(records) - len(known)),
        "structured": (machine.count(True), machine.count(False), 0),
        "periodic": (len(promised), len(records) - len(promised), 0),
        "on_time": (promised.count(True), promised.count(False), promised.count(None)),
        "new_entries": (
            sum(str(record["发布时间"]) > "2021-12-31" for record in records),
            sum(str(record["发布时间"]) <= "2021-12-31" for record in records),
            0,
        ),
    }


@pytest.mark.parametrize("city", CITIES)
def test_a_recount_of_the_raw_list_agrees_to_the_entry(city: str, shared: Path) -> None:
    path = list_of(shared, f"guangxi_{city}")
    figures = {code: measured(path)[1].figure(f"guangxi_{city}", code) for code in recount(raw(path))}
    found = {
        code: (one.yes, one.no if one.amount is None else one.amount, one.unknown)
        for code, one in figures.items()
    }
    assert found == recount(raw(path))


@pytest.mark.parametrize("name", ["guangxi_chongzuo", "guangxi_guigang", "jiangsu_suqian"])
def test_the_twins_agree_on_real_entries(name: str, shared: Path) -> None:
    found, result = measured(list_of(shared, name))
    by_hand, flags = answers(found, Question(AS_OF, BASELINE)), result.flags.to_pylist()
    for code, told in by_hand.items():
        expected = [(told[row["entry_id"]][0], told[row["entry_id"]][1].value) for row in flags]
        assert [(row[f"{code}__asked"], row[code]) for row in flags] == expected, code


def test_suqian_has_2296_entries_without_rows(shared: Path) -> None:
    figure = measured(list_of(shared, "jiangsu_suqian"))[1].figure("jiangsu_suqian", "no_rows")
    assert (figure.yes, figure.unknown, figure.denominator) == (2296, 0, 2661)


def test_the_families_of_suqian_are_found(shared: Path) -> None:
    found, result = measured(list_of(shared, "jiangsu_suqian"))
    titles = {row["entry_id"]: row["title"] for row in found}
    families = {row["stem"]: row for row in result.families.to_pylist()}
    members: dict[int, list[Row]] = {}
    for row in result.members.to_pylist():
        members.setdefault(row["family"], []).append(row)

    permits = families["行政许可公示信息"]
    assert (permits["entries"], permits["kinds"], permits["times"]) == (172, "department", 1)
    assert {row["time"] for row in members[permits["family"]]} == {"2018"}
    pattern = {number for number, title in titles.items() if title.startswith("[2018]行政许可公示信息_")}
    assert {row["entry_id"] for row in members[permits["family"]]} == pattern

    places = families["地图点位信息"]
    of_sihong = [row for row in members[places["family"]] if row["region"] == "泗洪县"]
    told = {number for number, title in titles.items() if title.startswith("泗洪县_") and "地图点位" in title}
    assert {row["entry_id"] for row in of_sihong} == told
    assert len(told) == 180
    assert "category" in places["kinds"].split(",")


def test_one_title_in_eight_counties_is_a_family_and_a_doubled_title(shared: Path) -> None:
    found, result = measured(list_of(shared, "guangxi_chongzuo"))
    eight = next(row for row in result.families.to_pylist() if row["stem"] == "城市低保金发放公示")
    assert (eight["entries"], eight["providers"], eight["kinds"]) == (8, 8, "provider")
    numbers = {row["entry_id"] for row in found if row["title"] == "城市低保金发放公示"}
    doubled = {row["entry_id"] for row in result.flags.to_pylist() if row["duplicate_titles"]}
    same = {row["entry_id"] for row in result.flags.to_pylist() if row["duplicates"]}
    assert (numbers <= doubled, numbers & same) == (True, set())


def test_the_opening_scope_of_an_open_list_is_the_whole_list(shared: Path) -> None:
    result = measured(list_of(shared, "guangxi_liuzhou"))[1]
    opening, sharing = (
        result.figure("guangxi_liuzhou", "entries", scope) for scope in (Scope.OPENING, Scope.SHARING)
    )
    assert (opening.yes + opening.unknown, sharing.yes, sharing.unknown) == (1540, 0, 1540)
