"""The entries behind a figure, read from the snapshot of its run: what they said then, whatever they say now."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from shuheng.catalogue.models import CatalogueEntry
from shuheng.engines.measure import MEASURES, Kind, Measure, reason_words
from shuheng.quality import snapshot
from shuheng.quality.models import MeasureFigure
from shuheng.quality.queries.cells import Cell, cell_of
from shuheng.quality.queries.runs import SCOPES, link_with
from shuheng.terms import UpdateCycle
from shuheng.web.components import Choice

PER_PAGE = 50
Answer = Literal["yes", "no", "unknown"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)
WORDS: dict[Kind, dict[Answer, str]] = {
    Kind.FLAG: {"yes": "计入", "no": "不计入", "unknown": "未知"},
    Kind.AMOUNT: {"yes": "数量已知", "no": "数量为零", "unknown": "未知"},
    Kind.FAMILY: {"yes": "属于某一族", "no": "不属于任何一族", "unknown": "未知"},
}
SCOPE_COLUMNS = {"all": "true", "sharing": "in_sharing", "opening": "in_opening"}


@dataclass(frozen=True)
class Behind:
    """One entry: as it was measured, why it counts or not, and whether it still stands with that title."""

    entry_id: int
    title: str
    provider: str
    rows: int | None
    formats: str
    cycle: str
    issued: date | None
    updated: date | None
    value: int | None
    why: str
    now: str


@dataclass(frozen=True)
class EntriesPage:
    figure: MeasureFigure
    measure: Measure
    cell: Cell
    scope: str
    as_of: date
    answer: Answer
    answers: tuple[Choice, ...]
    reasons: tuple[Choice, ...]
    rows: tuple[Behind, ...]
    total: int
    number: int
    last: int
    earlier: str
    later: str


def entries_page(figure: MeasureFigure, answer: Answer, why: str, number: int) -> EntriesPage:
    """One page of entries. Raises ProblemsError when the snapshot is gone or was tampered with."""
    measure = MEASURES[figure.measure]
    counts = reasons_behind(figure, answer)
    chosen = why if why in counts else ""
    total = counts[chosen] if chosen else count_of(figure, answer)
    last = max(1, -(-total // PER_PAGE))
    at = min(max(number, 1), last)
    address = {"answer": answer, "why": chosen}
    measured = figure.run.measured.get(agency=figure.agency)
    return EntriesPage(
        figure=figure,
        measure=measure,
        cell=cell_of(measure, figure),
        scope=SCOPES[figure.scope],
        as_of=measured.as_of,
        answer=answer,
        answers=tuple(
            Choice(WORDS[measure.kind][one], link_with({"answer": one}), one == answer, count_of(figure, one))
            for one in ANSWERS
            if one == "yes" or count_of(figure, one)
        ),
        reasons=tuple(
            Choice(words_for(code), link_with(address, why=code), code == chosen, count)
            for code, count in counts.items()
        ),
        rows=tuple(entries_behind(figure, answer, why=chosen, start=(at - 1) * PER_PAGE, most=PER_PAGE)),
        total=total,
        number=at,
        last=last,
        earlier=link_with(address, page=str(at - 1)) if at > 1 else "",
        later=link_with(address, page=str(at + 1)) if at < last else "",
    )


def count_of(figure: MeasureFigure, answer: Answer) -> int:
    """How many entries the figure says there are; the drill-down shows exactly so many."""
    return {"yes": figure.yes, "no": figure.no, "unknown": figure.unknown}[answer]


def entries_behind(
    figure: MeasureFigure, answer: Answer, *, why: str = "", start: int = 0, most: int | None = None
) -> list[Behind]:
    """The entries that the figure counts so, in the order of their numbers; all of them, or `most` from `start` on."""
    measure = MEASURES[figure.measure]
    names = columns_of(figure)
    reason = f'"{figure.measure}__why"' if f"{figure.measure}__why" in names else "NULL"
    values: list[Any] = [figure.agency.code, *([why] if why else [])]
    rows = snapshot.select(
        figure.run,
        snapshot.ENTRIES,
        f"SELECT entry_id, title, provider, rows, formats, update_cycle, issued, updated, "  # noqa: S608
        f'"{figure.measure}" AS value, {reason} AS why FROM kept '
        f"WHERE agency = ? AND {condition(figure, answer)} {f'AND {reason} = ?' if why else ''} "
        f"ORDER BY entry_id LIMIT {most if most is not None else 'ALL'} OFFSET {start}",
        tuple(values),
    )
    now = CatalogueEntry.objects.in_bulk([row["entry_id"] for row in rows])
    return [behind(measure, row, now.get(row["entry_id"])) for row in rows]


def reasons_behind(figure: MeasureFigure, answer: Answer) -> dict[str, int]:
    """How often each reason is given; empty where the measure gives none."""
    column = f"{figure.measure}__why"
    if column not in columns_of(figure):
        return {}
    rows = snapshot.select(
        figure.run,
        snapshot.ENTRIES,
        f'SELECT "{column}" AS why, count(*) AS times FROM kept '  # noqa: S608
        f'WHERE agency = ? AND {condition(figure, answer)} AND "{column}" IS NOT NULL '
        f"GROUP BY 1 ORDER BY times DESC, why LIMIT 30",
        (figure.agency.code,),
    )
    return {row["why"]: row["times"] for row in rows}


def columns_of(figure: MeasureFigure) -> frozenset[str]:
    return snapshot.columns(figure.run, snapshot.ENTRIES)


def condition(figure: MeasureFigure, answer: Answer) -> str:
    """Which rows the figure counts so. Whoever may belong to population and scope, but nobody knows, is unknown."""
    code = figure.measure
    belongs = f'("{code}__asked" AND {SCOPE_COLUMNS[figure.scope]})'
    match MEASURES[code].kind, answer:
        case Kind.FLAG, "yes":
            return f'{belongs} AND "{code}"'
        case Kind.FLAG, "no":
            return f'{belongs} AND NOT "{code}"'
        case _, "unknown":
            unknown = f'"{code}" IS NULL' if MEASURES[code].kind is not Kind.FAMILY else "false"
            return f"({belongs} IS NULL OR ({belongs} AND {unknown}))"
        case Kind.FAMILY, "no":
            return f'{belongs} AND "{code}" IS NULL'
        case _, "yes":
            return f'{belongs} AND "{code}" IS NOT NULL'
        case _:
            return "false"


def behind(measure: Measure, row: dict[str, Any], now: CatalogueEntry | None) -> Behind:
    cycle = row["update_cycle"] or ""
    value = row["value"] if measure.kind is Kind.AMOUNT else None
    return Behind(
        entry_id=row["entry_id"],
        title=row["title"] or "",
        provider=row["provider"] or "",
        rows=row["rows"],
        formats=row["formats"] or "",
        cycle=UpdateCycle.titles().get(cycle, cycle),
        issued=row["issued"],
        updated=row["updated"],
        value=value,
        why=words_for(row["why"]) if row["why"] else "",
        now=changed_words(row, now),
    )


def words_for(code: str) -> str:
    return reason_words(code)


def changed_words(row: dict[str, Any], now: CatalogueEntry | None) -> str:
    """What has become of the entry since, in a few words; empty where nothing that shows here has."""
    if now is None:
        return "目录已不在"
    if now.ended is not None:
        return f"{now.get_status_display()}（{now.ended}）"
    then = (row["title"], row["rows"], row["issued"], row["updated"], row["update_cycle"] or "")
    same = then == (now.title, now.rows, now.issued, now.updated, now.update_cycle)
    return "" if same else "计量后已修改"
