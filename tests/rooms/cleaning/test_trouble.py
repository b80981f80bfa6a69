"""Cleaning in bad weather: two at once, a cancelled trial, a full disk, odd tables, a job that is taken up again."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pyarrow.parquet as pq
import pytest
from django.utils import timezone

from shuheng.engines.measure.repair import load_rules
from shuheng.jobs.models import Job
from shuheng.jobs.progress import Cancelled, Progress, Snapshot
from shuheng.jobs.terms import JobState
from shuheng.problems import ProblemsError
from shuheng.quality.cleaning import actions
from shuheng.quality.cleaning.queries.period import cleaning_totals
from shuheng.quality.cleaning.records import apart_examples, change_examples, roles_of
from shuheng.quality.cleaning.tasks import clean, undo_cleaning
from shuheng.quality.models import Cleaning, CleaningCount, DataTable
from shuheng.quality.tables.stored import folder, path_of
from tests.cast import Cast
from tests.rooms.cleaning.conftest import RULES, Tried, finished
from tests.rooms.tables.conftest import Bringer, Maker

TRIM = "name: 去空白\nrules: [{rule: trim, columns: '*'}]"


def left_over() -> list[str]:
    """Files and folders of the kept data that are no whole files."""
    return [path.name for path in folder().iterdir() if len(path.name) != 64]


def test_a_cancelled_trial_leaves_nothing(table: DataTable) -> None:
    waiting = actions.start(table=table, rules=RULES, actor="甲")
    kept = sorted(path.name for path in folder().iterdir())

    def stop(_: Snapshot) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        actions.try_out(cleaning=waiting, progress=Progress(stop, every=0))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.files) == ("waiting", {})
    assert sorted(path.name for path in folder().iterdir()) == kept
    assert finished(waiting).state == "proposed"


def test_a_job_done_twice_does_the_same(table: DataTable, tried: Tried) -> None:
    found = tried()
    files, counts = found.files, CleaningCount.objects.count()
    assert "试算完成" in clean(Progress(), {"cleaning": found.pk})["summary"]
    found.refresh_from_db()
    assert (found.files, CleaningCount.objects.count()) == (files, counts)
    actions.apply(cleaning=found, actor="甲")
    for _ in range(2):
        said = undo_cleaning(Progress(), {"cleaning": found.pk, "actor": "乙"})
        assert "已恢复" in said["summary"]
    assert table.versions.count() == 3


def test_a_trial_given_up_while_it_runs_stays_given_up(table: DataTable) -> None:
    waiting = actions.start(table=table, rules=RULES, actor="甲")
    running = Cleaning.objects.select_related("table", "before", "job").get(pk=waiting.pk)
    actions.drop(cleaning=waiting, actor="乙")
    assert "已放弃" in clean(Progress(), {"cleaning": waiting.pk})["summary"]
    assert actions.try_out(cleaning=running, progress=Progress()).state == "dropped"
    assert not CleaningCount.objects.exists()


def test_of_two_who_apply_one_succeeds(table: DataTable, tried: Tried) -> None:
    found = tried()
    seen_by_both = [Cleaning.objects.get(pk=found.pk) for _ in range(2)]
    actions.apply(cleaning=seen_by_both[0], actor="甲")
    with pytest.raises(ProblemsError) as error:
        actions.apply(cleaning=seen_by_both[1], actor="乙")
    assert error.value.problems[0].code == "cleaning-state"
    assert table.versions.count() == 2


def test_two_trials_of_one_version_only_one_is_applied(tried: Tried) -> None:
    first, second = tried(), tried(TRIM)
    actions.apply(cleaning=first, actor="甲")
    with pytest.raises(ProblemsError) as error:
        actions.apply(cleaning=second, actor="甲")
    assert error.value.problems[0].code == "cleaning-stale"


@contextmanager
def no_file_over(size: int) -> Iterator[None]:
    """As on a disk that is full: no file of this process may grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_nothing_half_written(table: DataTable, tried: Tried) -> None:
    waiting = actions.start(table=table, rules=RULES, actor="甲")
    kept = sorted(path.name for path in folder().iterdir())
    with no_file_over(500), pytest.raises(ProblemsError) as error:
        actions.try_out(cleaning=waiting, progress=Progress())
    assert error.value.problems[0].code == "repair-disk"
    assert sorted(path.name for path in folder().iterdir()) == kept
    applied = actions.apply(cleaning=finished(waiting), actor="甲")
    kept = sorted(path.name for path in folder().iterdir())
    with no_file_over(500), pytest.raises(ProblemsError) as error:
        actions.undo(cleaning=applied, actor="甲")
    assert error.value.problems[0].code == "repair-disk"
    assert sorted(path.name for path in folder().iterdir()) == kept
    assert finished(actions.start_undo(cleaning=applied, actor="甲")).state == "undone"
    assert left_over() == []


