"""A run that stops in the middle goes on where it was; one source is harvested by one process at a time."""

import pytest
from django.db import connection

from shuheng.accounts.visitors import OPERATOR
from shuheng.audit.models import AuditRow
from shuheng.catalogue.harvest import actions
from shuheng.catalogue.harvest.actions import TASK, Wish
from shuheng.catalogue.harvest.runs import carry_out as work
from shuheng.catalogue.harvest.runs.carry_out import Silent, carry_out
from shuheng.catalogue.harvest.runs.lock import only_one
from shuheng.catalogue.harvest.runs.tally import CountsError, Tally
from shuheng.catalogue.models import CatalogueEntry, HarvestRecord, HarvestRun, HarvestSource
from shuheng.jobs import worker
from shuheng.jobs.models import Job
from shuheng.jobs.progress import Cancelled
from shuheng.problems import ProblemsError
from tests.rooms.harvest.lists import counts, harvested, kept, opened, row, rows

pytestmark = pytest.mark.django_db


class StopsAfter(Silent):
    """Raises at the step after so many records, as a cancelled job or a dying process would end a run."""

    def __init__(self, number: int, error: BaseException) -> None:
        self.number = number
        self.error = error

    def step(self, done: int, message: str = "") -> None:
        if done >= self.number:
            raise self.error


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of ten, so that a small list has several."""
    monkeypatch.setattr(work, "CHUNK", 10)


def broken_off(run: HarvestRun, after: int) -> None:
    """Leave the run as a killed process would: the chunks so far are written, nobody wrote how it ended."""
    with pytest.raises(KeyboardInterrupt):
        carry_out(run, StopsAfter(after, KeyboardInterrupt()))
    run.refresh_from_db()
    assert (run.state, run.records) == ("running", after)


def test_it_goes_on_and_ends_as_if_nothing_had_happened(source: HarvestSource) -> None:
    listed = [*rows(45), row(46, 名称=""), row(47, 频率="看情况"), row(1)]
    run = opened(source, listed)
    broken_off(run, 20)
    assert CatalogueEntry.objects.count() == 20
    again = opened(source, listed)
    assert again.pk == run.pk
    assert counts(carry_out(again)) == (48, 46, 0, 0, 2)
    assert CatalogueEntry.objects.filter(first_run=run).count() == 46
    assert HarvestRecord.objects.filter(run=run).count() == 3
    assert again.summary["notes"] == {"cycle-unknown": 1}
    assert harvested(source, listed).unchanged == 46


def test_what_was_written_before_the_break_does_not_vanish_after_it(source: HarvestSource) -> None:
    harvested(source, rows(40))
    run = opened(source, [*rows(35), *[row(number) for number in range(41, 50)]])
    broken_off(run, 30)
    done = carry_out(opened(source, [*rows(35), *[row(number) for number in range(41, 50)]]))
    assert (done.pk, counts(done), done.vanished) == (run.pk, (44, 9, 0, 35, 0), 5)


def test_another_list_puts_an_end_to_a_run_that_was_left(source: HarvestSource) -> None:
    left = opened(source, rows(40))
    broken_off(left, 20)
    run = harvested(source, rows(25))
    left.refresh_from_db()
    assert (left.state, run.pk != left.pk, counts(run)) == ("stopped", True, (25, 5, 0, 20, 0))
    assert "中途退出" in left.problem
    with pytest.raises(ProblemsError, match="run-superseded"):
        carry_out(left)


def test_a_cancelled_job_keeps_what_it_wrote_and_can_be_run_again(source: HarvestSource) -> None:
    run = opened(source, rows(40))
    job = actions.start_job(run=run, by=OPERATOR)
    Job.objects.filter(pk=job.pk).update(cancel_requested=True)
    worker.run(job.pk, every=0)
    job.refresh_from_db()
    run.refresh_from_db()
    assert (job.state, run.state) == ("cancelled", "stopped")
    assert run.records < 40
    Job.objects.filter(pk=job.pk).update(state="queued", cancel_requested=False, finished=None)
    worker.run(job.pk, every=0)
    job.refresh_from_db()
    run.refresh_from_db()
    assert (job.state, run.state, counts(run)) == ("done", "done", (40, 40, 0, 0, 0))


def test_a_job_tells_how_far_it_is_and_links_to_the_report(source: HarvestSource) -> None:
    run = opened(source, rows(25))
    job = actions.start_job(run=run, by=OPERATOR)
    worker.run(job.pk, every=0)
    job.refresh_from_db()
    assert (job.task, job.state, job.done, job.total) == (TASK, "done", 25, 25)
    assert job.result is not None
    assert job.result["link"] == f"/harvest/runs/{run.pk}/"
    assert "读入 25，新增 25" in job.result["summary"]


def test_cancelling_through_the_task_itself_is_told(source: HarvestSource) -> None:
    run = opened(source, rows(30))
    with pytest.raises(Cancelled):
        carry_out(run, StopsAfter(10, Cancelled()))
    run.refresh_from_db()
    assert (run.state, run.records) == ("running", 10)  # the task writes how it ended, not the run


def test_a_mistake_of_the_program_is_told_and_can_be_run_again(source: HarvestSource) -> None:
    run = opened(source, rows(30))
    with pytest.raises(ZeroDivisionError):
        carry_out(run, StopsAfter(20, ZeroDivisionError()))
    run.refresh_from_db()
    assert (run.state, "程序出错（ZeroDivisionError）" in run.problem) == ("stopped", True)
    assert AuditRow.objects.filter(action="catalogue.harvest").count() == 1
    assert counts(carry_out(run)) == (30, 30, 0, 0, 0)


def test_one_harvest_per_source_at_a_time(source: HarvestSource) -> None:
    run = opened(source, rows(3))
    if connection.vendor == "postgresql":
        pytest.skip("an advisory lock belongs to a connection, and here is but one; see test_two_at_once")
    with only_one(source), pytest.raises(ProblemsError, match="正在采集"):
        carry_out(run)
    assert counts(carry_out(run)) == (3, 3, 0, 0, 0)


def test_a_finished_run_is_not_run_again(source: HarvestSource) -> None:
    run = harvested(source, rows(3))
    finished = run.finished
    assert carry_out(run).finished == finished


def test_no_run_without_a_confirmed_mapping_or_a_list(source: HarvestSource) -> None:
    with pytest.raises(ProblemsError, match="file-gone"):
        actions.open_run(source=source, kept=None, wish=Wish(), by=OPERATOR)
    HarvestSource.objects.update(mapping_confirmed_by="")
    source.refresh_from_db()
    with pytest.raises(ProblemsError, match="mapping-unconfirmed"):
        opened(source, rows(1))


def test_a_list_whose_file_is_gone_is_told(source: HarvestSource) -> None:
    listed = kept(rows(2))
    run = actions.open_run(source=source, kept=listed, wish=Wish(), by=OPERATOR)
    listed.path.unlink()
    with pytest.raises(ProblemsError, match="已经不在"):
        carry_out(run)
    run.refresh_from_db()
    assert run.state == "refused"


def test_counts_that_do_not_add_up_stop_everything() -> None:
    tally = Tally(records=3, added=1, refused=1)
    with pytest.raises(CountsError, match="3 records in, 2 accounted for"):
        tally.check()


def test_the_same_content_is_kept_once(source: HarvestSource) -> None:
    first, second = kept(rows(2), "a.json"), kept(rows(2), "b.json")
    assert (first.hash, first.path) == (second.hash, second.path)
    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.size == len(first.path.read_bytes())
