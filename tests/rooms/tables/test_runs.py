"""Runs: what they keep, what stops them and what does not, and how they go on."""

import pytest

from shuheng.jobs.progress import Cancelled, Progress, Snapshot
from shuheng.problems import ProblemsError
from shuheng.quality.models import DataTable, TableResult, TableRun
from shuheng.quality.tables import runs
from shuheng.quality.tables.orders import TableOrder
from shuheng.quality.tables.stored import path_of
from tests.cast import Cast
from tests.rooms.tables.conftest import AS_OF, CLEAN, DIRTY, EMPTY_CELLS, ROWS, Bringer, Maker, run_over

pytestmark = pytest.mark.django_db


def figure(result: TableResult, measure: str, column: str = "") -> tuple[int | None, int | None]:
    found = result.figures.get(measure=measure, column=column)
    return found.value, found.whole


def codes(error: ProblemsError) -> list[str]:
    return [one.code for one in error.problems]


def test_a_run_keeps_figures_of_table_and_columns(make: Maker) -> None:
    run = run_over(make(text=DIRTY))
    result = run.results.get()
    assert (run.state, result.state, result.rows) == ("done", "measured", ROWS)
    assert figure(result, "rows") == (ROWS, None)
    assert figure(result, "empty_cells", "名称") == (EMPTY_CELLS, ROWS)
    assert figure(result, "empty_cells") == (EMPTY_CELLS, 3 * ROWS)
    assert [one["name"] for one in result.columns] == ["编号", "名称", "数量"]


def test_one_broken_table_does_not_stop_the_rest(make: Maker) -> None:
    good, gone, touched = make("好"), make("没了", DIRTY), make("改过", CLEAN + "A999,多,1\n")
    path_of(version_hash(gone)).unlink()
    path_of(version_hash(touched)).write_bytes(b"something else")
    run = run_over(good, gone, touched)
    found = {one.table.title: (one.state, one.problem_code) for one in run.results.all()}
    assert found == {
        "好": ("measured", ""),
        "没了": ("failed", "table-file-gone"),
        "改过": ("failed", "table-file-changed"),
    }
    assert run.state == "done"
    assert not run.results.get(table=gone).figures.exists()


def version_hash(table: DataTable) -> str:
    assert table.current is not None
    return table.current.parquet_sha256


def test_only_what_failed_is_run_again(make: Maker, bring: Bringer) -> None:
    good, gone = make("好"), make("没了", DIRTY)
    path_of(version_hash(gone)).unlink()
    run = run_over(good, gone)
    bring(gone, DIRTY)
    again = runs.again(run=run, within=None, actor="测试员")
    assert [one.table for one in again.results.all()] == [gone]
    assert again.again_of == run
    runs.carry_out(again, Progress())
    assert again.results.get().state == "measured"
    with pytest.raises(ProblemsError) as error:
        runs.again(run=again, within=None, actor="测试员")
    assert codes(error.value) == ["run-nothing"]


def test_a_cancelled_run_keeps_what_it_has_and_goes_on_from_there(make: Maker) -> None:
    tables = [make(f"表{n}") for n in range(3)]
    run = runs.open_run(order=TableOrder(AS_OF, tuple(one.pk for one in tables)), actor="测试员")

    def stop_at_second(now: Snapshot) -> None:
        if now.done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        runs.carry_out(run, Progress(stop_at_second, every=0))
    run.refresh_from_db()
    assert run.state == "cancelled"
    first = run.results.get(state="measured")
    runs.carry_out(run, Progress())
    first_again = run.results.get(pk=first.pk)
    assert first_again.finished == first.finished
    assert run.results.filter(state="measured").count() == 3
    assert run.state == "done"


def test_a_killed_run_goes_on_where_it_was(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    tables = [make(f"表{n}") for n in range(2)]
    run = runs.open_run(order=TableOrder(AS_OF, tuple(one.pk for one in tables)), actor="测试员")
    runs.measure_one(run.results.select_related("table__current", "run").order_by("pk")[0])
    kept = run.results.get(state="measured")
    figures = set(kept.figures.values_list("pk", flat=True))
    runs.carry_out(TableRun.objects.get(pk=run.pk), Progress())
    assert set(kept.figures.values_list("pk", flat=True)) == figures
    assert run.results.filter(state="measured").count() == 2


def test_a_sampled_run_says_so_everywhere(make: Maker) -> None:
    run = run_over(make(text=DIRTY), every=2)
    result = run.results.get()
    assert "每 2 行抽 1 行" in run.title
    assert result.how
    assert set(result.figures.filter(column="名称").values_list("how", flat=True)) == {"sampled"}


@pytest.mark.parametrize(("every", "code"), [(1, "run-sample"), (0, "run-sample"), (100_001, "run-sample")])
def test_an_interval_that_is_none_is_refused(make: Maker, every: int, code: str) -> None:
    table = make()
    with pytest.raises(ProblemsError) as error:
        runs.open_run(order=TableOrder(AS_OF, (table.pk,), every=every), actor="测试员")
    assert codes(error.value) == [code]
    assert not TableRun.objects.exists()


def test_an_order_narrows_by_agency_with_those_below(make: Maker, cast: Cast) -> None:
    make("健康"), make("水利", agency="city-a-water"), make("乙市", agency="city-b-health")
    run = runs.open_run(order=TableOrder(AS_OF, agency=cast.agency("city-a")), actor="测试员")
    assert {one.table.title for one in run.results.all()} == {"健康", "水利"}


def test_an_order_of_all_stays_within_what_one_may_measure(make: Maker, cast: Cast) -> None:
    make("健康"), make("乙市", agency="city-b-health")
    order = TableOrder(AS_OF, within=(cast.agency("city-b-health").pk,))
    run = runs.open_run(order=order, actor="测试员")
    assert [one.table.title for one in run.results.all()] == ["乙市"]


@pytest.mark.parametrize(("fate", "code"), [("gone", "table-file-gone"), ("touched", "table-file-changed")])
def test_a_file_that_goes_or_changes_during_the_run_is_told(make: Maker, fate: str, code: str) -> None:
    first, second, third = make("先"), make("后", DIRTY), make("再后", CLEAN + "A021,多,1\n")
    tables = (first, second, third)
    run = runs.open_run(order=TableOrder(AS_OF, tuple(one.pk for one in tables)), actor="测试员")

    def meddle(now: Snapshot) -> None:
        if now.done == 1:
            path = path_of(version_hash(second))
            path.unlink() if fate == "gone" else path.write_bytes(b"PAR1")

    runs.carry_out(run, Progress(meddle, every=0))
    found = {one.table.title: one.problem_code for one in run.results.all()}
    assert found == {"先": "", "后": code, "再后": ""}
    assert run.results.filter(state="measured").count() == 2


def test_a_mistake_of_ours_is_one_tables_and_is_not_hidden(make: Maker) -> None:
    broken, good = make("坏"), make("好", DIRTY)
    DataTable.objects.filter(pk=broken.pk).update(keys=[["编号", 5]])  # what no form can write
    run = run_over(broken, good)
    assert run.results.get(table=broken).state == "failed"
    assert run.results.get(table=good).state == "measured"
