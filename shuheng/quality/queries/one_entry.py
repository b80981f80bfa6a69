"""What the newest run said of one entry: the panel of the entry's page."""

from dataclasses import dataclass
from typing import Any

from shuheng.catalogue.models import CatalogueEntry
from shuheng.engines.measure import MEASURES, Kind, Measure, reason_words
from shuheng.quality import snapshot
from shuheng.quality.models import DataTable, MeasureRun

STATES = {True: ("good", "符合"), False: ("bad", "不符合"), None: ("unknown", "未知")}
BAD_NEWS = frozenset(
    {
        "low_capacity",
        "no_rows",
        "overdue",
        "irregular",
        "static",
        "cycle_unknown",
        "apis_without_volume_query",
    }
    | {"duplicate_titles", "duplicates", "structured_low_capacity"}
)


@dataclass(frozen=True)
class Told:
    """One answer about the entry: its words, and whether that is good (an overdue entry is not)."""

    measure: Measure
    state: str
    word: str
    why: str


@dataclass(frozen=True)
class EntryPanel:
    entry: CatalogueEntry
    run: MeasureRun | None
    as_of: object
    told: tuple[Told, ...]
    tables: tuple[DataTable, ...] = ()


def entry_panel(entry: CatalogueEntry) -> EntryPanel:
    """The answers of the newest run that measured the entry's own agency (nothing where none did), and its tables.

    Raises ProblemsError when the snapshot is gone or was tampered with.
    """
    run = MeasureRun.objects.filter(measured__agency_id__in=entry.agency.path_ids).first()
    rows = (
        snapshot.select(run, snapshot.ENTRIES, "SELECT * FROM kept WHERE entry_id = ? LIMIT 1", (entry.pk,))
        if run
        else []
    )
    tables = tuple(DataTable.objects.filter(entry=entry, archived=None))
    if not rows:
        return EntryPanel(entry, run, None, (), tables)
    row = rows[0]
    told = (told_of(measure, row) for measure in MEASURES.values() if row.get(f"{measure.code}__asked"))
    return EntryPanel(entry, run, row["as_of"], tuple(one for one in told if one is not None), tables)


def told_of(measure: Measure, row: dict[str, Any]) -> Told | None:
    """None for amounts and families that have nothing to say of this entry."""
    value, why = row.get(measure.code), row.get(f"{measure.code}__why")
    words = reason_words(why) if why else ""
    if measure.kind is Kind.FLAG:
        state, word = STATES[value]
        if measure.code in BAD_NEWS and value is not None:
            state, word = ("bad", "是") if value else ("good", "否")
        return Told(measure, state, word, words)
    if measure.kind is Kind.FAMILY:
        return Told(measure, "warn", "属于一族", words) if value is not None else None
    return None
