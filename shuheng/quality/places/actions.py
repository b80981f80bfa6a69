"""What people do with places: register, change, check, choose tables, archive. The password enters and never leaves."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.audit.chain import record
from shuheng.catalogue.actions.guard import demand
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.models import DataPlace, DataTable, PlaceCheck
from shuheng.quality.places.codes import problem_of
from shuheng.quality.places.connect import connected
from shuheng.quality.places.guard import check_host, checked_file
from shuheng.quality.places.secrets import seal
from shuheng.quality.places.session import Limits, SeenTable, Target
from shuheng.quality.places.terms import PlaceKind
from shuheng.quality.tables.actions import register_in_place

MANAGE = "quality.manage"
CHECK_LIMITS = Limits(connect=5, statement=20, lock=3, idle=30)
WRITES = "这个账号能写数据；系统只读，不会写，但请数据库管理员改给只有查询权限的账号"


@dataclass(frozen=True)
class Checked:
    """What a check found: the tables to choose from, or the problem."""

    place: DataPlace
    tables: tuple[SeenTable, ...] = ()
    problems: tuple[Problem, ...] = ()


def add(*, agency: Agency, title: str, kind: str, target: Target, by: Visitor) -> DataPlace:
    """A new place. Raises `ProblemsError`: place-host, place-folder, place-file, place-title."""
    demand(by, MANAGE, agency)
    check_reach(kind, target)
    try:
        with transaction.atomic():
            place = DataPlace.objects.create(
                agency=agency,
                title=title,
                kind=kind,
                actor=by.name,
                **stored(target),
                secret=seal(target.password),
            )
            note(place, by, "add", {"agency": agency.code, "secret": bool(target.password)})
    except IntegrityError:
        raise problem_of("place-title", title, field="名称") from None
    return place


def change(*, place: DataPlace, version: int, title: str, target: Target, by: Visitor) -> DataPlace:
    """Another title, server, account or password (empty: as it was, where server and account stay).

    Raises `ProblemsError` as `add` does, place-password-again, place-moved, place-archived.
    """
    demand(by, MANAGE, place.agency)
    refuse_archived(place)
    check_reach(place.kind, target)
    elsewhere = (place.host, place.port or 0, place.user) != (target.host, target.port, target.user)
    if elsewhere and place.secret and not target.password:
        raise problem_of("place-password-again", field="口令")
    secret = seal(target.password) if target.password else place.secret
    told = {
        "title": title,
        **stored(target),
        "secret": secret,
        "version": version + 1,
        "problem_code": "",
        "problem": "",
    }
    try:
        with transaction.atomic():
            mine = DataPlace.objects.filter(pk=place.pk, version=version, archived=None)
            if not mine.update(**told, checked=None, remarks=[]):
                raise problem_of("place-moved", place.title)
            place.refresh_from_db()
            note(place, by, "change", {"secret": bool(target.password)})
    except IntegrityError:
        raise problem_of("place-title", title, field="名称") from None
    return place


def check(*, place: DataPlace, by: Visitor) -> Checked:
    """Connect, list the tables, see whether the account may write; kept with the place whether it went well or not."""
    demand(by, MANAGE, place.agency)
    refuse_archived(place)
    started = time.monotonic()
    found: list[SeenTable] = []
    remarks: list[str] = []
    problems: tuple[Problem, ...] = ()
    try:
        with connected(place, CHECK_LIMITS) as session:
            found = session.tables()
            remarks = [WRITES] if session.may_write() else []
    except ProblemsError as error:
        problems = error.problems
    milliseconds = int((time.monotonic() - started) * 1000)
    keep_check(place, by, milliseconds, None if problems else len(found), problems, remarks)
    return Checked(place, tuple(found), problems)


def keep_check(
    place: DataPlace,
    by: Visitor,
    milliseconds: int,
    tables: int | None,
    problems: Sequence[Problem],
    remarks: list[str],
) -> None:
    """The place's newest check, and the row of its history."""
    code = problems[0].code if problems else ""
    words = problems[0].message[:1000] if problems else ""
    with transaction.atomic():
        PlaceCheck.objects.create(
            place=place,
            actor=by.name,
            milliseconds=milliseconds,
            tables=tables,
            problem_code=code,
            problem=words,
        )
        place.checked, place.problem_code, place.problem = timezone.now(), code, words
        place.remarks = remarks
        place.save(update_fields=["checked", "problem_code", "problem", "remarks"])
        note(place, by, "check", {"tables": tables, "problem": code})


def choose(*, place: DataPlace, names: Sequence[str], by: Visitor) -> list[DataTable]:
    """Have these tables measured from now on; all of them or none. Raises `ProblemsError`: place-table-gone and others."""
    demand(by, MANAGE, place.agency)
    refuse_archived(place)
    if not names:
        raise problem_of("place-none-chosen")
    with connected(place, CHECK_LIMITS) as session:
        there = {one.name: one.schema for one in session.tables()}
    gone = [name for name in names if name not in there]
    if gone:
        raise problem_of("place-table-gone", "、".join(gone)[:300])
    with transaction.atomic():
        return [
            register_in_place(place=place, schema=there[name], name=name, title=name, actor=by.name)
            for name in names
        ]


def archive(*, place: DataPlace, by: Visitor) -> DataPlace:
    """Ask this place nothing any more. Raises `ProblemsError` place-in-use while tables of it are measured."""
    demand(by, MANAGE, place.agency)
    with transaction.atomic():
        live = DataTable.objects.filter(place=place, archived=None).count()
        if live:
            raise problem_of("place-in-use", f"{live} 张")
        if DataPlace.objects.filter(pk=place.pk, archived=None).update(archived=timezone.localdate()):
            note(place, by, "archive", {})
    place.refresh_from_db()
    return place


def restore(*, place: DataPlace, by: Visitor) -> DataPlace:
    """Ask it again. Raises `ProblemsError` place-title where another of this name came meanwhile."""
    demand(by, MANAGE, place.agency)
    try:
        with transaction.atomic():
            if DataPlace.objects.filter(pk=place.pk).exclude(archived=None).update(archived=None):
                note(place, by, "restore", {})
    except IntegrityError:
        raise problem_of("place-title", place.title, field="名称") from None
    place.refresh_from_db()
    return place


def check_reach(kind: str, target: Target) -> None:
    """Raises `ProblemsError` where the settings do not open the server or the file."""
    if kind == PlaceKind.DUCKDB:
        checked_file(target.database, settings.DATA_FOLDERS)
    else:
        check_host(target.host, settings.DATA_HOSTS)


def refuse_archived(place: DataPlace) -> None:
    """Raises `ProblemsError` place-archived."""
    if place.archived is not None:
        raise problem_of("place-archived", place.title)


def stored(target: Target) -> dict[str, str | int | None]:
    """The columns of a target; the password is none of them."""
    return {
        "host": target.host,
        "port": target.port or None,
        "database": target.database,
        "schema": target.schema,
        "user": target.user,
    }


def note(place: DataPlace, by: Visitor, act: str, detail: dict[str, object]) -> None:
    """The row of the log; `secret` says only whether a password was given."""
    record(
        actor=by.name,
        action=f"quality.place_{act}",
        thing_type="DataPlace",
        thing_id=place.pk,
        detail={"title": place.title, "where": place.where, "user": place.user, **detail},
    )
