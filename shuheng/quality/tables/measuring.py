"""One table measured: what is asked of it, by the engine, and the answer in the shape that a result keeps."""

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from shuheng.catalogue.models import InformationItem
from shuheng.engines.measure.tables import (
    Bands,
    DeclaredItem,
    Rule,
    Sample,
    TableFigures,
    TableMeasure,
    TableQuestion,
    drift,
    empty_bands,
    load_rules,
)
from shuheng.engines.measure.tables.rules.model import Reference
from shuheng.jobs.progress import Json
from shuheng.quality.models import DataTable, TableResult
from shuheng.quality.places.measuring import measure_in_place
from shuheng.quality.places.spark import measure_staged
from shuheng.quality.tables.codes import refused
from shuheng.quality.tables.measures import measures_with
from shuheng.quality.tables.stored import trusted


@dataclass(frozen=True)
class KeptFigure:
    """A figure with the masked cells behind it; `value` None is unknown."""

    measure: str
    column: str
    value: int | None
    whole: int | None
    how: str
    detail: str
    samples: list[Json]


@dataclass(frozen=True)
class Measured:
    """What a result keeps of one table."""

    rows: int
    columns: list[Json]
    figures: tuple[KeptFigure, ...]
    how: list[str]
    backend: str
    measures: dict[str, TableMeasure]
    bands: Bands | None = None


def measured(result: TableResult) -> Measured:
    """Measure the version that the result names. ProblemsError where the data are gone, touched or do not fit.

    The file is proved before and after: one that changes while it is measured gives no figures.
    """
    table, version = result.table, result.version
    if table.place is not None:
        question = question_of(result, known_columns(table))
        return kept(measure_in_place(table.place, table.schema_name, table.table_name, question), question)
    if version is None:
        raise refused("table-no-data", file=table.title)
    path = trusted(version.parquet_sha256)
    question = question_of(result, version.columns)
    found = measure_staged(path, question, related=related_of(table, question.rules))
    bands = empty_bands(path, emptiest(found)) if question.every == 1 else None
    trusted(version.parquet_sha256)
    return replace(kept(found, question), bands=bands)


def emptiest(found: TableFigures) -> list[str]:
    """The columns in which cells are empty, the emptiest first."""
    empty = [one for one in found.figures if one.measure == "empty_cells" and one.column and one.value]
    return [one.column for one in sorted(empty, key=lambda one: -(one.value or 0))]


def known_columns(table: DataTable) -> list[str]:
    """The columns that the newest measuring found in a place; none before the first."""
    newest = table.results.exclude(columns=[]).order_by("-pk").first()
    return [one["name"] for one in newest.columns] if newest is not None else []


def question_of(result: TableResult, columns: list[str]) -> TableQuestion:
    """Roles, keys and rules as people set them; items as the entry declares them, and its keys where nobody set any."""
    table, declared = result.table, declared_items(result.table)
    return TableQuestion(
        as_of=result.run.as_of,
        roles=table.roles,
        keys=tuple(tuple(key) for key in table.keys) or declared_keys(table, declared, columns),
        rules=load_rules(table.rules, f"{table.title}的规则", columns or None) if table.rules.strip() else (),
        declared=declared or None,
        every=result.run.sample_every or 1,
    )


def declared_items(table: DataTable) -> tuple[DeclaredItem, ...]:
    """The items of the entry as the engine takes them; none where the entry has none or there is no entry."""
    if table.entry_id is None:
        return ()
    items = InformationItem.objects.filter(entry=table.entry_id).select_related("code_list")
    return tuple(
        DeclaredItem(
            name=item.name,
            field=item.field_name,
            type=item.data_type,
            length=item.length,
            required=bool(item.not_null),
            codes=tuple(item.code_list.values.values_list("value", flat=True)) if item.code_list else (),
        )
        for item in items
    )


def declared_keys(
    table: DataTable, declared: tuple[DeclaredItem, ...], columns: list[str]
) -> tuple[tuple[str, ...], ...]:
    """The columns of the items that are keys, together one key; none where one of them has no column."""
    keys = InformationItem.objects.filter(entry=table.entry_id, is_key=True) if declared else ()
    matched = drift(columns, declared).matched
    names = tuple(matched.get(item.name, "") for item in keys)
    return (names,) if names and all(names) else ()


def related_of(table: DataTable, rules: tuple[Rule, ...]) -> dict[str, Path]:
    """The tables that reference rules name: those of the same agency with that title. ProblemsError for one missing."""
    wanted = {rule.table for rule in rules if isinstance(rule, Reference)}
    own = DataTable.objects.filter(
        agency=table.agency_id, title__in=wanted, archived=None, current__isnull=False
    )
    found = {one.title: one for one in own.select_related("current")}
    if missing := sorted(wanted - set(found)):
        raise refused("table-reference", "、".join(missing), file=table.title)
    return {
        title: trusted(one.current.parquet_sha256) for title, one in found.items() if one.current is not None
    }


def kept(found: TableFigures, question: TableQuestion) -> Measured:
    """The engine's answer, with each figure's samples beside it."""
    shown: dict[tuple[str, str], list[Json]] = defaultdict(list)
    for sample in found.samples:
        shown[sample.measure, sample.column].append(told(sample))
    return Measured(
        rows=found.rows,
        columns=[
            {"name": role.column, "role": role.role, "evidence": role.evidence, "by": role.by}
            for role in found.roles
        ],
        figures=tuple(
            KeptFigure(
                one.measure,
                one.column,
                one.value,
                one.whole,
                one.how,
                one.detail,
                shown[one.measure, one.column],
            )
            for one in found.figures
        ),
        how=list(found.how),
        backend=found.backend,
        measures=measures_with(question.rules),
    )


def told(sample: Sample) -> dict[str, Json]:
    return {"row": sample.row, "shown": sample.shown}
