"""Counts for the rubric: what was found, what is unknown, whose it is, and the clock of outages."""

from datetime import date, timedelta

import pytest

from shuheng.accounts.models import Agency
from shuheng.quality.models import DataPlace, Outage, PlaceCheck
from shuheng.quality.probes.attempt import Seen
from shuheng.quality.probes.checks import date_open_outages
from shuheng.quality.probes.clock import clock_of, is_overdue
from shuheng.quality.probes.facts import CheckCounts, ProbeCounts, probe_counts, table_counts
from shuheng.quality.probes.terms import Platform
from shuheng.workdays.actions import set_year
from shuheng.workdays.queries import calendar
from tests.cast import Cast
from tests.rooms.probes.rounds import BARRED, DAY, DOWN, FINE, MONDAY, registered, seen

pytestmark = pytest.mark.django_db
START, END = date(2025, 3, 1), date(2025, 3, 31)
SLOW = Seen("probe-slow", total_ms=9000, rows=3, volume=5, volume_code="")
ODD = Seen("probe-fields", total_ms=20, rows=3, fields_ok=False, volume_code="volume-failed")


def counts(*agencies: Agency, platform: Platform = Platform.SHARING, today: date = END) -> ProbeCounts:
    return probe_counts([one.pk for one in agencies], platform, START, END, today=today)


def test_nothing_probed_is_unknown_and_never_zero(health: Agency) -> None:
    found = counts(health)
    assert found.interfaces == found.probed == found.unasked == 0
    assert {found.checks, found.passed, found.callable_now, found.call_failures, found.outages_overdue} == {
        None
    }
    registered(health, "甲")
    found = counts(health)
    assert (found.interfaces, found.checks, found.without_volume_query, found.volume_unknown) == (
        1,
        None,
        None,
        1,
    )


def test_checks_are_counted_by_what_they_found(health: Agency) -> None:
    one, two, three = (registered(health, title) for title in "甲乙丙")
    seen(one, MONDAY, FINE)
    seen(one, MONDAY + DAY, DOWN, DOWN, DOWN)
    seen(two, MONDAY, DOWN, SLOW)
    seen(two, MONDAY + DAY, ODD)
    seen(three, MONDAY, BARRED)
    found = counts(health)
    assert (found.interfaces, found.probed, found.callable_now) == (3, 2, 1)
    assert (found.checks, found.passed, found.call_failures) == (4, 3, 1)
    assert (found.slow, found.odd, found.unasked) == (1, 1, 1)


def test_subtree_platform_and_period_are_kept_apart(cast: Cast, health: Agency) -> None:
    seen(registered(health, "甲"), MONDAY, FINE)
    seen(registered(health, "甲", platform="opening"), MONDAY, DOWN)
    seen(registered(cast.agency("city-b-health"), "甲"), MONDAY, FINE)
    edge = registered(cast.agency("city-a-water"), "乙")
    seen(edge, MONDAY.replace(day=31) + timedelta(hours=14, minutes=59), FINE)  # 23:59 in Shanghai
    seen(edge, MONDAY.replace(day=31) + timedelta(hours=15), FINE)  # midnight
    seen(edge, MONDAY.replace(month=2, day=28) + timedelta(hours=15), DOWN)  # midnight of 1 March
    assert counts(cast.agency("city-a")).checks == 3
    assert counts(cast.agency("city-a"), platform=Platform.OPENING).checks == 1
    assert counts(cast.agency("province")).checks == 4
    assert counts(health).checks == 1
    assert counts(cast.agency("city-a"), health).checks == 3


def test_overdue_is_what_a_check_found_after_the_working_day(health: Agency) -> None:
    friday = MONDAY + 4 * DAY  # 7 March 2025: due on Monday the 10th
    late, quick, slow_to_check, running = (
        registered(health, title) for title in ("迟", "快", "查得晚", "未到")
    )
    for one in (late, quick, slow_to_check):
        seen(one, friday, DOWN)
    seen(late, friday + 3 * DAY, DOWN)
    seen(quick, friday + 3 * DAY, FINE)
    verdicts = {one.interface.title: is_overdue(one, date(2025, 3, 10)) for one in Outage.objects.all()}
    assert verdicts == {"迟": False, "快": False, "查得晚": False}
    seen(late, friday + 4 * DAY, DOWN)
    seen(running, friday + 4 * DAY, DOWN)
    verdicts = {one.interface.title: is_overdue(one, date(2025, 3, 12)) for one in Outage.objects.all()}
    assert verdicts == {"迟": True, "快": False, "查得晚": None, "未到": False}
    found = counts(health, today=date(2025, 3, 12))
    assert (found.outages, found.outages_overdue, found.outages_unknown) == (4, None, 1)
    seen(slow_to_check, friday + 5 * DAY, FINE)
    found = counts(health, today=date(2025, 3, 12))
    assert (found.outages_overdue, found.outages_excused, found.outages_unknown) == (1, 0, 0)
    Outage.objects.filter(interface=late).update(
        excuse="机房检修", excuse_state="accepted", excuse_at=friday, decided_by="甲", decided_at=friday
    )
    found = counts(health, today=date(2025, 3, 12))
    assert (found.outages_overdue, found.outages_excused) == (1, 1)


