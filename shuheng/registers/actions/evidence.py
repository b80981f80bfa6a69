"""Evidence of a row: files and links are added and withdrawn, never removed."""

import re
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import Visitor
from shuheng.registers.actions.guard import FILL, REVIEW, demand, locked, refusal, refuse_withdrawn
from shuheng.registers.actions.rows import note
from shuheng.registers.models import RegisterEvidence, RegisterRow
from shuheng.registers.store import keep_evidence

MOST_PIECES = 50
KINDS = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".ofd": "application/ofd",
    ".zip": "application/zip",
}
LINK = re.compile(r"https?://[^\s/]+(/\S*)?", re.ASCII)
ODD = re.compile(r"[\x00-\x1f\x7f/\\]")


def attach_file(*, number: int, title: str, name: str, content: bytes, by: Visitor) -> RegisterEvidence:
    """Keep a file beside the row. Its size is bounded before, its kind here."""
    plain = ODD.sub("", PurePath(name.replace("\\", "/")).name)[-200:]
    suffix = PurePath(plain).suffix.lower()
    if suffix not in KINDS:
        allowed = "、".join(KINDS)
        raise refusal(
            "evidence-kind",
            f"佐证不收“{suffix or plain[:40]}”这类文件。",
            f"可用：{allowed}；其他的请打包成 zip。",
        )
    with transaction.atomic():
        row = row_for(number, by)
        piece = RegisterEvidence(
            title=(title.strip() or plain)[:200],
            sha256=keep_evidence(content),
            file_name=plain,
            size=len(content),
        )
        return added(row, piece, by)


def attach_link(*, number: int, title: str, link: str, by: Visitor) -> RegisterEvidence:
    """Keep an address beside the row."""
    address = link.strip()
    if not LINK.fullmatch(address) or len(address) > 2000:
        raise refusal(
            "evidence-link", f"“{address[:60]}”不是网址。", "写法如 https://www.example.cn/notice.html。"
        )
    with transaction.atomic():
        row = row_for(number, by)
        return added(row, RegisterEvidence(title=(title.strip() or address)[:200], link=address), by)


def withdraw_evidence(*, number: int, by: Visitor) -> RegisterEvidence:
    """Take a piece back; it stays on record."""
    with transaction.atomic():
        held = RegisterEvidence.objects.select_for_update().get(pk=number)
        row = row_for(held.row_id, by)
        if held.withdrawn is not None:
            raise refusal("evidence-withdrawn", "这件佐证已经撤回。")
        held.withdrawn, held.withdrawn_by = timezone.now(), by.name
        held.save(update_fields=["withdrawn", "withdrawn_by"])
        note(row, by, "registers.withdraw_evidence", evidence=held.pk, title=held.title)
    return held


def demand_work(by: Visitor, agency: Agency) -> None:
    """Those who fill and those who review may both add evidence."""
    if not allows(by, REVIEW, agency):
        demand(by, FILL, agency)


def row_for(number: int, by: Visitor) -> RegisterRow:
    row = locked(number)
    demand_work(by, row.agency)
    refuse_withdrawn(row)
    return row


def added(row: RegisterRow, piece: RegisterEvidence, by: Visitor) -> RegisterEvidence:
    if row.evidence.filter(withdrawn=None).count() >= MOST_PIECES:
        raise refusal(
            "evidence-too-many", f"一行最多 {MOST_PIECES} 件佐证。", "请先撤回不用的，或打包成 zip。"
        )
    piece.row, piece.added, piece.added_by = row, timezone.now(), by.name
    piece.save()
    note(row, by, "registers.attach_evidence", evidence=piece.pk, title=piece.title, sha256=piece.sha256)
    return piece
