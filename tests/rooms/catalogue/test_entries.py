"""Making, changing, withdrawing: who may, what is kept, what is refused."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.audit.models import AuditRow
from shuheng.catalogue.actions.entries import create_entry, edit_entry, restore_entry, withdraw_entry
from shuheng.catalogue.actions.guard import ConflictError
from shuheng.catalogue.actions.store import Wanted, raise_version
from shuheng.catalogue.models import CatalogueEntry, CodeList, EntryVersion
from shuheng.catalogue.state import entry_state, state_at
from shuheng.problems import ProblemsError
from tests.rooms.catalogue.conftest import FULL, ITEMS, Make

pytestmark = pytest.mark.django_db


def code_of(error: pytest.ExceptionInfo[ProblemsError]) -> str:
    return error.value.problems[0].code


def test_a_new_entry_begins_its_life_and_its_history(make: Make, health: Agency) -> None:
    entry = make()
    entry.refresh_from_db()
    assert (entry.step, entry.version, entry.item_count, entry.published) == ("survey", 1, 2, False)
    assert entry.provider == health
    version = entry.versions.get()
    assert version.changes["title"] == [None, "医疗机构名录"]
    row = AuditRow.objects.get(action="catalogue.create_entry")
    assert (row.thing_id, row.actor) == (str(entry.pk), "填报人")


def test_another_department_may_neither_make_nor_change(
    make: Make, outsider: Visitor, health: Agency
) -> None:
    entry = make()
    with pytest.raises(PermissionDenied, match="编制、修改本单位目录（市卫生健康委员会）"):
        create_entry(agency=health, wanted=Wanted(FULL), by=outsider)
    with pytest.raises(PermissionDenied):
        edit_entry(number=entry.pk, version=1, wanted=Wanted({"title": "改"}), by=outsider)
    with pytest.raises(PermissionDenied):
        withdraw_entry(number=entry.pk, version=1, day=timezone.localdate(), reason="不", by=outsider)
    entry.refresh_from_db()
    assert (entry.title, entry.version) == ("医疗机构名录", 1)


def test_a_change_keeps_what_stood_before(make: Make, filer: Visitor) -> None:
    entry = make()
    before = entry_state(entry)
    items = [ITEMS[1], {**ITEMS[0], "name": "机构全称"}]
    edit_entry(
        number=entry.pk,
        version=1,
        by=filer,
        wanted=Wanted({"rows": None, "keywords": ["医院"]}, items, reason="核对"),
    )
    entry.refresh_from_db()
    version = entry.versions.get(number=2)
    assert version.changes["rows"] == [1299, None]
    assert version.changes["keywords"] == [["医疗", "机构"], ["医院"]]
    assert [one["name"] for one in version.changes["items"][1]] == ["统一社会信用代码", "机构全称"]
    assert version.reason == "核对"
    assert state_at(entry, 1) == before
    assert state_at(entry, 2)["rows"] is None


def test_saving_the_same_changes_nothing(make: Make, filer: Visitor) -> None:
    entry = make()
    acts = AuditRow.objects.count()
    edit_entry(number=entry.pk, version=1, wanted=Wanted({"title": entry.title}, ITEMS), by=filer)
    entry.refresh_from_db()
    assert entry.version == 1
    assert AuditRow.objects.count() == acts


def test_who_comes_second_is_told_what_the_first_changed(make: Make, filer: Visitor, bureau: Visitor) -> None:
    entry = make()
    edit_entry(number=entry.pk, version=1, wanted=Wanted({"title": "甲"}), by=bureau)
    with pytest.raises(ConflictError, match="已被别人改过") as error:
        edit_entry(number=entry.pk, version=1, wanted=Wanted({"title": "乙"}), by=filer)
    assert error.value.entry.title == "甲"
    entry.refresh_from_db()
    assert (entry.title, entry.version) == ("甲", 2)


def test_a_write_over_a_version_not_read_fails(make: Make) -> None:
    """Should two transactions have read the same version, the database lets only one of them write."""
    entry = make()
    CatalogueEntry.objects.filter(pk=entry.pk).update(version=7)
    entry.title = "乙"
    with pytest.raises(ConflictError):
        raise_version(entry, {"title": "乙"})
    entry.refresh_from_db()
    assert entry.title == "医疗机构名录"


def test_a_withdrawn_entry_stays_and_comes_back_as_it_was(make: Make, filer: Visitor) -> None:
    entry = make()
    before = entry_state(entry)
    today = timezone.localdate()
    withdraw_entry(number=entry.pk, version=1, day=today, reason="业务取消", by=filer)
    entry.refresh_from_db()
    assert (entry.status, entry.ended, entry.end_reason) == ("withdrawn", today, "业务取消")
    with pytest.raises(ProblemsError) as error:
        edit_entry(number=entry.pk, version=2, wanted=Wanted({"title": "改"}), by=filer)
    assert code_of(error) == "entry-withdrawn"
    restore_entry(number=entry.pk, version=2, reason="恢复业务", by=filer)
    entry.refresh_from_db()
    assert entry_state(entry) == before
    assert [one.number for one in entry.versions.all()] == [1, 2, 3]
    with pytest.raises(ProblemsError) as error:
        restore_entry(number=entry.pk, version=3, reason="", by=filer)
    assert code_of(error) == "restore-not-withdrawn"


def test_withdrawing_needs_a_reason_and_a_day_that_has_come(make: Make, filer: Visitor) -> None:
    entry = make()
    today = timezone.localdate()
    with pytest.raises(ProblemsError) as error:
        withdraw_entry(number=entry.pk, version=1, day=today, reason=" ", by=filer)
    assert code_of(error) == "withdraw-reason"
    with pytest.raises(ProblemsError) as error:
        withdraw_entry(number=entry.pk, version=1, day=today + dt.timedelta(1), reason="早", by=filer)
    assert code_of(error) == "withdraw-day"


def test_a_code_is_used_once_among_entries_in_force(make: Make, filer: Visitor) -> None:
    first = make()
    with pytest.raises(ProblemsError) as error:
        make()
    assert code_of(error) == "entry-code-taken"
    withdraw_entry(number=first.pk, version=1, day=timezone.localdate(), reason="重编", by=filer)
    second = make()
    assert second.code == "YL-001"
    third = make(code="")
    with pytest.raises(ProblemsError):
        edit_entry(number=third.pk, version=1, wanted=Wanted({"code": "YL-001"}), by=filer)


def test_a_closed_agency_takes_no_new_entries(health: Agency, city: Agency, bureau: Visitor) -> None:
    Agency.objects.filter(pk=health.pk).update(valid_to=dt.date(2020, 1, 1), merged_into=city)
    health.refresh_from_db()
    with pytest.raises(ProblemsError, match="请改用“样例市”") as error:
        create_entry(agency=health, wanted=Wanted(FULL), by=bureau)
    assert code_of(error) == "agency-closed"
    assert not CatalogueEntry.objects.exists()


def test_resources_are_unmounted_not_removed_and_counted_by_kind(make: Make, filer: Visitor) -> None:
    entry = make(
        resources=[{"kind": "table", "title": "表"}, {"kind": "api", "title": "接口", "volume_query": True}]
    )
    entry.refresh_from_db()
    assert (entry.tables, entry.apis, entry.volume_query) == (1, 1, True)
    table = entry.resources.get(kind="table")
    assert table.mounted == timezone.localdate()
    changed: list[dict[str, Any]] = [
        {"number": table.pk, "unmounted": timezone.localdate()},
        {"number": None, "kind": "file", "title": "件"},
    ]
    edit_entry(number=entry.pk, version=1, wanted=Wanted(resources=changed), by=filer)
    entry.refresh_from_db()
    assert (entry.tables, entry.apis, entry.file_count) == (0, 1, 1)
    assert entry.resources.count() == 3


def test_counts_hinted_at_by_a_source_are_kept(make: Make, filer: Visitor) -> None:
    """A harvested list names formats only: one table without a row of its own. An API mounted here adds to it."""
    entry = make()
    CatalogueEntry.objects.filter(pk=entry.pk).update(tables=1)
    edit_entry(
        number=entry.pk, version=1, wanted=Wanted(resources=[{"kind": "api", "title": "接口"}]), by=filer
    )
    entry.refresh_from_db()
    assert (entry.tables, entry.apis) == (1, 1)


def test_items_name_registered_standards_only(make: Make) -> None:
    CodeList.objects.create(code="GB2261.1", name="性别")
    entry = make(items=[{"name": "性别", "code_list": "GB2261.1", "is_coded": True}])
    assert entry.items.get().code_list is not None
    with pytest.raises(ProblemsError, match=r"是否想写“GB2261\.1”") as error:
        make(code="", items=[ITEMS[0], {"name": "性别", "code_list": "GB2261"}])
    assert (code_of(error), error.value.problems[0].row) == ("item-code-list-unknown", 2)
    assert CatalogueEntry.objects.count() == 1


def test_a_provider_is_recognised_by_name_and_never_guessed(
    make: Make, traffic: Agency, city: Agency, bureau: Visitor
) -> None:
    assert make(provider_name="卫健委").provider is None
    made = create_entry(agency=city, wanted=Wanted({"title": "路", "provider_name": traffic.name}), by=bureau)
    assert made.provider == traffic


def test_the_database_keeps_an_entry_with_history(make: Make) -> None:
    entry = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.delete()
    assert EntryVersion.objects.filter(entry=entry).exists()
