"""Places registered, changed, checked, their tables chosen and measured, archived; and the password kept."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from pytest_django import Settings

from shuheng.audit.models import AuditRow
from shuheng.engines.measure.tables import TableQuestion
from shuheng.problems import ProblemsError
from shuheng.quality.models import DataPlace, DataTable, PlaceCheck
from shuheng.quality.places import actions
from shuheng.quality.places.measuring import measure_in_place
from shuheng.quality.places.secrets import seal, unseal
from shuheng.quality.places.session import Target
from tests.cast import Cast
from tests.interop.backends.dirty import AS_OF
from tests.rooms.places.conftest import PASSWORD

pytestmark = pytest.mark.django_db
QUESTION = TableQuestion(as_of=AS_OF)


def refused(error: pytest.ExceptionInfo[ProblemsError]) -> str:
    return error.value.problems[0].code


def target_of(place: DataPlace, password: str = "") -> Target:
    return Target(place.database, place.schema, place.host, place.port or 0, place.user, password)


def test_the_password_is_sealed_and_stands_nowhere_else(on_server: DataPlace) -> None:
    assert PASSWORD not in on_server.secret
    assert unseal(on_server.secret) == PASSWORD
    assert seal(PASSWORD) != seal(PASSWORD), "two places of one password do not show that they share it"
    [row] = AuditRow.objects.filter(action="quality.place_add")
    assert row.detail["secret"] is True
    assert PASSWORD not in str(row.detail) + repr(target_of(on_server, PASSWORD))


def test_under_another_secret_key_the_password_is_lost_and_that_is_told(
    on_server: DataPlace, settings: Settings
) -> None:
    settings.SECRET_KEY = "another" * 10
    with pytest.raises(ProblemsError) as error:
        unseal(on_server.secret)
    assert refused(error) == "secret-lost"


def test_no_password_is_no_secret() -> None:
    assert seal("") == ""
    assert unseal("") == ""


@pytest.mark.parametrize("host", ["10.0.0.1", "localhost", "127.0.0.1.example.cn", "::1", ""])
def test_a_server_that_the_settings_do_not_name_is_refused(cast: Cast, file: Path, host: str) -> None:
    with pytest.raises(ProblemsError) as error:
        actions.add(
            agency=cast.agency("city-a-health"),
            title="库",
            kind="mysql",
            target=Target("data", "", host, 3306, "reader"),
            by=cast.visitor("大数据局管理员"),
        )
    assert refused(error) == "place-host"
    assert "SHUHENG_DATA_HOSTS" in str(error.value)


def test_nothing_is_opened_by_default(cast: Cast, on_server: DataPlace, settings: Settings) -> None:
    settings.DATA_HOSTS = []
    checked = actions.check(place=on_server, by=cast.visitor("大数据局管理员"))
    assert [one.code for one in checked.problems] == ["place-host"]


def test_a_file_outside_the_opened_folders_is_refused_in_the_same_words(cast: Cast, file: Path) -> None:
    outside, link = file.parent.parent / "outside.duckdb", file.parent / "link.duckdb"
    outside.write_bytes(file.read_bytes())
    link.symlink_to(outside)
    said = []
    for path in (
        outside,
        outside.with_name("nothing"),
        link,
        file.parent / ".." / "outside.duckdb",
        Path("health.duckdb"),
    ):
        with pytest.raises(ProblemsError) as error:
            actions.add(
                agency=cast.agency("city-a-health"),
                title="库",
                kind="duckdb",
                target=Target(str(path)),
                by=cast.visitor("大数据局管理员"),
            )
        said.append(refused(error))
    assert set(said) == {"place-folder"}
    assert not DataPlace.objects.exists()


def test_a_file_that_is_no_database_is_told(cast: Cast, in_file: DataPlace, file: Path) -> None:
    file.write_bytes(b"no database" * 1000)
    checked = actions.check(place=in_file, by=cast.visitor("大数据局管理员"))
    assert [one.code for one in checked.problems] == ["place-file"]


def test_two_live_places_of_an_agency_have_two_titles(cast: Cast, in_file: DataPlace, file: Path) -> None:
    by = cast.visitor("大数据局管理员")

    def another() -> DataPlace:
        return actions.add(
            agency=in_file.agency, title="卫生库", kind="duckdb", target=Target(str(file)), by=by
        )

    with pytest.raises(ProblemsError) as error:
        another()
    assert refused(error) == "place-title"
    actions.archive(place=in_file, by=by)
    another()
    with pytest.raises(ProblemsError) as error:
        actions.restore(place=in_file, by=by)
    assert refused(error) == "place-title"


def test_a_check_lists_the_tables_and_is_kept(cast: Cast, in_file: DataPlace) -> None:
    checked = actions.check(place=in_file, by=cast.visitor("大数据局管理员"))
    assert [(one.name, one.view) for one in checked.tables] == [("机构", False), ("机构名", True)]
    [kept] = PlaceCheck.objects.all()
    assert (kept.place, kept.tables, kept.problem_code) == (in_file, 2, "")
    in_file.refresh_from_db()
    assert in_file.checked is not None
    assert AuditRow.objects.filter(action="quality.place_check").count() == 1


def test_a_check_that_fails_is_kept_too_and_the_place_says_why(cast: Cast, on_server: DataPlace) -> None:
    checked = actions.check(place=on_server, by=cast.visitor("大数据局管理员"))
    assert [one.code for one in checked.problems] == ["place-unreachable"]
    [kept] = PlaceCheck.objects.all()
    assert (kept.tables, kept.problem_code) == (None, "place-unreachable")
    on_server.refresh_from_db()
    assert on_server.problem_code == "place-unreachable"
    assert PASSWORD not in on_server.problem + kept.problem


def test_chosen_tables_are_measured_where_they_stand(cast: Cast, in_file: DataPlace) -> None:
    [table] = actions.choose(place=in_file, names=["机构"], by=cast.visitor("大数据局管理员"))
    assert (table.place, table.agency, table.table_name) == (in_file, in_file.agency, "机构")
    found = measure_in_place(in_file, table.schema_name, table.table_name, QUESTION)
    assert found.rows == 3
    assert found.figure("empty_cells", "名称").value == 2
    assert found.how[-1] == "在 DuckDB 库中就地计量"


def test_a_table_that_went_meanwhile_registers_none(cast: Cast, in_file: DataPlace) -> None:
    with pytest.raises(ProblemsError) as error:
        actions.choose(place=in_file, names=["机构", "不在"], by=cast.visitor("大数据局管理员"))
    assert refused(error) == "place-table-gone"
    assert "不在" in str(error.value)
    assert not DataTable.objects.exists()


def test_no_choice_is_told(cast: Cast, in_file: DataPlace) -> None:
    with pytest.raises(ProblemsError) as error:
        actions.choose(place=in_file, names=[], by=cast.visitor("大数据局管理员"))
    assert refused(error) == "place-none-chosen"


def test_a_key_that_is_no_column_is_told_and_a_sample_is_not_made(in_file: DataPlace) -> None:
    with pytest.raises(ProblemsError) as error:
        measure_in_place(in_file, "main", "机构", replace(QUESTION, keys=(("编码",),)))
    assert refused(error) == "measure-column-unknown"
    with pytest.raises(ProblemsError) as error:
        measure_in_place(in_file, "main", "机构", replace(QUESTION, every=2))
    assert refused(error) == "place-sampled"


def test_the_password_stays_with_its_server_and_account(cast: Cast, on_server: DataPlace) -> None:
    by = cast.visitor("大数据局管理员")
    target = target_of(on_server)
    for elsewhere in (replace(target, port=2), replace(target, user="somebody")):
        with pytest.raises(ProblemsError) as error:
            actions.change(place=on_server, version=1, title="业务库", target=elsewhere, by=by)
        assert refused(error) == "place-password-again"
    kept = actions.change(
        place=on_server, version=1, title="业务库二", target=replace(target, database="other"), by=by
    )
    assert (kept.title, kept.database, unseal(kept.secret)) == ("业务库二", "other", PASSWORD)
    moved = actions.change(
        place=kept, version=2, title="业务库", target=replace(target, port=2, password="new"), by=by
    )
    assert (moved.port, unseal(moved.secret)) == (2, "new")


def test_a_change_forgets_the_last_check(cast: Cast, on_server: DataPlace) -> None:
    by = cast.visitor("大数据局管理员")
    actions.check(place=on_server, by=by)
    changed = actions.change(place=on_server, version=1, title="业务库", target=target_of(on_server), by=by)
    assert (changed.checked, changed.problem_code, changed.problem) == (None, "", "")


def test_two_people_at_one_place_do_not_overwrite_one_another(cast: Cast, on_server: DataPlace) -> None:
    by, target = cast.visitor("大数据局管理员"), target_of(on_server)
    actions.change(place=on_server, version=1, title="先改的", target=target, by=by)
    with pytest.raises(ProblemsError) as error:
        actions.change(place=on_server, version=1, title="后改的", target=target, by=by)
    assert refused(error) == "place-moved"
    on_server.refresh_from_db()
    assert on_server.title == "先改的"


def test_a_place_with_tables_is_not_archived(cast: Cast, in_file: DataPlace) -> None:
    by = cast.visitor("大数据局管理员")
    actions.choose(place=in_file, names=["机构"], by=by)
    with pytest.raises(ProblemsError) as error:
        actions.archive(place=in_file, by=by)
    assert refused(error) == "place-in-use"
    DataTable.objects.update(archived=AS_OF)
    assert actions.archive(place=in_file, by=by).archived is not None
    with pytest.raises(ProblemsError) as error:
        actions.check(place=in_file, by=by)
    assert refused(error) == "place-archived"
    assert actions.restore(place=in_file, by=by).archived is None


@pytest.mark.parametrize("who", ["填报人", "单位管理员", "外单位", "评审专家", "审计员", "公众"])
def test_who_may_not_manage_is_refused(cast: Cast, in_file: DataPlace, who: str) -> None:
    cast.everybody()
    with pytest.raises(PermissionDenied):
        actions.check(place=in_file, by=cast.visitor(who))
    assert not PlaceCheck.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"host": "h"}, {"secret": "s"}, {"kind": "mysql"}, {"kind": "mysql", "host": "h", "user": "u", "port": 0}, {"title": ""}],
)  # fmt: skip
def test_the_database_holds_what_a_place_is(in_file: DataPlace, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DataPlace.objects.filter(pk=in_file.pk).update(**wrong)
