"""A check over real HTTP: what is asked, how it is judged, what is kept of it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from shuheng.accounts.models import Agency
from shuheng.audit.models import AuditRow
from shuheng.quality.models import Outage, Probe
from shuheng.quality.places.secrets import seal
from tests.rooms.probes.rounds import BARRED, DAY, DOWN, FINE, MONDAY, probed, registered, seen
from tests.rooms.probes.server import Answer, Handler, Served, clinics, good, interface, say, say_json

pytestmark = pytest.mark.django_db


def check(agency: Agency, answer: Answer, **more: Any) -> tuple[Probe, Served]:
    """The final attempt, and what the interface was asked."""
    with interface(answer) as served:
        if "volume_address" in more:
            more |= {"volume_address": served.address + more["volume_address"], "volume_query": True}
        one = registered(agency, "诊所查询", served.address + "/clinics?key=1", **more)
        probed(one)
    return one.probes.get(final=True), served


def test_a_good_answer_is_kept_with_its_figures(health: Agency) -> None:
    probe, served = check(health, good)
    assert (probe.outcome, probe.code, probe.attempt, probe.status) == ("passed", "", 1, 200)
    assert (probe.rows, probe.fields_ok, probe.volume, probe.volume_code) == (
        3,
        True,
        None,
        "volume-undeclared",
    )
    assert probe.size == len(json.dumps(clinics(), ensure_ascii=False).encode())
    assert probe.connect_ms is not None
    assert probe.connect_ms <= (probe.first_byte_ms or 0) <= (probe.total_ms or 0) < 3000
    assert [(method, path) for method, path, _, _ in served.asked] == [("GET", "/clinics?key=1")]
    assert not Outage.objects.exists()


def test_headers_and_body_are_sent(health: Agency) -> None:
    secret = seal(json.dumps({"X-Token": "t-1", "Content-Type": "application/json"}))
    _, served = check(health, good, method="POST", body='{"page": 1}', secret=secret)
    method, _, headers, body = served.asked[0]
    assert (method, headers["X-Token"], headers["Content-Type"], body) == (
        "POST",
        "t-1",
        "application/json",
        b'{"page": 1}',
    )
    assert headers["Host"] == served.address.removeprefix("http://")


def test_headers_that_cannot_be_opened_are_no_fault_of_the_interface(health: Agency) -> None:
    probe, served = check(health, good, secret="gAAAA-other-key")
    assert (probe.outcome, probe.code, served.times) == ("unknown", "probe-secret", 0)
    assert not Outage.objects.exists()


@pytest.mark.parametrize(
    ("body", "code", "rows", "fields_ok"),
    [
        ({"data": {"rows": []}}, "", 0, None),
        ({"data": {"rows": [{"名称": "甲"}]}}, "probe-fields", 1, False),
        ({"code": 500, "msg": "系统错误"}, "probe-rows", None, None),
        ({"data": {"rows": None}}, "probe-rows", None, None),
    ],
)
def test_rows_and_fields_are_judged(
    health: Agency, body: object, code: str, rows: int | None, fields_ok: bool | None
) -> None:
    probe, _ = check(health, lambda _, handler: say_json(handler, body))
    assert (probe.code, probe.rows, probe.fields_ok) == (code, rows, fields_ok)


def test_xml_is_read_by_the_same_path(health: Agency) -> None:
    rows = "".join(f"<row><名称>第{n}</名称><床位>{n}</床位></row>" for n in range(4))
    probe, _ = check(
        health, lambda _, h: say(h, f"<data><rows>{rows}</rows></data>".encode()), rows_path="data.rows.row"
    )
    assert (probe.code, probe.rows, probe.fields_ok) == ("", 4, True)


def test_without_a_declaration_only_the_call_counts(health: Agency) -> None:
    probe, _ = check(health, lambda _, h: say(h, b"pong"), rows_path="", fields=[])
    assert (probe.outcome, probe.rows, probe.fields_ok) == ("passed", None, None)


def test_another_status_can_be_the_right_one(health: Agency) -> None:
    probe, _ = check(health, lambda _, h: say(h, b"", 204), rows_path="", fields=[], expected_status=204)
    assert probe.outcome == "passed"


@pytest.mark.parametrize(
    ("path", "volume"), [("", 1299), ("data.total", 3), ("header:X-Total", 88), ("header:X", None)]
)
def test_the_volume_is_asked(health: Agency, path: str, volume: int | None) -> None:
    def answer(_: Served, handler: Handler) -> None:
        body = clinics() | ({"count": 1299} if "volume" in handler.path else {})
        say_json(handler, body, X_Total="88")

    probe, served = check(health, answer, volume_address="/volume", volume_path=path)
    assert (probe.volume, probe.volume_code) == (volume, "" if volume is not None else "volume-missing")
    assert served.asked[-1][0] == ("HEAD" if path.startswith("header:") else "GET")


def test_slow_is_callable_and_says_so(health: Agency) -> None:
    def late(served: Served, handler: Handler) -> None:
        served.over.wait(0.1)
        good(served, handler)

    probe, served = check(health, late, latency_ms=50)
    assert (probe.outcome, probe.code, served.times) == ("slow", "probe-slow", 1)
    assert "上限 50 毫秒" in probe.message
    assert not Outage.objects.exists()


def test_a_failure_is_tried_again_at_once_twice(health: Agency) -> None:
    probe, served = check(health, lambda _, h: say(h, b"", 500))
    assert (served.times, probe.attempt, probe.code) == (3, 3, "probe-status")
    assert list(probe.interface.probes.order_by("pk").values_list("attempt", "final")) == [
        (1, False),
        (2, False),
        (3, True),
    ]
    assert Outage.objects.count() == 1


def test_what_recovers_at_once_has_passed(health: Agency) -> None:
    def answer(served: Served, handler: Handler) -> None:
        say(handler, b"", 503) if served.times == 1 else good(served, handler)

    probe, served = check(health, answer)
    assert (served.times, probe.attempt, probe.outcome) == (2, 2, "passed")
    assert not Outage.objects.exists()


def test_an_outage_opens_goes_on_and_ends(health: Agency) -> None:
    one = registered(health, "诊所查询")
    first = seen(one, MONDAY, DOWN, DOWN, DOWN)
    outage = Outage.objects.get()
    assert (outage.first, outage.told, str(outage.due)) == (first, MONDAY, "2025-03-04")
    seen(one, MONDAY + DAY, BARRED)
    seen(one, MONDAY + 2 * DAY, DOWN)
    outage.refresh_from_db()
    assert (outage.last_failure, outage.recovered) == (MONDAY + 2 * DAY, None)
    back = seen(one, MONDAY + 3 * DAY, FINE)
    outage.refresh_from_db()
    assert (outage.recovery, outage.recovered) == (back, MONDAY + 3 * DAY)
    seen(one, MONDAY + 4 * DAY, DOWN)
    assert Outage.objects.count() == 2
    acts = list(
        AuditRow.objects.filter(thing_type="Outage").order_by("number").values_list("action", flat=True)
    )
    assert acts == ["quality.probe_outage", "quality.probe_recovered", "quality.probe_outage"]


def test_the_clock_knows_spring_festival_and_years_without_a_calendar(health: Agency) -> None:
    eve = MONDAY.replace(month=1, day=27)  # 2025: off from 28 January to 4 February
    seen(registered(health, "甲"), eve, DOWN)
    far = MONDAY.replace(year=2071)
    seen(registered(health, "乙"), far, DOWN)
    assert [str(one.due) for one in Outage.objects.order_by("pk")] == ["2025-02-05", "None"]


def test_a_probe_is_never_changed(health: Agency) -> None:
    probe = seen(registered(health, "甲"), MONDAY, FINE)
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        Probe.objects.filter(pk=probe.pk).update(outcome="failed", code="x")


def test_moments_are_those_of_the_check(health: Agency) -> None:
    assert seen(registered(health, "甲"), MONDAY + timedelta(hours=3), FINE).at == MONDAY + timedelta(hours=3)
