"""The log only grows, its rows hang together, and any change of the past shows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from shuheng.audit.chain import record, verify_chain
from shuheng.audit.models import GENESIS, AppendOnlyError, AuditRow
from shuheng.audit.triggers import protect, unprotect
from tests.places import ROOT

EVENTS = ("update", "delete", "truncate")
TABLE = AuditRow._meta.db_table

pytestmark = pytest.mark.django_db


def three_rows() -> list[AuditRow]:
    return [
        record(
            actor="测试员",
            action="assessment.store",
            thing_type="result",
            thing_id=number,
            detail={"数": number},
        )
        for number in (1, 2, 3)
    ]


def tamper(sql: str) -> None:
    """Do what someone with the database's own password could do: lift the triggers first."""
    unprotect(connection, TABLE, EVENTS)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    protect(connection, TABLE, EVENTS)


def test_rows_are_numbered_and_chained() -> None:
    first, second, third = three_rows()
    assert (first.number, second.number, third.number) == (1, 2, 3)
    assert (first.previous, second.previous, third.previous) == (GENESIS, first.hash, second.hash)
    state = verify_chain()
    assert (state.ok, state.rows, state.head) == (True, 3, third.hash)


def test_an_empty_log_holds() -> None:
    assert verify_chain().ok


def test_a_row_reads_back_as_it_was_hashed() -> None:
    detail = {"b": [1, {"丙": None}], "a": "甲", "是": True}
    record(actor="测试员", action="x", thing_type="t", thing_id="1", detail=detail)
    assert AuditRow.objects.get().detail == detail
    assert verify_chain().ok


def test_the_model_refuses_to_change_or_remove() -> None:
    row = three_rows()[0]
    row.actor = "别人"
    for attempt in (
        row.save,
        row.delete,
        AuditRow.objects.all().delete,
        lambda: AuditRow.objects.update(actor="别人"),
        lambda: AuditRow.objects.bulk_update([row], ["actor"]),
    ):
        with pytest.raises(AppendOnlyError, match="只能追加"):
            attempt()
    assert verify_chain().rows == 3


@pytest.mark.parametrize("sql", [f"UPDATE {TABLE} SET actor = 'x'", f"DELETE FROM {TABLE}"])
def test_the_database_refuses_to_change_or_remove(sql: str) -> None:
    three_rows()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert verify_chain().rows == 3


def test_the_chain_cannot_fork() -> None:
    first = three_rows()[0]
    twin = AuditRow(number=9, at=first.at, actor="x", action="x", thing_type="x", thing_id="x")
    twin.previous, twin.hash = first.previous, "f" * 64
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_an_act_that_fails_leaves_no_row() -> None:
    def failing_act() -> None:
        with transaction.atomic():
            record(actor="测试员", action="x", thing_type="t", thing_id="1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing_act()
    assert AuditRow.objects.count() == 0


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        (f"UPDATE {TABLE} SET actor = 'x' WHERE number = 2", "第 2 行的内容被改动过"),
        (f"UPDATE {TABLE} SET detail = '{{}}' WHERE number = 3", "第 3 行的内容被改动过"),
        (f"UPDATE {TABLE} SET previous = '{'a' * 64}' WHERE number = 2", "第 2 行与上一行不衔接"),
        (f"DELETE FROM {TABLE} WHERE number = 2", "第 2 行缺失，其后是第 3 行"),
        (f"DELETE FROM {TABLE} WHERE number = 1", "第 1 行缺失，其后是第 2 行"),
    ],
)
def test_any_change_of_the_past_shows(sql: str, fault: str) -> None:
    three_rows()
    tamper(sql)
    assert verify_chain().fault == fault


def test_writers_in_several_processes_make_one_chain(tmp_path: Path) -> None:
    """Each process appends its rows at once with the others; none is lost and none forks."""
    program = (
        "import django; django.setup()\n"
        "from shuheng.audit.chain import record\n"
        "for n in range(15): record(actor='并发', action='x', thing_type='t', thing_id=n)\n"
    )
    check = (
        "import django; django.setup()\n"
        "from shuheng.audit.chain import verify_chain\n"
        "state = verify_chain(); print(state.rows, state.fault)\n"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SHUHENG_")}
    environment |= {"SHUHENG_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "shuheng.config.settings"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    writers = [subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env=environment) for _ in range(3)]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    done = subprocess.run(
        [sys.executable, "-c", check], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["45"]
