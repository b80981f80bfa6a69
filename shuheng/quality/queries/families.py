"""Data sets that look cut up: each with its kinds of cuts and its members, as a run found them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.engines.measure import reason_words
from shuheng.quality import snapshot
from shuheng.quality.models import MeasuredAgency, MeasureRun
from shuheng.quality.queries.runs import link_with, readable

PER_PAGE = 50
PARTS = {
    "times": "时间或批次",
    "regions": "行政区域",
    "departments": "部门",
    "categories": "类目",
    "providers": "提供单位",
}


@dataclass(frozen=True)
class Family:
    agency: str
    number: int
    stem: str
    kinds: str
    entries: int
    parts: str
    link: str


@dataclass(frozen=True)
class Member:
    entry_id: int
    title: str
    provider: str
    rows: int | None


@dataclass(frozen=True)
class FamiliesPage:
    run: MeasureRun
    chosen: Agency | None
    measured: tuple[MeasuredAgency, ...]
    rows: tuple[Family, ...]
    total: int
    entries: int
    number: int
    last: int
    earlier: str
    later: str


@dataclass(frozen=True)
class FamilyPage:
    run: MeasureRun
    agency: Agency
    family: Family
    members: tuple[Member, ...]


def families_page(run: MeasureRun, code: str, number: int, visitor: Visitor) -> FamiliesPage:
    """The families of one agency, or of all that the visitor may see, the largest first."""
    measured = readable(run.measured.select_related("agency"), visitor)
    names = {one.agency.code: one.agency for one in measured if not code or one.agency.code == code}
    sums = snapshot.select(
        run,
        snapshot.FAMILIES,
        "SELECT count(*) AS families, coalesce(sum(entries), 0)::BIGINT AS entries FROM kept "
        "WHERE list_contains(?, agency)",
        (list(names),),
    )[0]
    last = max(1, -(-sums["families"] // PER_PAGE))
    at = min(max(number, 1), last)
    rows = snapshot.select(
        run,
        snapshot.FAMILIES,
        "SELECT * FROM kept WHERE list_contains(?, agency) ORDER BY entries DESC, agency, family LIMIT ? OFFSET ?",
        (list(names), PER_PAGE, (at - 1) * PER_PAGE),
    )
    address = {"agency": code}
    return FamiliesPage(
        run=run,
        chosen=names.get(code),
        measured=measured,
        rows=tuple(family_of(run, row, names[row["agency"]].name) for row in rows),
        total=sums["families"],
        entries=sums["entries"],
        number=at,
        last=last,
        earlier=link_with(address, page=str(at - 1)) if at > 1 else "",
        later=link_with(address, page=str(at + 1)) if at < last else "",
    )


def family_page(run: MeasureRun, agency: Agency, number: int) -> FamilyPage | None:
    """None for a family that the run did not find."""
    key = (agency.code, number)
    rows = snapshot.select(run, snapshot.FAMILIES, "SELECT * FROM kept WHERE agency = ? AND family = ?", key)
    if not rows:
        return None
    members = snapshot.select(
        run,
        snapshot.ENTRIES,
        "SELECT entry_id, title, provider, rows FROM kept WHERE agency = ? AND fragmented_families = ? "
        "ORDER BY title, entry_id",
        key,
    )
    return FamilyPage(
        run, agency, family_of(run, rows[0], agency.name), tuple(Member(**row) for row in members)
    )


def family_of(run: MeasureRun, row: dict[str, Any], name: str) -> Family:
    parts = (f"{title} {row[column]}" for column, title in PARTS.items() if row[column] > 1)
    return Family(
        agency=name,
        number=row["family"],
        stem=row["stem"],
        kinds=reason_words(row["kinds"]),
        entries=row["entries"],
        parts="，".join(parts),
        link=reverse("family", args=[run.pk, row["agency"], row["family"]]),
    )
