"""What a task tells and hears."""

import pytest

from shuheng.jobs.progress import Cancelled, Progress, Snapshot, StopTask, TaskProblem


def told(every: float = 0) -> tuple[Progress, list[Snapshot]]:
    heard: list[Snapshot] = []
    return Progress(heard.append, every=every), heard


def test_each_step_is_told_with_the_total() -> None:
    progress, heard = told()
    progress.total(2)
    progress.step(1, "读取")
    progress.step(2)
    assert heard == [Snapshot(1, 2, "读取"), Snapshot(2, 2, "读取")]


def test_an_unknown_total_stays_unknown() -> None:
    progress, heard = told()
    progress.step(7)
    assert heard == [Snapshot(7, None, "")]


def test_more_steps_than_announced_raise_the_total() -> None:
    progress, heard = told()
    progress.total(2)
    progress.step(5)
    assert heard[-1] == Snapshot(5, 5, "")
    progress.total(3)
    assert progress.now.total == 5


def test_many_steps_are_told_now_and_then() -> None:
    progress, heard = told(every=60)
    for at in range(1, 1001):
        progress.step(at)
    assert heard == [Snapshot(1, None, "")]
    assert progress.now.done == 1000


def test_a_note_is_told_at_once() -> None:
    progress, heard = told(every=60)
    progress.step(1)
    progress.note("正在写入")
    assert heard[-1] == Snapshot(1, None, "正在写入")


def test_a_long_message_is_cut_to_what_the_row_holds() -> None:
    progress, heard = told()
    progress.step(1, "长" * 900)
    assert len(heard[0].message) == 500


def test_counts_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="counts from 0"):
        Progress().step(-1)


def test_what_is_told_may_stop_the_task_even_where_it_catches_everything() -> None:
    def refuse(_: Snapshot) -> None:
        raise Cancelled

    def one_record() -> None:
        try:
            Progress(refuse, every=0).step(1)
        except Exception:  # noqa: BLE001  # as a task does that goes on after a bad record
            pytest.fail("a task must not swallow its cancellation")

    with pytest.raises(StopTask):
        one_record()


def test_without_a_listener_it_is_silent() -> None:
    progress = Progress()
    progress.step(3, "无人在听")
    assert progress.now == Snapshot(3, None, "无人在听")


def test_a_problem_of_a_task_carries_code_and_words() -> None:
    assert str(TaskProblem("list-empty", "清单是空的。")) == "清单是空的。〔list-empty〕"
