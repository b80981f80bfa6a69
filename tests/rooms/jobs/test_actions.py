"""Starting, cancelling, running again, and taking up what was left; each leaves its row in the log."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_q.models import OrmQ

from shuheng.audit.chain import verify_chain
from shuheng.audit.models import AuditRow
from shuheng.jobs import actions
from shuheng.jobs.models import Job
from shuheng.jobs.processes import own_name
from shuheng.jobs.terms import JobState
from shuheng.jobs.worker import claim, run
from tests.rooms.jobs.conftest import counting, queued

pytestmark = pytest.mark.django_db
DEAD = own_name().rpartition("#")[0] + "#1"  # our number, another start
ELSEWHERE = "another-machine/boot/pid:[1]#77#1"


def acts() -> list[tuple[str, str, str]]:
    return [(row.actor, row.action, row.thing_id) for row in AuditRow.objects.order_by("number")]


def held_by(holder: str, *, silent: int = 0, attempts: int = 1, **more: object) -> Job:
    """A job that some worker runs, or ran."""
    job = queued()
    moment = timezone.now() - timedelta(seconds=silent)
    state = {"state": JobState.RUNNING, "started": moment, "heartbeat": moment}
    Job.objects.filter(pk=job.pk).update(holder=holder, attempts=attempts, **state, **more)
    job.refresh_from_db()
    return job


def test_a_started_job_waits_and_a_worker_is_woken(tmp_path: Path) -> None:
    job = counting(tmp_path)
    assert (job.state, job.done, job.total, job.attempts) == (JobState.QUEUED, 0, None, 0)
    assert OrmQ.objects.count() == 1
    assert acts() == [("测试员", "jobs.start", str(job.pk))]


def test_a_job_whose_caller_fails_was_never_there() -> None:
    def failing_act() -> None:
        with transaction.atomic():
            queued()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing_act()
    assert (Job.objects.count(), OrmQ.objects.count(), AuditRow.objects.count()) == (0, 0, 0)


def test_a_task_that_does_not_exist_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError, match="unknown task 'cuont'"):
        queued("cuont")


@pytest.mark.parametrize("value", [object(), float("nan"), b"x"])
def test_arguments_must_be_json(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        queued("count", value=value)
    assert Job.objects.count() == 0


def test_a_waiting_job_is_cancelled_at_once(tmp_path: Path) -> None:
    job = actions.cancel(job=counting(tmp_path), actor="局管理员")
    assert job.state == JobState.CANCELLED
    assert job.finished is not None
    assert run(job.pk) is None
    assert acts()[-1] == ("局管理员", "jobs.cancel", str(job.pk))


def test_a_running_job_is_asked_once() -> None:
    job = held_by(own_name())
    assert actions.cancel(job=job, actor="甲").cancel_requested
    actions.cancel(job=job, actor="乙")
    assert [act for act in acts() if act[1] == "jobs.cancel"] == [("甲", "jobs.cancel", str(job.pk))]


def test_an_ended_job_is_not_cancelled(tmp_path: Path) -> None:
    job = counting(tmp_path)
    run(job.pk)
    assert actions.cancel(job=job, actor="甲").state == JobState.DONE
    assert "jobs.cancel" not in {action for _, action, _ in acts()}


def test_running_again_is_a_new_job_that_names_the_old(tmp_path: Path) -> None:
    old = actions.cancel(job=counting(tmp_path, number=2), actor="甲")
    new = actions.retry(job=old, actor="乙")
    assert (new.task, new.arguments, new.again_of, new.actor) == (old.task, old.arguments, old, "乙")
    assert AuditRow.objects.latest("number").detail["again_of"] == old.pk
    done = run(new.pk)
    assert done is not None
    assert (done.state, done.done) == (JobState.DONE, 2)
    old.refresh_from_db()
    assert old.state == JobState.CANCELLED


def test_what_has_not_ended_cannot_be_run_again() -> None:
    with pytest.raises(ValueError, match="queued"):
        actions.retry(job=queued(), actor="甲")


def test_a_job_of_a_dead_process_waits_again_at_once() -> None:
    job = held_by(DEAD)
    before = OrmQ.objects.count()
    assert actions.resume(actor="系统").again == (job.pk,)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.QUEUED, 1)
    assert OrmQ.objects.count() == before + 1
    assert acts()[-1] == ("系统", "jobs.resume", str(job.pk))


@pytest.mark.parametrize(
    ("holder", "silent", "lost"),
    [
        (ELSEWHERE, 30, False),
        (ELSEWHERE, 61, True),
        (own_name(), 61, False),  # it lives: a long step, or a lock
        (own_name(), 601, True),
    ],
    ids=["elsewhere, shortly", "elsewhere, long", "here, long", "here, very long"],
)
def test_silence_is_judged_by_what_is_known_of_the_process(holder: str, silent: int, lost: bool) -> None:
    job = held_by(holder, silent=silent)
    assert bool(actions.resume(actor="系统").again) is lost
    job.refresh_from_db()
    assert job.state == (JobState.QUEUED if lost else JobState.RUNNING)


def test_after_three_attempts_a_lost_job_fails_in_words() -> None:
    job = held_by(DEAD, attempts=actions.MOST_ATTEMPTS)
    assert actions.resume(actor="系统").failed == (job.pk,)
    job.refresh_from_db()
    assert (job.state, job.problem_code) == (JobState.FAILED, "job-lost")
    assert "3 次中途退出" in job.problem


def test_a_lost_job_that_was_to_be_cancelled_is() -> None:
    job = held_by(DEAD, cancel_requested=True)
    assert actions.resume(actor="系统").cancelled == (job.pk,)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_resuming_twice_does_nothing_more() -> None:
    held_by(DEAD)
    actions.resume(actor="系统")
    assert actions.resume(actor="系统") == actions.Resumed()
    assert [action for _, action, _ in acts()].count("jobs.resume") == 1
    assert verify_chain().ok


def test_of_several_workers_one_gets_the_job() -> None:
    job = queued()
    first, second = claim(job.pk), claim(job.pk)
    assert first is not None
    assert (first.attempts, first.holder) == (1, own_name())
    assert second is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": JobState.DONE},
        {"finished": timezone.now()},
        {"state": JobState.RUNNING},
        {"state": JobState.FAILED, "finished": timezone.now()},
        {"problem_code": "x"},
        {"done": 3, "total": 2},
    ],
)
def test_the_database_refuses_a_job_that_contradicts_itself(wrong: dict[str, object]) -> None:
    job = queued()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**wrong)
