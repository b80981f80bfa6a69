"""The small line of latencies and the counts beside it: exact, within its box, with gaps where calls failed."""

from datetime import date

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from shuheng.accounts.models import Agency
from shuheng.quality.models import Outage, Probe
from shuheng.quality.probes.attempt import Seen
from shuheng.quality.probes.queries.figures import HEIGHT, WIDTH, Availability, Trail, spark_of, trails
from tests.cast import Cast
from tests.rooms.probes.rounds import BARRED, DAY, DOWN, FINE, MONDAY, a_run, probed, registered, seen
from tests.rooms.probes.server import good, interface

OUTCOMES = st.sampled_from(["passed", "slow", "odd", "failed", "unknown"])
CHECKS = st.lists(st.tuples(OUTCOMES, st.none() | st.integers(0, 10**9)), max_size=60)


@settings(max_examples=50)
@given(CHECKS)
def test_the_line_stays_in_its_box_and_loses_nothing(said: list[tuple[str, int | None]]) -> None:
    trail = Trail(tuple(Probe(outcome=outcome, total_ms=ms) for outcome, ms in said))
    counted = [one for one in said if one[0] != "unknown"]
    good_ones = sum(outcome != "failed" for outcome, _ in counted)
    assert trail.availability == Availability(good_ones, len(counted))
    spark = trail.spark
    if spark is None:
        assert not counted
        return
    points = [pair.split(",") for line in spark.lines for pair in line.split(" ")] + [
        list(dot) for dot in spark.dots
    ]
    assert all(0 <= int(x) <= WIDTH and 0 <= int(y) <= HEIGHT for x, y in points)
    assert all(0 <= int(x) <= WIDTH for x in spark.marks)
    assert len(points) + len(spark.marks) == min(len(counted), 30)


def test_nothing_probed_has_no_line_and_no_share() -> None:
    assert spark_of([]) is None
    assert Availability(0, 0).share is None


@pytest.mark.django_db
def test_trails_keep_to_interface_and_period(health: Agency) -> None:
    one, two = registered(health, "甲"), registered(health, "乙")
    seen(one, MONDAY, DOWN, FINE)
    seen(one, MONDAY + DAY, BARRED)
    seen(two, MONDAY + 40 * DAY, FINE)
    found = trails([one.pk, two.pk], date(2025, 3, 1), date(2025, 3, 31))
    assert [(probe.outcome, probe.attempt) for probe in found[one.pk].checks] == [
        ("passed", 2),
        ("unknown", 1),
    ]
    assert found[one.pk].availability == Availability(1, 1)
    assert found[two.pk].checks == ()


@pytest.mark.django_db
def test_lists_are_narrowed_by_state(health: Agency) -> None:
    odd = Seen("probe-fields", "缺 床位", total_ms=5, fields_ok=False)
    for title, found in (("好", FINE), ("断", DOWN), ("异", odd)):
        seen(registered(health, title), MONDAY, found)
    registered(health, "新")
    registered(health, "停", active=False)
    client = Client(headers={"host": "localhost"})

    def titles(address: str) -> set[str]:
        shown = client.get(address).content.decode()
        return {title for title in "好断异新停" if f">{title}</a>" in shown}

    assert titles("/quality/probes/") == set("好断异新停")
    assert titles("/quality/probes/?state=down") == {"断"}
    assert titles("/quality/probes/?state=odd") == {"异"}
    assert titles("/quality/probes/?state=never") == {"新", "停"}
    assert titles("/quality/probes/?state=stopped") == {"停"}
    assert titles("/quality/probes/?q=甲市卫生") == set("好断异新停")
    assert titles("/quality/probes/outages/") == {"断"}
    assert titles("/quality/probes/outages/?shown=overdue") == set()
    Outage.objects.update(last_failure=MONDAY + 9 * DAY)
    assert titles("/quality/probes/outages/?shown=overdue") == {"断"}


@pytest.mark.django_db
def test_a_round_shows_what_waits_and_is_narrowed_by_conclusion(cast: Cast, health: Agency) -> None:
    with interface(good) as served:
        fine = registered(health, "好", served.address)
        down = registered(health, "断")
        barred = registered(health, "禁", "http://elsewhere.example/")
        probed(fine, down, barred)
    client = cast.client("填报人")
    address = f"/quality/probes/runs/{fine.probes.get().run_id}/"
    shown = client.get(address).content.decode()
    for words in ("全部 3", "正常 1", "无法调用 1", "未能检测 1", "不在允许探测的名单里"):
        assert words in shown, words
    only = client.get(f"{address}?only=failed").content.decode()
    assert (">断</a>" in only, ">好</a>" in only) == (True, False)
    waiting = client.get(f"/quality/probes/runs/{a_run(fine).pk}/").content.decode()
    assert "还没有结果" in waiting