def test_cleaned_twice_and_undone_twice(table: DataTable, tried: Tried, cast: Cast) -> None:
    first = table.current
    one = actions.apply(cleaning=tried(TRIM), actor="甲")
    two = actions.apply(cleaning=tried(), actor="甲")
    with pytest.raises(ProblemsError) as error:
        actions.start_undo(cleaning=one, actor="乙")
    assert error.value.problems[0].code == "cleaning-newer"
    actions.undo(cleaning=two, actor="乙")
    table.refresh_from_db()
    assert one.after is not None
    assert table.current is not None
    assert table.current.parquet_sha256 == one.after.parquet_sha256
    today = timezone.localdate()
    totals = cleaning_totals([cast.agency("city-a-health").pk], today, today)
    assert [cleaning.pk for cleaning in totals.tables[0].cleanings] == [one.pk]
    assert first is not None
    assert first.number == 1


@pytest.mark.parametrize(
    ("text", "rules", "changed", "apart"),
    [
        ("甲\n", RULES.split("rules:")[0] + "rules: [{rule: trim, columns: '*'}, {rule: deduplicate}]", 0, 0),
        ('"=cmd|x",甲,甲\n =1,@2,+3\n', TRIM, 1, 0),
        (",".join(f"列{n}" for n in range(3000)) + "\n" + ",".join([" x"] * 3000) + "\n", TRIM, 3000, 0),
        ("row,column,before\n 1,2,3\n1,2,3\n", TRIM[:-1] + ", {rule: deduplicate}]", 1, 1),
        ("名,名\n\x01 a,\u200b\n", TRIM, 1, 0),
    ],
    ids=[
        "no rows",
        "formulas",
        "three thousand columns",
        "names of our own",
        "doubled names and odd characters",
    ],
)
def test_odd_tables(text: str, rules: str, changed: int, apart: int, make: Maker, tried: Tried) -> None:
    table = make("怪表", text)
    first = table.current
    found = tried(rules, table)
    assert (found.state, found.cells_changed, found.rows_apart) == ("proposed", changed, apart)
    assert len(change_examples(found)) <= 200
    assert len(apart_examples(found)) == apart
    actions.apply(cleaning=found, actor="甲")
    undone = finished(actions.start_undo(cleaning=found, actor="乙"))
    assert undone.restored is not None
    assert first is not None
    assert undone.restored.parquet_sha256 == first.parquet_sha256


def test_masks_follow_what_people_said(table: DataTable, tried: Tried) -> None:
    found = tried()
    assert roles_of(table, ["编号", "姓名", "家庭住址"]) == {
        "编号": "",
        "姓名": "person",
        "家庭住址": "address",
    }
    DataTable.objects.filter(pk=table.pk).update(roles={"姓名": "text", "备注": "person"})
    found.table.refresh_from_db()
    roles = roles_of(found.table, found.before.columns)
    assert (roles["姓名"], roles["备注"]) == ("text", "person")
    assert {one.before for one in change_examples(found) if one.column == "备注"} >= {"无", "暂*", "Ｂ*"}


def test_the_record_is_bounded_and_whole(make: Maker, tried: Tried) -> None:
    lines = "\n".join(f" {n % 7} ,x{n}" for n in range(5000))
    found = tried(TRIM, make("长表", f"甲,乙\n{lines}\n"))
    assert found.cells_changed == 5000
    examples = change_examples(found)
    assert [(one.column, one.times) for one in examples] == [("甲", 715), ("甲", 715), ("甲", 714)]
    assert pq.ParquetFile(path_of(found.files["changes"])).metadata.num_rows == 5000


def test_a_code_list_that_was_retired_is_named(
    table: DataTable, make_list: Callable[[str], None], bring: Bringer
) -> None:
    rules = "name: 类别\nrules: [{rule: codes, columns: 备注, list: kind}]"
    with pytest.raises(ProblemsError) as error:
        actions.start(table=table, rules=rules, actor="甲")
    assert error.value.problems[0].code == "repair-list"
    make_list("kind")
    found = finished(actions.start(table=table, rules=rules, actor="甲"))
    assert [(one.column, one.count) for one in found.counts.all()] == [("备注", 1)]
    assert load_rules(rules).rules[0].code_list == "kind"
    assert Job.objects.filter(state=JobState.DONE).count() == 1