def test_clocks_speak_in_working_days(health: Agency) -> None:
    one = registered(health, "甲")
    seen(one, MONDAY, DOWN)
    days = calendar()

    def said(day: int) -> tuple[str, str]:
        clock = clock_of(Outage.objects.get(), date(2025, 3, day), days)
        return clock.kind, clock.words

    assert said(3) == ("warn", "未到期")
    assert said(4) == ("warn", "今天到期")
    assert said(5) == ("unknown", "期限已过，之后还没有探测")
    seen(one, MONDAY + 2 * DAY, DOWN)
    assert said(10) == ("bad", "逾期 4 个工作日")
    seen(one, MONDAY + 8 * DAY, FINE)
    assert said(12) == ("warn", "已恢复，曾逾期")


def test_recovered_in_time_is_told_from_found_back_later(health: Agency) -> None:
    quick, found_later = registered(health, "快"), registered(health, "后见")
    for one, days in ((quick, 1), (found_later, 2)):
        seen(one, MONDAY, DOWN)
        seen(one, MONDAY + days * DAY, FINE)
    words = {one.interface.title: clock_of(one, END, calendar()) for one in Outage.objects.all()}
    assert {title: (clock.kind, clock.words) for title, clock in words.items()} == {
        "快": ("good", "按期恢复"),
        "后见": ("good", "已恢复，未见逾期"),
    }


def test_an_outage_in_a_year_without_a_calendar_is_dated_later(cast: Cast, health: Agency) -> None:
    one = registered(health, "甲")
    seen(one, MONDAY.replace(year=2071), DOWN)
    outage = Outage.objects.get()
    assert is_overdue(outage, date(2071, 12, 31)) is None
    assert clock_of(outage, date(2071, 12, 31), calendar()).kind == "unknown"
    assert date_open_outages(calendar()) == 0
    set_year(year=2071, days=[], source="演示", actor="测试员")
    assert date_open_outages(calendar()) == 1
    outage.refresh_from_db()
    assert outage.due == date(2071, 3, 4)


def test_volume_queries_are_known_or_not(health: Agency) -> None:
    address = {"volume_query": True, "volume_address": "http://127.0.0.1:1/n"}
    none, mute, fine, silent = (
        registered(health, title, **more)
        for title, more in (("无", {"volume_query": False}), ("哑", address), ("有", address), ("未问", {}))
    )
    seen(mute, MONDAY, ODD)
    seen(fine, MONDAY, SLOW)
    seen(fine, MONDAY + DAY, ODD)
    seen(silent, MONDAY, FINE)
    found = counts(health)
    assert (found.without_volume_query, found.with_volume_query, found.volume_unknown) == (2, 1, 1)
    assert none.pk


def test_checks_of_databases_are_the_checks_of_tables(cast: Cast, health: Agency) -> None:
    assert table_counts([health.pk], START, END) == CheckCounts(None, None)
    place = DataPlace.objects.create(
        agency=health,
        title="业务库",
        kind="postgresql",
        host="127.0.0.1",
        port=5432,
        database="d",
        user="u",
        actor="甲",
    )
    for code in ("", "place-unreachable", "place-host"):
        made = PlaceCheck.objects.create(
            place=place, actor="甲", milliseconds=3, tables=None if code else 2, problem_code=code
        )
        PlaceCheck.objects.filter(pk=made.pk).update(at=MONDAY)
    assert table_counts([cast.agency("city-a").pk], START, END) == CheckCounts(2, 1)
    assert table_counts([cast.agency("city-b").pk], START, END) == CheckCounts(None, None)
