"""Drawing, saying what was found, counting it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shuheng.audit.models import AuditRow
from shuheng.catalogue.models import CatalogueEntry
from shuheng.problems import ProblemsError
from shuheng.quality.models import DataTable, SampleDraw, SampledThing
from shuheng.quality.sampling import actions
from shuheng.quality.sampling.actions import Said, make_draw, record_findings, void
from shuheng.quality.sampling.contents import contents
from shuheng.quality.sampling.queries.findings import findings
from shuheng.quality.sampling.queries.pages import is_same
from shuheng.quality.sampling.terms import Amount, FindingKind, SampledKind
from shuheng.quality.tables.stored import path_of
from tests.cast import Cast
from tests.rooms.sampling.conftest import order_of

Entries = list[CatalogueEntry]


def code(error: pytest.ExceptionInfo[ProblemsError]) -> str:
    return error.value.problems[0].code


def keys(made: SampleDraw) -> list[str]:
    return [one.key for one in made.things.all()]


def by_agency(made: SampleDraw) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in made.things.select_related("agency"):
        found[one.agency.code] = found.get(one.agency.code, 0) + 1
    return found


def test_the_same_seed_draws_the_same(cast: Cast, entries: Entries) -> None:
    first, second = (make_draw(order=order_of(cast), actor="甲") for _ in range(2))
    assert keys(first) == keys(second)
    assert first.population_file == second.population_file
    assert (first.population, by_agency(first)) == (16, {"city-a-health": 6, "city-a-water": 2})
    other = make_draw(order=order_of(cast, seed="2026-03-06"), actor="甲")
    assert keys(other) != keys(first)
    assert is_same(first)
    assert is_same(other)
    rows = AuditRow.objects.filter(action="sampling.draw")
    assert [row.detail["seed"] for row in rows] == ["2026-03-05", "2026-03-05", "2026-03-06"]


def test_a_seed_is_made_where_none_is_given(cast: Cast, entries: Entries) -> None:
    first, second = (make_draw(order=order_of(cast, seed=""), actor="甲") for _ in range(2))
    assert len(first.seed) == 16
    assert first.seed != second.seed


def test_what_was_drawn_cannot_be_swapped_unseen(cast: Cast, entries: Entries) -> None:
    made = make_draw(order=order_of(cast, number=3), actor="甲")
    one = made.things.all()[0]
    left = next(entry for entry in entries if f"entry-{entry.pk}" not in keys(made))
    SampledThing.objects.filter(pk=one.pk).update(key=f"entry-{left.pk}")
    assert not is_same(made)
    path_of(made.population_file).write_text("city-a\tentry-1\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as error:
        is_same(made)
    assert code(error) == "table-file-changed"


def test_tables_and_rows(cast: Cast, people: DataTable) -> None:
    tables = make_draw(order=order_of(cast, SampledKind.TABLES, number=5), actor="甲")
    assert [(one.title, one.table) for one in tables.things.all()] == [("人员", people)]
    rows = make_draw(order=order_of(cast, SampledKind.ROWS, Amount.SHARE, 10, table=people), actor="甲")
    drawn = list(rows.things.all())
    assert (rows.population, len(drawn)) == (40, 4)
    shown = contents(rows, drawn)
    first = drawn[0].row
    assert first is not None
    assert shown[first].startswith(f"编号=A{first}；姓名=张*")
    assert "138000" not in shown[first]
    assert contents(tables, tables.things.all()) == {}


def test_what_cannot_be_drawn(cast: Cast, people: DataTable, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "sample-empty": order_of(cast, agency="city-b"),
        "sample-each": order_of(cast, SampledKind.TABLES, Amount.EACH, by_agency=False),
    }
    for expected, order in wrong.items():
        with pytest.raises(ProblemsError) as error:
            make_draw(order=order, actor="甲")
        assert code(error) == expected
    rows = order_of(cast, SampledKind.ROWS, number=20, table=people)
    for name in ("MOST_DRAWN", "LARGEST_POPULATION"):
        with monkeypatch.context() as patch:
            patch.setattr(actions, name, 10)
            with pytest.raises(ProblemsError) as error:
                make_draw(order=rows, actor="甲")
            assert code(error) == "sample-many"
    assert not SampleDraw.objects.exists()


def test_findings_are_unknown_until_all_is_checked(cast: Cast, entries: Entries) -> None:
    today = timezone.localdate()
    agencies = [cast.agency(name) for name in ("city-a", "city-a-health", "city-a-water", "city-b")]
    city, health, water, other = agencies
    assert findings(agencies, today, today) == dict.fromkeys((one.pk for one in agencies), None)
    made = make_draw(order=order_of(cast), actor="甲")
    said = {
        one.position: Said(frozenset({FindingKind.STALE, FindingKind.LOW_VOLUME}) if at == 0 else frozenset())
        for at, one in enumerate(made.things.filter(agency=health))
    }
    assert record_findings(made=made, said=said, actor="甲") == 6
    found = findings(agencies, today, today)
    assert found[other.pk] is None
    assert (found[city.pk], found[water.pk]) != (None, None)
    assert [one.counts for one in (found[city.pk], found[water.pk]) if one] == [None, None]
    counts = found[health.pk]
    assert counts is not None
    assert counts.counts == {
        FindingKind.STALE: 1,
        FindingKind.INCOMPLETE: 0,
        FindingKind.LOW_VOLUME: 1,
        FindingKind.OTHER: 0,
    }
    rest: dict[int, Said | None] = {
        one.position: Said(frozenset({FindingKind.STALE})) for one in made.things.filter(agency=water)
    }
    record_findings(made=made, said=rest, actor="甲")
    whole = findings([city], today, today)[city.pk]
    assert whole is not None
    assert whole.counts is not None
    assert (whole.drawn, whole.checked, whole.counts[FindingKind.STALE]) == (8, 8, 3)
    tomorrow = today + timedelta(1)
    assert findings([city], tomorrow, tomorrow) == {city.pk: None}
    void(made=made, reason="抽错了", actor="甲")
    assert findings([city], today, today) == {city.pk: None}


def test_what_was_said_can_be_corrected(cast: Cast, entries: Entries) -> None:
    made = make_draw(order=order_of(cast, number=2), actor="甲")
    stale = Said(frozenset({FindingKind.STALE}), "停在去年")
    assert record_findings(made=made, said={1: stale, 2: Said(), 99: stale}, actor="甲") == 2
    assert record_findings(made=made, said={1: stale, 2: Said()}, actor="乙") == 0
    assert (
        record_findings(made=made, said={1: Said(frozenset({FindingKind.OTHER})), 2: None}, actor="乙") == 2
    )
    one, two = made.things.all()
    assert [finding.kind for finding in one.findings.all()] == ["other"]
    assert (one.note, one.checked_by, two.checked, two.checked_by) == ("", "乙", None, "")
    told = [
        row.detail["things"] for row in AuditRow.objects.filter(action="sampling.findings").order_by("number")
    ]
    assert told == [{"1": ["stale"], "2": []}, {"1": ["other"], "2": []}]


def test_a_void_draw_takes_nothing_more(cast: Cast, entries: Entries) -> None:
    made = make_draw(order=order_of(cast, number=2), actor="甲")
    for reason in (" ", "长" * 501):
        with pytest.raises(ProblemsError) as error:
            void(made=made, reason=reason, actor="甲")
        assert code(error) == "sample-void"
    assert void(made=made, reason="抽错了", actor="甲").void_reason == "抽错了"
    for again in (
        lambda: void(made=made, reason="再次", actor="甲"),
        lambda: record_findings(made=made, said={1: Said()}, actor="甲"),
    ):
        with pytest.raises(ProblemsError) as error:
            again()
        assert code(error) == "sample-void"
