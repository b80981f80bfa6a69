"""Interfaces, random checks and cleanings of a month, from what their rooms keep."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from shuheng.jobs.progress import Progress
from shuheng.quality.cleaning import actions
from shuheng.quality.models import Cleaning, SampleDraw, SampledThing, SampleFinding
from shuheng.quality.monthly.cleanings import cleaning_summary
from shuheng.quality.monthly.gather import monthly_quality
from shuheng.quality.monthly.interfaces import interfaces_of
from shuheng.quality.monthly.model import FindingLine, Sampling
from shuheng.quality.monthly.month import Month
from shuheng.quality.monthly.samples import sampling_of
from shuheng.quality.pictures import Share
from shuheng.quality.probes.terms import Outcome
from shuheng.quality.sampling.terms import Amount, FindingKind, SampledKind
from shuheng.quality.tables.actions import Behind, register
from shuheng.quality.tables.staging import Choice, staged
from shuheng.quality.tables.stored import folder, keep_file
from tests.cast import Cast
from tests.rooms.quality_reports import kept

MARCH = Month(2026, 3)
TODAY = date(2099, 1, 1)
RULES = "name: 清洗\nrules:\n  - rule: trim\n    columns: [名称]\n"
pytestmark = pytest.mark.django_db


def test_interfaces_count_checks_that_say_something(cast: Cast) -> None:
    city = cast.agency("city-a")
    assert interfaces_of(city, MARCH, MARCH.last) is None
    one = kept.interface(cast.agency("city-a-water"), "水位")
    kept.probe(one, date(2026, 3, 3), Outcome.UNKNOWN)
    assert interfaces_of(city, MARCH, MARCH.last) is None
    kept.probe(one, date(2026, 3, 4), Outcome.PASSED)
    kept.probe(one, date(2026, 3, 5), Outcome.SLOW)
    bad = kept.probe(one, date(2026, 3, 9), Outcome.FAILED)
    good = kept.probe(one, date(2026, 3, 12), Outcome.PASSED)
    kept.probe(one, date(2026, 4, 1), Outcome.FAILED)
    kept.probe(kept.interface(cast.agency("city-b-health"), "外"), date(2026, 3, 5), Outcome.FAILED)
    kept.outage(bad, date(2026, 3, 10), good)
    found = interfaces_of(city, MARCH, MARCH.last)
    assert found is not None
    assert (found.interfaces, found.share) == (1, Share(3, 4))
    assert (found.outages, found.overdue, found.excused) == (1, 1, 0)
    assert (found.lines[0].title, found.lines[0].overdue) == ("水位", 1)


@pytest.mark.parametrize(
    ("due", "recovered", "overdue"),
    [
        (date(2026, 3, 10), date(2026, 3, 10), 0),
        (date(2026, 3, 10), date(2026, 3, 11), 1),
        (date(2026, 3, 10), None, 1),
        (date(2026, 3, 31), None, 0),
        (None, None, 0),
    ],
)
def test_an_outage_is_overdue_after_its_day(
    cast: Cast, due: date | None, recovered: date | None, overdue: int
) -> None:
    one = kept.interface(cast.agency("city-a-water"), "水位")
    bad = kept.probe(one, date(2026, 3, 9), Outcome.FAILED)
    kept.outage(bad, due, kept.probe(one, recovered, Outcome.PASSED) if recovered else None)
    found = interfaces_of(cast.agency("city-a"), MARCH, MARCH.last)
    assert found is not None
    assert found.overdue == overdue


def test_probing_is_the_dimension_of_accessibility(cast: Cast) -> None:
    one = kept.interface(cast.agency("city-a-water"), "水位")
    kept.probe(one, date(2026, 3, 4), Outcome.PASSED)
    kept.probe(one, date(2026, 3, 5), Outcome.FAILED)
    month = monthly_quality(cast.agency("city-a"), MARCH, TODAY)
    assert month.dimensions[-1].title == "可访问性"
    assert month.dimensions[-1].share == Share(1, 2)
    assert month.agencies[0].name == "甲市水利局"
    assert month.agencies[0].shares[-1] == Share(1, 2)


def draw(cast: Cast, day: date) -> SampleDraw:
    return SampleDraw.objects.create(
        title="抽查",
        agency=cast.agency("city-a"),
        kind=SampledKind.TABLES,
        seed="x",
        amount=Amount.SIZE,
        number=2,
        population=9,
        population_file="c" * 64,
        actor="测试",
        day=day,
    )


def test_random_checks_count_things_and_finds(cast: Cast) -> None:
    city = cast.agency("city-a")
    assert sampling_of(city, MARCH) is None
    made, void = draw(cast, date(2026, 3, 5)), draw(cast, date(2026, 3, 6))
    SampleDraw.objects.filter(pk=void.pk).update(voided=timezone.now(), void_reason="抽错")
    water = cast.agency("city-a-water")
    for at, source in enumerate((made, made, void)):
        thing = SampledThing.objects.create(
            draw=source, position=at + 1, key=f"k{at}", title=f"表{at}", agency=water
        )
        SampleFinding.objects.create(thing=thing, kind=FindingKind.STALE)
    first = SampledThing.objects.get(draw=made, position=1)
    SampledThing.objects.filter(pk=first.pk).update(checked=timezone.now(), checked_by="测试")
    assert sampling_of(city, MARCH) == Sampling(1, 2, 1, (FindingLine("甲市水利局", "未及时更新", 2),))
    assert sampling_of(cast.agency("city-b"), MARCH) is None
    assert sampling_of(city, MARCH.after) is None


@pytest.fixture
def cleaned(cast: Cast, tmp_path: Path) -> Callable[[], Cleaning]:
    """A table with two dirty cells, repaired today by the room itself."""

    def make() -> Cleaning:
        path = tmp_path / "名录.csv"
        path.write_text("编号,名称\n1, 甲\n2,乙\n3,丙 \n", encoding="utf-8")
        behind = Behind(cast.agency("city-a-health"))
        table = register(behind=behind, title="名录", data=staged(keep_file(path), Choice()), actor="测试")
        cleaning = actions.start(table=table, rules=RULES, actor="测试")
        actions.try_out(cleaning=cleaning, progress=Progress())
        return actions.apply(cleaning=cleaning, actor="测试")

    return make


def test_a_cleaning_is_counted_in_its_month(cast: Cast, cleaned: Callable[[], Cleaning]) -> None:
    city, now = cast.agency("city-a"), Month.of(timezone.localdate())
    assert cleaning_summary(city, now, TODAY).rows is None
    cleaned()
    found = cleaning_summary(city, now, TODAY)
    assert (found.connected, found.nameless, found.rows, found.cleaned) == (1, 1, 3, 3)
    assert (found.cleanings, found.repaired, found.apart, found.anomalies) == (1, 2, 0, 2)
    assert [(one.kind, one.count, one.tables) for one in found.rules] == [("trim", 2, 1)]
    assert [one.versions for one in found.tables] == ["第 1 版 → 第 2 版"]
    assert {one.times for one in found.examples} == {1}
    assert found.unread == 0
    month = monthly_quality(city, now, TODAY)
    assert month.cleaning == found
    assert monthly_quality(city, now.before, TODAY).cleaning is None
    assert cleaning_summary(cast.agency("city-b"), now, TODAY).connected == 0


def test_a_lost_record_costs_the_examples_only(cast: Cast, cleaned: Callable[[], Cleaning]) -> None:
    digest = cleaned().files["changes"]
    for path in folder().rglob(f"*{digest[2:]}*"):
        path.unlink()
    found = cleaning_summary(cast.agency("city-a"), Month.of(timezone.localdate()), TODAY)
    assert (found.examples, found.unread, found.repaired) == ((), 1, 2)
