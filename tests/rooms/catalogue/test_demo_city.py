"""The demonstration city: as many entries as annex 1 asks for, and measures that find exactly the planted faults."""

import re
from pathlib import Path

import pyarrow as pa
import pytest

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import OPERATOR
from shuheng.audit.models import AuditRow
from shuheng.catalogue.demo import AS_OF, FAULTS, DemoEntry, demo_city, places, words
from shuheng.catalogue.demo.faults import SERIES
from shuheng.catalogue.demo.load import load_demo_city
from shuheng.catalogue.models import CatalogueEntry, InformationItem
from shuheng.engines.measure import COLUMNS, CatalogueFigures, Scope, measure_catalogue

Place = tuple[int, int]
PLANTED = {fault.code: set(places(fault)) for fault in FAULTS}
NAMES = {"name-extension", "name-test", "name-brackets", "name-digits"}
ABSTRACTS = {"abstract-missing", "abstract-placeholder", "abstract-title", "updated-in-future"}
# Measure, the answer it gives for the planted entries, and the faults that lead to this answer.
FOUND: tuple[tuple[str, bool | None, set[str]], ...] = (
    ("no_rows", True, {"no-rows"}),
    ("low_capacity", True, {"no-rows", "low-capacity", "ten-rows"}),
    ("low_capacity", None, {"rows-unknown"}),
    ("mounted", False, {"not-mounted"}),
    ("structured", False, {"unstructured", "not-mounted"}),
    ("names_ok", False, NAMES),
    ("metadata_ok", False, ABSTRACTS),
    ("items_present", False, {"items-missing"}),
    ("grade_present", False, {"grade-missing"}),
    ("grade_plausible", False, {"grade-implausible"}),
    ("grade_plausible", None, {"grade-missing"}),
    ("overdue", True, {"overdue"}),
    ("on_time", False, {"overdue"}),
    ("on_time", None, {"updated-unknown", "updated-in-future", "cycle-unknown"}),
    ("irregular", True, {"irregular"}),
    ("static", True, {"static"}),
    ("cycle_unknown", True, {"cycle-unknown"}),
    ("can_publish", False, {"not-can-publish"}),
    ("published_of_can", False, {"not-published"}),
)


@pytest.fixture(scope="module")
def city() -> list[DemoEntry]:
    return list(demo_city())


@pytest.fixture(scope="module")
def measured(city: list[DemoEntry]) -> CatalogueFigures:
    rows = [row_of(number, entry) for number, entry in enumerate(city, 1)]
    return measure_catalogue(pa.Table.from_pylist(rows, schema=COLUMNS), as_of=AS_OF)


def row_of(number: int, entry: DemoEntry) -> dict[str, object]:
    plain = {name: getattr(entry, name, None) for name in COLUMNS.names}
    return plain | {
        "entry_id": number,
        "agency": f"{entry.unit:02}",
        "provider": words.UNITS[entry.unit - 1][0],
        "keywords": "；".join(entry.keywords),
        "formats": ",".join(entry.formats),
        "items": len(entry.item_names),
        "items_text": "；".join(entry.item_names),
        "resources_known": True,
        "should_publish": True,
    }


def answered(
    city: list[DemoEntry], measured: CatalogueFigures, measure: str, answer: bool | None
) -> set[Place]:
    """The places whose entries were asked and got this answer."""
    flags = measured.flags.sort_by("entry_id")
    values, asked = flags.column(measure).to_pylist(), flags.column(f"{measure}__asked").to_pylist()
    return {
        (entry.unit, entry.number)
        for entry, value, was_asked in zip(city, values, asked, strict=True)
        if was_asked and value is answer
    }


def test_every_unit_has_its_target(city: list[DemoEntry]) -> None:
    assert len(city) == 1_793
    assert len(words.UNITS) == 63
    assert list(demo_city()) == city
    for unit, (_, target, _) in enumerate(words.UNITS, 1):
        assert sum(entry.unit == unit for entry in city) == target


def test_targets_are_those_of_the_document(shared: Path) -> None:
    text = (shared / "documents" / "wuxi-work-points-2021.txt").read_text(encoding="utf-8")
    annex = text[text.index("序号\t部门（单位）\t开放数据集") :]
    lines = re.findall(r"^(\d+)\t(\S+)\t(\d+)$", annex, re.MULTILINE)[:63]
    assert [int(target) for _, _, target in lines] == [target for _, target, _ in words.UNITS]
    assert [name for _, name, _ in lines][:53] == [name for name, _, _ in words.UNITS][:53]


def test_no_planted_fault_hides_another(city: list[DemoEntry]) -> None:
    every = [place for found in PLANTED.values() for place in found]
    series = {(one.unit, one.first + n) for one in SERIES for n in range(len(one.titles))}
    assert len(every) == len(set(every))
    assert set(every) <= {(entry.unit, entry.number) for entry in city}
    assert not series & set(every)


@pytest.mark.parametrize(
    ("measure", "answer", "faults"), FOUND, ids=[f"{measure}-{answer}" for measure, answer, _ in FOUND]
)
def test_measures_find_what_was_planted_and_nothing_else(
    city: list[DemoEntry], measured: CatalogueFigures, measure: str, answer: bool | None, faults: set[str]
) -> None:
    planted = set[Place]().union(*(PLANTED[fault] for fault in faults))
    assert answered(city, measured, measure, answer) == planted


def test_entries_that_may_not_be_opened_are_out_of_scope(measured: CatalogueFigures) -> None:
    for unit, _ in PLANTED["not-open"]:
        every = measured.figure(f"{unit:02}", "entries", Scope.ALL).yes
        assert measured.figure(f"{unit:02}", "entries", Scope.OPENING).yes == every - 1


def test_doubled_titles_are_found_with_what_they_double(
    city: list[DemoEntry], measured: CatalogueFigures
) -> None:
    planted = PLANTED["duplicate-title"]
    doubled = planted | {(unit, number - 1) for unit, number in planted}
    assert answered(city, measured, "duplicate_titles", True) == doubled


def test_families_are_found_whole(city: list[DemoEntry], measured: CatalogueFigures) -> None:
    found = answered(city, measured, "fragmented", answer=True)
    assert found == {(one.unit, one.first + n) for one in SERIES for n in range(len(one.titles))}
    families = {(one["agency"], one["entries"]): one["kinds"] for one in measured.families.to_pylist()}
    assert families == {(f"{one.unit:02}", len(one.titles)): one.cut for one in SERIES}


@pytest.mark.django_db
def test_the_city_is_loaded_once() -> None:
    city = load_demo_city(by=OPERATOR)
    entries = CatalogueEntry.objects.filter(agency__parent=city)
    assert Agency.objects.filter(parent=city, demo=True).count() == 63
    assert entries.count() == entries.filter(demo=True).count() == 1_793
    assert InformationItem.objects.filter(entry__in=entries).count() == sum(
        len(entry.item_names) for entry in demo_city()
    )
    rows = AuditRow.objects.count()
    load_demo_city(by=OPERATOR)
    assert (entries.count(), AuditRow.objects.count()) == (1_793, rows)
