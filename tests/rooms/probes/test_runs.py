"""Rounds: many at once, one bad one among them, cancelled, taken up again, started by schedule."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.module_loading import import_string
from django_q.models import Schedule

from shuheng.accounts.models import Agency
from shuheng.jobs.models import Job
from shuheng.jobs.progress import Cancelled, Progress, Snapshot
from shuheng.jobs.worker import run as run_job
from shuheng.problems import ProblemsError
from shuheng.quality.models import Outage, ProbedInterface, ProbeRun
from shuheng.quality.probes.actions import add_interface
from shuheng.quality.probes.runs import carry_out, open_run, tally_of
from shuheng.quality.probes.schedule import due_interfaces, probe_due, tick
from shuheng.quality.probes.terms import RunReason
from shuheng.quality.probes.wanted import read_interface
from tests.cast import Cast
from tests.rooms.probes.rounds import DAY, DOWN, FINE, MONDAY, QUICK, a_run, probed, registered, seen
from tests.rooms.probes.server import Handler, Served, good, interface, say

pytestmark = pytest.mark.django_db


def by_path(served: Served, handler: Handler) -> None:
    """Good, hanging or broken, as the address says."""
    if "hang" in handler.path:
        served.over.wait(10)
    elif "bad" in handler.path:
        say(handler, b"", 500)
    else:
        good(served, handler)


def test_one_bad_interface_never_stops_the_rest(health: Agency) -> None:
    with interface(by_path) as served:
        paths = ["hang", "bad", *(f"good{n}" for n in range(12))]
        many = [registered(health, path, f"{served.address}/{path}") for path in paths]
        many.append(registered(health, "ours", "http://elsewhere.example/"))
        began = time.monotonic()
        tally = probed(*many)
    assert time.monotonic() - began < 20
    assert (tally.passed, tally.failed, tally.unknown) == (12, 2, 1)
    assert tally.words == "正常 12，无法调用 2，未能检测 1"
    assert set(Outage.objects.values_list("interface__title", flat=True)) == {"hang", "bad"}


def test_a_fault_of_ours_is_said_and_held_against_nobody(health: Agency) -> None:
    broken = registered(health, "甲", fields=[{"name": "x", "type": "no such type", "required": True}])
    with interface(lambda _, h: say(h, b'{"data": {"rows": [{"x": 1}]}}')) as served:
        broken.address = served.address
        broken.save()
        tally = probed(broken)
    probe = broken.probes.get()
    assert (tally.unknown, probe.code, probe.message) == (1, "probe-crashed", "探测程序出错：KeyError")
    assert not Outage.objects.exists()


def test_cancelled_it_ends_soon_keeps_what_was_done_and_goes_on_later(health: Agency) -> None:
    def cancel(now: Snapshot) -> None:
        if now.done == 3:
            raise Cancelled

    with interface(by_path) as served:
        many = [registered(health, f"{n}", f"{served.address}/good{n}") for n in range(3)]
        many += [registered(health, f"挂{n}", f"{served.address}/hang{n}") for n in range(8)]
        run = a_run(*many)
        began = time.monotonic()
        with pytest.raises(Cancelled):
            carry_out(run, Progress(cancel, every=0), bounds=QUICK, now=MONDAY)
        assert time.monotonic() - began < 10
        run.refresh_from_db()
        assert (run.finished, run.probes.filter(final=True).count()) == (None, 3)
        ProbedInterface.objects.filter(title__startswith="挂").update(address=f"{served.address}/good")
        tally = carry_out(run, Progress(), bounds=QUICK, now=MONDAY + DAY)
    run.refresh_from_db()
    assert (tally.passed, run.finished) == (11, MONDAY + DAY)
    assert run.probes.filter(final=True, at=MONDAY).count() == 3
    for thread in threading.enumerate():
        if thread.name.startswith("probe"):
            thread.join(QUICK.total * QUICK.tries)
            assert not thread.is_alive()


def test_done_twice_it_changes_nothing(health: Agency) -> None:
    with interface(good) as served:
        run = a_run(registered(health, "甲", served.address))
        first = carry_out(run, Progress(), bounds=QUICK)
        assert carry_out(run, Progress(), bounds=QUICK) == first == tally_of(run)
        assert served.times == 1


def test_a_started_round_runs_as_a_job_with_progress(health: Agency) -> None:
    with interface(good) as served:
        one = registered(health, "甲", served.address)
        run = open_run(interfaces=[one], title="甲", actor="测试员")
        job = Job.objects.get()
        assert (run.job, job.title) == (job, "接口探测：甲")
        done = run_job(job.pk, every=0)
    assert done is not None
    assert (done.state, done.problem, done.done, done.total) == ("done", "", 1, 1)
    assert (done.summary, done.link) == ("探测完成：正常 1。", reverse("probe-run", args=[run.pk]))


def test_no_round_without_interfaces(health: Agency) -> None:
    with pytest.raises(ProblemsError, match="probe-none"):
        open_run(interfaces=[], title="空", actor="测试员")
    stopped = registered(health, "停", active=False)
    run = a_run(stopped)
    assert carry_out(run, Progress(), bounds=QUICK).words == "没有要探测的接口"
    assert not ProbeRun.objects.filter(finished=None).exists()


def test_what_is_due(health: Agency) -> None:
    monday = date(2025, 3, 3)
    daily, weekly, monthly, _, down, stopped = (
        registered(health, title, rhythm=rhythm, active=title != "停")
        for title, rhythm in (
            ("日", "daily"), ("周", "weekly"), ("月", "monthly"), ("新", "monthly"), ("断", "monthly"), ("停", "daily"),
        )
    )  # fmt: skip
    for one in (daily, weekly, monthly, stopped):
        seen(one, MONDAY, FINE)
    seen(down, MONDAY, DOWN)

    def due(day: date) -> set[str]:
        return {one.title for one in due_interfaces(day)}

    assert due(monday) == {"新"}
    assert due(date(2025, 3, 4)) == {"新", "日", "断"}
    assert due(date(2025, 3, 8)) == set()  # a Saturday
    assert due(date(2025, 3, 10)) == {"新", "日", "断", "周"}
    assert due(date(2025, 4, 1)) == {"新", "日", "断", "周", "月"}
    assert due(date(2025, 5, 1)) == set()  # Labour Day
    assert due(date(2071, 3, 3)) == {"新", "日", "断", "周", "月"}


def test_the_schedule_starts_one_round_at_a_time(health: Agency) -> None:
    registered(health, "甲")
    run = probe_due(actor="系统", today=date(2025, 3, 4))
    assert run is not None
    assert (run.reason, run.title, run.asked) == (RunReason.SCHEDULE, "2025-03-04 按周期", run.asked)
    assert probe_due(actor="系统", today=date(2025, 3, 4)) is None
    assert Job.objects.count() == 1


def test_the_tick_waits_for_office_hours_and_days(health: Agency) -> None:
    registered(health, "甲")
    assert tick(MONDAY - timedelta(minutes=1)) is None  # 8:59
    assert tick(MONDAY + 5 * DAY) is None  # Saturday
    number = tick(MONDAY)
    assert number is not None
    assert ProbeRun.objects.get(pk=number).actor == "系统（按周期）"
    assert tick(MONDAY) is None


def test_the_first_interface_sets_the_tick_up_once(cast: Cast, health: Agency) -> None:
    for title in "甲乙":
        said = {
            "agency": health.code,
            "title": title,
            "platform": "共享平台",
            "address": "http://127.0.0.1:1/",
        }
        add_interface(wanted=read_interface(said, {health.code: health}), by=cast.visitor("大数据局管理员"))
    assert import_string(Schedule.objects.get().func) is tick
