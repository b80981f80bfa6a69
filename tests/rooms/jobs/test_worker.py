"""How an attempt ends: done, failed in words, cancelled, taken over, interrupted."""

import logging
import threading
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shuheng.audit.models import AuditRow
from shuheng.jobs import actions, reports
from shuheng.jobs.models import Job
from shuheng.jobs.progress import Progress
from shuheng.jobs.stopping import stopping
from shuheng.jobs.terms import JobState
from shuheng.jobs.worker import run
from tests.rooms.jobs import tasks
from tests.rooms.jobs.conftest import counting, queued

pytestmark = pytest.mark.django_db


def ended(job: Job) -> Job:
    found = run(job.pk, every=0)
    assert found is not None
    return found


def test_a_job_that_is_done_says_what_came_of_it(tmp_path: Path) -> None:
    job = ended(counting(tmp_path, number=4))
    assert (job.state, job.done, job.total, job.attempts) == (JobState.DONE, 4, 4, 1)
    assert (job.summary, job.link, job.message) == ("共 4 个", "/calendar/", "第 4 个")
    assert job.started is not None
    assert job.finished is not None
    assert job.started <= job.finished <= timezone.now()


def test_a_job_runs_once(tmp_path: Path) -> None:
    job = ended(counting(tmp_path))
    assert run(job.pk) is None
    assert run(999_999) is None
    assert len(list(tmp_path.glob("attempt-*"))) == 1


def test_a_crash_is_said_without_details_and_logged_with_them(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        job = ended(queued("crash"))
    assert (job.state, job.problem_code, job.done) == (JobState.FAILED, "job-crashed", 1)
    assert "ZeroDivisionError" in job.problem
    assert str(job.pk) in job.problem
    assert "secret detail" not in job.problem
    assert "secret detail" in caplog.text


def test_what_a_crashed_task_had_begun_is_not_kept() -> None:
    ended(queued("crash"))
    assert not AuditRow.objects.filter(action="half").exists()


def test_a_problem_for_people_is_shown_as_it_is() -> None:
    job = ended(queued("refuse"))
    assert (job.state, job.problem_code) == (JobState.FAILED, "list-empty")
    assert job.problem == "清单里没有记录，请检查来源。"


def test_many_problems_are_listed_and_counted() -> None:
    job = ended(queued("list-problems", number=25))
    lines = job.problem.splitlines()
    assert (job.problem_code, len(lines)) == ("cell-wrong", 21)
    assert lines[0] == "第 1 行：第 1 格不对。〔cell-wrong〕"
    assert lines[-1] == "另有 5 处问题。"


def test_a_result_that_cannot_be_kept_is_a_crash(caplog: pytest.LogCaptureFixture) -> None:
    assert ended(queued("odd")).problem_code == "job-crashed"
    assert "not JSON serializable" in caplog.text


def test_a_task_that_no_longer_exists_is_said() -> None:
    job = queued()
    Job.objects.update(task="gone")
    assert ended(job).problem_code == "job-unknown-task"


@pytest.mark.parametrize("task", ["count", "stubborn"])
def test_a_cancelled_job_ends_at_the_next_step(
    task: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for while it runs: here by the task itself, before its second step."""
    job = queued(task, folder=str(tmp_path), number=1000)
    plain = tasks.TASKS[task]

    def asked(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
        actions.cancel(job=job, actor="局管理员")
        return plain(progress, arguments)

    monkeypatch.setitem(tasks.TASKS, task, asked)
    found = ended(job)
    assert found.state == JobState.CANCELLED
    assert found.done < 1000
    assert found.result is None


def test_a_job_given_to_another_worker_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    job = counting(tmp_path)
    plain = tasks.TASKS["count"]

    def taken_over(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
        Job.objects.filter(pk=job.pk).update(attempts=2, holder="another")
        return plain(progress, arguments)

    monkeypatch.setitem(tasks.TASKS, "count", taken_over)
    found = ended(job)
    assert (found.state, found.attempts, found.holder) == (JobState.RUNNING, 2, "another")
    assert found.result is None


def test_the_last_word_does_not_go_over_another_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    job = queued("stubborn", number=0)

    def taken_over(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
        Job.objects.filter(pk=job.pk).update(attempts=2)
        return {}

    monkeypatch.setitem(tasks.TASKS, "stubborn", taken_over)
    assert ended(job).state == JobState.RUNNING


def test_a_worker_that_is_stopping_takes_nothing_new(tmp_path: Path) -> None:
    job = counting(tmp_path)
    stopping.set()
    try:
        assert run(job.pk) is None
    finally:
        stopping.clear()
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_a_terminal_that_breaks_off_cancels_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    job = queued("sleep", seconds=0)

    def broken_off(progress: Progress, arguments: dict[str, object]) -> dict[str, object]:
        raise KeyboardInterrupt

    monkeypatch.setitem(tasks.TASKS, "sleep", broken_off)
    with pytest.raises(KeyboardInterrupt):
        run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_a_thousand_steps_cost_a_few_statements() -> None:
    job = queued("stubborn", number=1000)
    with CaptureQueriesContext(
        connection,
    ) as said:
        run(job.pk)
    assert len(said) < 20


def test_inside_a_transaction_no_thread_is_started(tmp_path: Path) -> None:
    job = counting(tmp_path)
    with reports.report_of(job) as report:
        assert isinstance(report, reports.Direct)
        assert not any(thread.name == f"job-{job.pk}" for thread in threading.enumerate())
