"""更新周期: spellings of portals, ISO 8601, vocabularies; what promises nothing stays unknown."""

import pytest

from shuheng.engines.harvest.values import read_cycle
from shuheng.engines.harvest.values.cycles import CYCLES, PERIODS, SPELLINGS
from shuheng.terms import UpdateCycle

EU = "http://publications.europa.eu/resource/authority/frequency/"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("每年", "yearly"),
        ("年", "yearly"),
        ("一年", "yearly"),
        ("按年", "yearly"),
        ("年度", "yearly"),
        ("12个月", "yearly"),
        ("１２个月", "yearly"),
        (" 每 年 ", "yearly"),
        ("每年更新", "yearly"),
        ("每半年", "half_yearly"),
        ("半年", "half_yearly"),
        ("季度", "quarterly"),
        ("每三个月", "quarterly"),
        ("每月更新一次", "monthly"),
        ("每旬", "ten_day"),
        ("每星期", "weekly"),
        ("每天", "daily"),
        ("每日", "daily"),
        ("即时", "realtime"),
        ("不定时", "irregular"),
        ("不定期更新", "irregular"),
        ("静态数据", "static"),
        ("不更新", "static"),
        ("Annually", "yearly"),
        ("R/P1Y", "yearly"),
        ("R/P3M", "quarterly"),
        ("R/PT1S", "realtime"),
        ("P1W", "weekly"),
        (EU + "ANNUAL_2", "half_yearly"),
        (EU + "UPDATE_CONT", "realtime"),
        (EU + "NEVER", "static"),
        ("http://purl.org/cld/freq/monthly", "monthly"),
        ("http://inspire.ec.europa.eu/metadata-codelist/MaintenanceFrequency/asNeeded", "irregular"),
    ],
)
def test_known_spellings(written: str, code: str) -> None:
    assert read_cycle(written) == (code, "")


@pytest.mark.parametrize(
    "written",
    ["其他", "其它", "每半月", "每三年", "R/P10Y", "1", "2022-12-07", EU + "OTHER", EU + "BIENNIAL", "更新"],
)
def test_what_is_no_cycle_of_ours_stays_unknown(written: str) -> None:
    assert read_cycle(written) == (None, "cycle-unknown")


def test_no_spelling_belongs_to_two_cycles() -> None:
    assert sum(len(set(words.split())) for words in SPELLINGS.values()) == len(CYCLES)


def test_every_cycle_has_a_spelling_and_every_period_is_one() -> None:
    assert set(CYCLES.values()) == {cycle.value for cycle in UpdateCycle}
    assert set(PERIODS.values()) <= set(CYCLES.values())


@pytest.mark.parametrize("cycle", list(UpdateCycle), ids=str)
def test_the_title_the_house_shows_is_read_back(cycle: UpdateCycle) -> None:
    assert read_cycle(cycle.title.partition("（")[0]) == (cycle.value, "")
