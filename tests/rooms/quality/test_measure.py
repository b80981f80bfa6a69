"""Measuring: the figures of known faults, frozen with the entries behind them; all of it or nothing."""

from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from shuheng.audit.models import AuditRow
from shuheng.catalogue.models import CatalogueEntry
from shuheng.engines.measure import MEASURES, Scope
from shuheng.quality import actions, snapshot
from shuheng.quality.actions import Order, measure
from shuheng.quality.models import MeasureFigure, MeasureRun
from shuheng.quality.queries.entries import ANSWERS, count_of, entries_behind
from tests.cast import Cast
from tests.rooms.quality.entries import AS_OF, BASELINE, entry

Entries = dict[str, CatalogueEntry]


def figure(
    run: MeasureRun, measure: str, scope: Scope = Scope.ALL, agency: str = "city-a-health"
) -> MeasureFigure:
    return run.figures.get(agency__code=agency, measure=measure, scope=scope.value)


def behind(found: MeasureFigure, answer: str) -> set[int]:
    chosen = next(one for one in ANSWERS if one == answer)
    return {one.entry_id for one in entries_behind(found, chosen)}


def test_the_faults_are_found_where_they_were_planted(run: MeasureRun, health: Entries) -> None:
    assert behind(figure(run, "low_capacity"), "yes") == {health["low"].pk}
    assert behind(figure(run, "low_capacity"), "unknown") == {health["rows"].pk}
    assert behind(figure(run, "overdue"), "yes") == {health["late"].pk}
    assert behind(figure(run, "structured"), "no") == {health["file"].pk}
    assert behind(figure(run, "structured"), "unknown") == {health["unknown"].pk}
    assert behind(figure(run, "irregular"), "yes") == {health["file"].pk}
    assert health["closed"].pk not in behind(figure(run, "entries", Scope.OPENING), "yes")
    assert behind(figure(run, "entries", Scope.OPENING), "unknown") == {health["unknown"].pk}


def test_the_drill_down_shows_exactly_what_every_figure_counts(run: MeasureRun) -> None:
    checked = 0
    for one in run.figures.select_related("agency", "run"):
        for answer in ANSWERS:
            wanted = (
                count_of(one, answer) if answer != "no" or MEASURES[one.measure].kind.value != "amount" else 0
            )
            assert len(entries_behind(one, answer)) == wanted, (one.measure, one.scope, answer)
            checked += 1
    assert checked == 2 * len(MEASURES) * len(Scope) * len(ANSWERS)


def test_the_city_counts_the_entries_of_its_units(run: MeasureRun) -> None:
    assert {one.agency.code: one.entries for one in run.measured.all()} == {"city-a": 8, "city-a-health": 8}
    for code in ("entries", "volume", "low_capacity"):
        own, above = figure(run, code), figure(run, code, agency="city-a")
        assert (own.yes, own.no, own.unknown, own.amount) == (
            above.yes,
            above.no,
            above.unknown,
            above.amount,
        )
    assert run.entries == 8


def test_the_rows_stay_as_they_were_measured(run: MeasureRun, health: Entries) -> None:
    low = health["low"]
    CatalogueEntry.objects.filter(pk=low.pk).update(title="药店名录（新）", rows=5_000)
    shown = entries_behind(figure(run, "low_capacity"), "yes")
    assert [(one.title, one.rows, one.now) for one in shown] == [("药店名录", 3, "计量后已修改")]
    again = measure(order=Order("2023", AS_OF, BASELINE), actor="测试员").run
    assert behind(figure(again, "low_capacity"), "yes") == set()
    assert behind(figure(run, "low_capacity"), "yes") == {low.pk}


def test_the_same_catalogue_gives_the_same_files(run: MeasureRun) -> None:
    again = measure(order=Order("2023", AS_OF, BASELINE), actor="测试员").run
    assert again.files == run.files
    assert again.folder != run.folder


def test_a_run_is_on_record_with_its_hashes(run: MeasureRun, folder: Path) -> None:
    row = AuditRow.objects.get(action="quality.measure")
    assert (row.actor, row.thing_id) == ("测试员", str(run.pk))
    assert row.detail["files"] == run.files
    kept = sorted(path.name for path in (folder / run.folder).iterdir())
    assert kept == [snapshot.ENTRIES, snapshot.FAMILIES]
    assert run.parameters["low_capacity_rows"] == 10


def test_what_fails_leaves_nothing_behind(
    cast: Cast, health: Entries, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(actions, "record", full)
    with pytest.raises(OSError, match="no space"):
        measure(order=Order("2023", AS_OF), actor="测试员")
    assert not MeasureRun.objects.exists()
    assert not MeasureFigure.objects.exists()
    assert list(folder.iterdir()) == []


def test_figures_cannot_be_changed(run: MeasureRun) -> None:
    for changed in (run.figures.all(), MeasureRun.objects.filter(pk=run.pk), run.measured.all()):
        field = {"MeasureFigure": "yes", "MeasureRun": "entries", "MeasuredAgency": "entries"}
        with pytest.raises(DatabaseError), transaction.atomic():
            changed.update(**{field[changed.model.__name__]: 1})


def test_demonstration_data_marks_the_run(cast: Cast) -> None:
    entry(cast.agency("city-b"), "演示名录", demo=True)
    assert measure(order=Order("2023", AS_OF), actor="测试员").run.demo
