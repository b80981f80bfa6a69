"""Cleaning from the trial to the undoing: what changes, what is kept, what is refused."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from shuheng.audit.models import AuditRow
from shuheng.jobs.terms import JobState
from shuheng.problems import ProblemsError
from shuheng.quality.cleaning import actions
from shuheng.quality.models import Cleaning, DataTable, TableVersion
from shuheng.quality.tables.actions import archive
from shuheng.quality.tables.stored import path_of
from tests.rooms.cleaning.conftest import CLEANED, RULES, Tried, finished
from tests.rooms.tables.conftest import Bringer, run_over


def rows(version: TableVersion | None) -> list[tuple[str | None, ...]]:
    assert version is not None
    table = pq.read_table(path_of(version.parquet_sha256))
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def code(error: pytest.ExceptionInfo[ProblemsError]) -> str:
    return error.value.problems[0].code


def acts() -> list[str]:
    found = AuditRow.objects.filter(thing_type="Cleaning").order_by("number")
    return [row.action.removeprefix("cleaning.") for row in found]


def test_a_trial_changes_nothing(table: DataTable, tried: Tried) -> None:
    before = table.current
    found = tried()
    table.refresh_from_db()
    assert table.current == before
    assert (found.state, found.rows_in, found.rows_out, found.rows_apart) == ("proposed", 5, 3, 2)
    assert {(one.kind, one.column): one.count for one in found.counts.all()} == {
        ("trim", "姓名"): 1,
        ("half_width", "备注"): 1,
        ("empty", "备注"): 2,
        ("date", "登记日期"): 3,
        ("upper", "证件号码"): 1,
        ("check", "证件号码"): 1,
        ("deduplicate", ""): 1,
    }
    assert found.job is not None
    assert found.job.result is not None
    assert found.job.result["link"].endswith(f"/quality/cleaning/{found.pk}/")


def test_applied_it_is_the_data_and_undone_it_is_back(table: DataTable, tried: Tried) -> None:
    first = table.current
    applied = actions.apply(cleaning=tried(), actor="甲")
    table.refresh_from_db()
    assert (table.current, applied.applied_by) == (applied.after, "甲")
    assert rows(table.current) == CLEANED
    undone = finished(actions.start_undo(cleaning=applied, actor="乙"))
    table.refresh_from_db()
    assert (undone.state, undone.undone_by, table.current) == ("undone", "乙", undone.restored)
    assert first is not None
    assert table.current is not None
    assert table.current.parquet_sha256 == first.parquet_sha256
    assert table.current.reading == {"undone_cleaning": applied.pk, "same_bytes": True}
    assert [one.origin for one in table.versions.order_by("number")] == ["upload", "cleaned", "undone"]
    assert acts() == ["start", "try", "apply", "start_undo", "undo"]


def test_what_was_cleaned_measures_clean(table: DataTable, tried: Tried) -> None:
    roles = {"证件号码": "identity", "登记日期": "date"}
    DataTable.objects.filter(pk=table.pk).update(roles=roles)

    def faults() -> dict[str, int | None]:
        result = run_over(table).results.get()
        wanted = {("format_identity", "证件号码"), ("duplicate_rows", ""), ("placeholder_cells", "备注")}
        return {one.measure: one.value for one in result.figures.all() if (one.measure, one.column) in wanted}

    assert faults() == {"format_identity": 2, "duplicate_rows": 0, "placeholder_cells": 2}
    actions.apply(cleaning=tried(), actor="甲")
    table.refresh_from_db()
    assert faults() == {"format_identity": 0, "duplicate_rows": 0, "placeholder_cells": 0}
    again = tried()
    assert (again.cells_changed, again.rows_apart) == (0, 0)


def test_a_trial_that_newer_data_overtook_cannot_be_applied(
    table: DataTable, tried: Tried, bring: Bringer
) -> None:
    found = tried()
    version = bring(table, "编号\nB1\n")
    with pytest.raises(ProblemsError) as error:
        actions.apply(cleaning=found, actor="甲")
    assert code(error) == "cleaning-stale"
    table.refresh_from_db()
    assert table.current == version
    assert table.versions.count() == 2


def test_a_cleaning_under_newer_data_cannot_be_undone(table: DataTable, tried: Tried, bring: Bringer) -> None:
    applied = actions.apply(cleaning=tried(), actor="甲")
    asked = actions.start_undo(cleaning=applied, actor="乙")
    bring(table, "编号\nB1\n")
    with pytest.raises(ProblemsError) as error:
        actions.start_undo(cleaning=applied, actor="乙")
    assert code(error) == "cleaning-newer"
    late = finished(asked)
    assert late.state == "applied"
    assert late.job is not None
    assert (late.job.state, late.job.problem_code) == (JobState.FAILED, "cleaning-newer")


def test_nobody_does_the_same_twice(tried: Tried) -> None:
    applied = actions.apply(cleaning=tried(), actor="甲")
    for action in (actions.apply, actions.drop):
        with pytest.raises(ProblemsError) as error:
            action(cleaning=applied, actor="乙")
        assert code(error) == "cleaning-state"
    undone = finished(actions.start_undo(cleaning=applied, actor="乙"))
    assert actions.undo(cleaning=undone, actor="丙").undone_by == "乙"
    with pytest.raises(ProblemsError) as error:
        actions.start_undo(cleaning=undone, actor="乙")
    assert code(error) == "cleaning-state"


def test_a_trial_given_up_stays_so(table: DataTable, tried: Tried) -> None:
    waiting = actions.start(table=table, rules=RULES, actor="测试员")
    dropped = actions.drop(cleaning=waiting, actor="甲")
    assert dropped.job is not None
    dropped.job.refresh_from_db()
    assert (dropped.state, dropped.job.state) == ("dropped", JobState.CANCELLED)
    assert actions.drop(cleaning=tried(), actor="甲").state == "dropped"


@pytest.mark.parametrize("name", actions.FILES)
def test_a_touched_file_stops_the_undoing(name: str, table: DataTable, tried: Tried) -> None:
    applied = actions.apply(cleaning=tried(), actor="甲")
    path_of(applied.files[name]).write_bytes(b"other")
    late = finished(actions.start_undo(cleaning=applied, actor="乙"))
    assert late.job is not None
    assert (late.state, late.job.problem_code) == ("applied", "table-file-changed")
    table.refresh_from_db()
    assert table.current == applied.after


def test_data_that_are_gone_are_named(table: DataTable, data_folder: Path) -> None:
    assert table.current is not None
    path_of(table.current.parquet_sha256).unlink()
    late = finished(actions.start(table=table, rules=RULES, actor="测试员"))
    assert late.job is not None
    assert (late.state, late.job.problem_code) == ("waiting", "table-file-gone")
    assert [path.name for path in (data_folder / "tables").glob("cleaning-*")] == []


def test_what_cannot_be_cleaned_is_refused(table: DataTable) -> None:
    with pytest.raises(ProblemsError) as error:
        actions.start(table=table, rules=RULES.replace("备注", "备往"), actor="测试员")
    assert [problem.code for problem in error.value.problems] == ["repair-column", "repair-column"]
    archive(table=table, actor="测试员")
    with pytest.raises(ProblemsError) as error:
        actions.start(table=table, rules=RULES, actor="测试员")
    assert code(error) == "cleaning-archived"
    table.current = None
    with pytest.raises(ProblemsError) as error:
        actions.start(table=table, rules=RULES, actor="测试员")
    assert code(error) == "cleaning-no-data"
    assert not Cleaning.objects.exists()
