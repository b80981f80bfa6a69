"""What a run makes of a list: new, changed, unchanged, refused, vanished, back again; and what it leaves alone."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from shuheng.accounts.visitors import OPERATOR
from shuheng.audit.models import AuditRow
from shuheng.catalogue.actions.entries import withdraw_entry
from shuheng.catalogue.models import CatalogueEntry, EntryVersion, HarvestRecord, HarvestSource
from shuheng.catalogue.terms import EntryStatus
from shuheng.problems import ProblemsError
from shuheng.terms import LifecycleStep
from tests.cast import Cast
from tests.rooms.harvest.lists import counts, entry, harvested, row, rows

pytestmark = pytest.mark.django_db


def test_a_record_becomes_an_entry(source: HarvestSource, cast: Cast) -> None:
    run = harvested(source, [row(1, 字段="姓名,年龄")], as_of=dt.date(2023, 6, 28))
    made = entry("C000001")
    assert counts(run) == (1, 1, 0, 0, 0)
    assert (made.title, made.code, made.rows) == ("第1号目录", "C000001", 1299)
    assert (made.agency.code, made.provider_name) == ("city-a", "甲市水利局")
    assert made.provider == cast.agency("city-a-water")
    assert (made.open_type, made.update_cycle) == ("unconditional", "monthly")
    assert made.updated == dt.date(2023, 6, 8)
    assert (made.tables, made.apis, made.resources_known, made.formats) == (1, 0, True, ["csv", "xls"])
    assert (made.published, made.should_publish, made.step) == (True, False, LifecycleStep.MAINTAIN)
    assert (made.item_count, list(made.items.values_list("name", "position"))) == (
        2,
        [("姓名", 1), ("年龄", 2)],
    )
    assert (made.first_run, made.version, made.status) == (run, 1, EntryStatus.ACTIVE)
    assert made.raw is not None
    assert made.raw["数据量"] == "1,299"
    made.full_clean()


def test_a_second_harvest_changes_nothing(source: HarvestSource) -> None:
    harvested(source, rows(30))
    before = list(CatalogueEntry.objects.values())
    audit = AuditRow.objects.count()
    run = harvested(source, rows(30))
    assert counts(run) == (30, 0, 0, 30, 0)
    assert list(CatalogueEntry.objects.values()) == before
    assert EntryVersion.objects.count() == 0
    assert AuditRow.objects.count() == audit + 1


def test_a_change_is_a_version_with_what_differs(source: HarvestSource) -> None:
    harvested(source, rows(3))
    run = harvested(source, [row(1), row(2, 频率="每天", 名称="改过的目录"), row(3)])
    assert counts(run) == (3, 0, 1, 2, 0)
    changed = entry("C000002")
    version = EntryVersion.objects.get()
    assert (changed.title, changed.version, version.number, version.run) == ("改过的目录", 2, 2, run)
    assert version.changes == {
        "title": ["第2号目录", "改过的目录"],
        "update_cycle": ["monthly", "daily"],
    }
    assert run.summary["examples"]["changed"][0]["changes"] == version.changes


def test_what_the_source_no_longer_has_vanishes_and_comes_back(source: HarvestSource) -> None:
    harvested(source, rows(5))
    run = harvested(source, rows(4), as_of=dt.date(2024, 1, 5))
    gone = entry("C000005")
    assert (run.vanished, run.whole, run.problem) == (1, True, "")
    assert (gone.status, gone.ended, gone.version) == (EntryStatus.VANISHED, dt.date(2024, 1, 5), 2)
    assert EntryVersion.objects.get().changes["status"] == ["active", "vanished"]
    again = harvested(source, rows(5))
    back = entry("C000005")
    assert (counts(again), back.status, back.ended) == ((5, 0, 1, 4, 0), EntryStatus.ACTIVE, None)
    assert harvested(source, rows(5)).unchanged == 5


def test_most_do_not_vanish_without_a_word(source: HarvestSource) -> None:
    harvested(source, rows(5))
    run = harvested(source, rows(2))
    assert (run.vanished, run.state) == (0, "done")
    assert "消失的目录超过一半" in run.problem
    assert CatalogueEntry.objects.filter(status=EntryStatus.ACTIVE).count() == 5
    allowed = harvested(source, rows(2), allow_vanish=True)
    assert (allowed.vanished, allowed.problem) == (3, "")


def test_what_a_person_withdrew_stays_withdrawn(source: HarvestSource) -> None:
    harvested(source, rows(2))
    made = entry("C000001")
    withdraw_entry(number=made.pk, version=1, day=timezone.localdate(), reason="重复", by=OPERATOR)
    run = harvested(source, [row(1, 说明="别的"), row(2)])
    made.refresh_from_db()
    assert (run.changed, made.status, made.abstract) == (1, EntryStatus.WITHDRAWN, "别的")


def test_records_are_refused_one_by_one_with_reason_and_text(source: HarvestSource) -> None:
    run = harvested(source, [row(1), row(2, 名称=""), row(3, 名称="长" * 501), row(1)])
    assert counts(run) == (4, 1, 0, 0, 3)
    told = {one.code: one for one in HarvestRecord.objects.filter(run=run)}
    assert set(told) == {"title-missing", "title-too-long", "harvest-repeated"}
    assert all(one.refused and one.entry is None and one.raw for one in told.values())
    assert (told["title-missing"].number, told["title-too-long"].number) == (2, 3)
    assert run.summary["refused"] == {"title-missing": 1, "title-too-long": 1, "harvest-repeated": 1}


def test_a_refused_record_is_not_taken_for_vanished(source: HarvestSource) -> None:
    harvested(source, rows(5))
    run = harvested(source, [*rows(4), row(5, 名称="")])
    assert (run.refused, run.vanished) == (1, 0)
    assert entry("C000005").status == EntryStatus.ACTIVE


def test_what_nobody_can_read_stays_as_written(source: HarvestSource) -> None:
    run = harvested(source, [row(1, 频率="看情况", 更新="2023-13-40")])
    made = entry("C000001")
    assert (made.update_cycle, made.updated) == ("", None)
    assert made.unmapped == {"频率": "看情况", "更新": "2023-13-40"}
    assert run.summary["unmapped"] == {"频率": {"看情况": 1}, "更新": {"2023-13-40": 1}}
    assert run.summary["notes"] == {"cycle-unknown": 1, "date-impossible": 1}
    assert (run.noted, HarvestRecord.objects.filter(entry=made, refused=False).count()) == (1, 2)


def test_a_text_that_does_not_fit_is_kept_whole_beside_its_field(source: HarvestSource) -> None:
    long = "许可" * 200
    run = harvested(source, [row(1, 许可=long, 字段="甲," + "乙" * 301)])
    made = entry("C000001")
    assert made.licence_text == ""
    assert made.unmapped == {"licence_text": long, "items.2": "乙" * 301}
    assert [item.name for item in made.items.all()] == ["甲"]
    assert run.summary["notes"] == {"text-too-long": 1}
    assert harvested(source, [row(1, 许可=long, 字段="甲," + "乙" * 301)]).unchanged == 1


def test_text_no_database_stores_does_not_stop_the_run(source: HarvestSource) -> None:
    run = harvested(source, [row(1, 说明="a\x00b", 备注={"x\x00": ["\x00", "\ud800"]}), row(2)])
    made = entry("C000001")
    assert counts(run)[:2] == (2, 2)
    assert "\x00" not in made.abstract
    assert made.raw is not None
    assert "\x00" not in str(made.raw)


def test_departments_are_recognised_by_listed_names_only(source: HarvestSource, cast: Cast) -> None:
    run = harvested(source, [row(1), row(2, 部门="水利局"), row(3, 部门="乙市卫生健康委"), row(4, 部门="")])
    assert entry("C000001").provider == cast.agency("city-a-water")
    assert entry("C000002").provider is None
    assert entry("C000003").provider is None  # another city's
    assert entry("C000002").provider_name == "水利局"
    assert run.summary["providers"] == {"水利局": 1, "乙市卫生健康委": 1}


def test_an_alias_listed_later_is_recognised_at_the_next_harvest(source: HarvestSource, cast: Cast) -> None:
    harvested(source, [row(1, 部门="水利局")])
    water = cast.agency("city-a-water")
    water.aliases = ["水利局"]
    water.save()
    run = harvested(source, [row(1, 部门="水利局")])
    assert (run.changed, entry("C000001").provider) == (1, water)
    assert EntryVersion.objects.get().changes == {"provider": ["", "city-a-water"]}


def test_an_agency_merged_in_mid_year_hands_over_by_the_day_of_the_list(
    source: HarvestSource, cast: Cast
) -> None:
    city, other = cast.agency("city-a"), cast.agency("city-b")
    city.valid_to, city.merged_into = dt.date(2023, 6, 30), other
    city.save()
    harvested(source, rows(2), as_of=dt.date(2023, 6, 30))
    assert entry("C000001").agency == city
    run = harvested(source, rows(2), as_of=dt.date(2023, 7, 1))
    assert (counts(run), entry("C000001").agency) == ((2, 0, 2, 0, 0), other)
    assert [one["code"] for one in run.summary["remarks"]] == ["agency-merged"]
    assert EntryVersion.objects.first().changes["agency"] == ["city-a", "city-b"]  # type: ignore[union-attr]  # there


def test_an_agency_closed_without_successor_takes_no_harvest(source: HarvestSource, cast: Cast) -> None:
    city = cast.agency("city-a")
    city.valid_to = dt.date(2022, 12, 31)
    city.save()
    with pytest.raises(ProblemsError, match="已经停用"):
        harvested(source, rows(2))
    run = source.runs.get()
    assert (run.state, CatalogueEntry.objects.count()) == ("refused", 0)
    assert "agency-closed" in run.problem


def test_a_dry_run_counts_and_writes_nothing(source: HarvestSource) -> None:
    harvested(source, rows(4))
    before = list(CatalogueEntry.objects.values())
    changed = [row(1, 说明="别的"), row(2), row(3), row(9), row(10, 名称="")]
    run = harvested(source, changed, dry=True)
    assert (counts(run), run.vanished) == ((5, 1, 1, 2, 1), 1)
    assert run.summary["examples"]["changed"][0]["changes"] == {"abstract": ["说明", "别的"]}
    assert list(CatalogueEntry.objects.values()) == before
    assert (EntryVersion.objects.count(), HarvestRecord.objects.count()) == (0, 1)


def test_new_entries_are_found_by_search(source: HarvestSource) -> None:
    harvested(source, [row(1, 名称="医疗机构名录"), row(2)])
    made = entry("C000001")
    table = "catalogue_searchrow"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT body FROM {table} WHERE entry_id = %s", [made.pk])
        assert "医疗机构名录" in cursor.fetchone()[0]
    harvested(source, [row(1, 名称="学校名录"), row(2)])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT body FROM {table} WHERE entry_id = %s", [made.pk])
        assert "学校名录" in cursor.fetchone()[0]
