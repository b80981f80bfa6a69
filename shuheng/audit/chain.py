"""Adding to the log and proving that nobody changed it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from shuheng.audit.models import GENESIS, AuditRow

LOCK_NUMBER = 7_398_211_046  # any number that no other advisory lock of this database uses
Detail = dict[str, Any]


@dataclass(frozen=True)
class ChainState:
    """What `verify_chain` found: how many rows hold, the head to note down elsewhere, the first fault."""

    rows: int
    head: str
    fault: str = ""

    @property
    def ok(self) -> bool:
        return not self.fault


def record(
    *, actor: str, action: str, thing_type: str, thing_id: object, detail: Detail | None = None
) -> AuditRow:
    """Append one row; inside the transaction of the act itself, so that neither stands without the other."""
    with transaction.atomic():
        wait_for_turn()
        last = AuditRow.objects.order_by("-number").first()
        row = AuditRow(
            number=last.number + 1 if last else 1,
            at=timezone.now(),
            actor=actor,
            action=action,
            thing_type=thing_type,
            thing_id=str(thing_id),
            detail=json.loads(canonical(detail or {})),
            previous=last.hash if last else GENESIS,
        )
        row.hash = row_hash(row)
        row.save()
    return row


def wait_for_turn() -> None:
    """Writers queue until the transaction ends. SQLite's IMMEDIATE transactions already do."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_NUMBER])


def canonical(value: object) -> str:
    """One text for one value: sorted keys, no spaces, plain Chinese."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def moment_text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def row_hash(row: AuditRow) -> str:
    """SHA-256 over everything the row says and the hash before it."""
    said = [
        row.previous,
        row.number,
        moment_text(row.at),
        row.actor,
        row.action,
        row.thing_type,
        row.thing_id,
        row.detail,
    ]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def verify_chain() -> ChainState:
    """Walk all rows in order and stop at the first that does not follow from the one before."""
    head = GENESIS
    count = 0
    for row in AuditRow.objects.order_by("number").iterator():
        if row.number != count + 1:
            return ChainState(count, head, f"第 {count + 1} 行缺失，其后是第 {row.number} 行")
        if row.previous != head:
            return ChainState(count, head, f"第 {row.number} 行与上一行不衔接")
        if row_hash(row) != row.hash:
            return ChainState(count, head, f"第 {row.number} 行的内容被改动过")
        head = row.hash
        count += 1
    return ChainState(count, head)
