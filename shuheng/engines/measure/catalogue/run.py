"""Measure a catalogue: a table of entries in, figures, answers per entry and families out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from shuheng.engines.measure.catalogue import duplicates, families, figures, flags
from shuheng.engines.measure.catalogue.columns import CatalogueTable, read
from shuheng.engines.measure.catalogue.registry import MEASURES
from shuheng.engines.measure.catalogue.stems import CUTS, legible
from shuheng.engines.measure.model import CatalogueFigures, Kind
from shuheng.engines.measure.parameters import Parameters, Question

PIECE = 65_536  # entries
OFFLINE = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}


def measure_catalogue(
    table: CatalogueTable,
    *,
    as_of: date,
    baseline_date: date | None = None,
    parameters: Parameters | None = None,
) -> CatalogueFigures:
    """All measures of a catalogue (columns: COLUMNS; an Arrow table, a polars frame or a Parquet file).

    ``as_of`` is the day of measuring: later dates are implausible, deadlines are compared with it.
    ``baseline_date`` is the day that growth is counted from; without it growth is unknown. An agency without entries has
    no figures. Raises ProblemsError for a table or parameters that do not fit.
    """
    question = Question(as_of, baseline_date, parameters or Parameters())
    with offline_database() as database:
        kept = partial(database.create_table, temp=True)
        source = ibis.memtable(_in_pieces(read(table)))
        base = kept("base", flags.base(source, question))
        doubled = duplicates.copies(base, source, kept)
        members = families.find(base, question, kept)
        database.drop_table("stems")
        joined = flags.joined(base, doubled, members, question)
        answers = flags.flags(joined, question).order_by("entry_id").to_pyarrow()
        told = ibis.memtable(answers)
        counted = {
            measure.code: database.to_pyarrow(figures.count_families(told, measure.code)).to_pylist()
            for measure in MEASURES.values()
            if measure.kind is Kind.FAMILY
        }
        rows = database.to_pyarrow(figures.aggregate(told)).to_pylist()
        return CatalogueFigures(
            figures=tuple(figures.figures(rows, counted)),
            flags=answers,
            families=_families(members, base),
            members=_members(members),
        )


@contextmanager
def offline_database() -> Iterator[Any]:
    """A database in memory that fetches no extension from anywhere."""
    database = ibis.duckdb.connect(**OFFLINE)
    try:
        yield database
    finally:
        database.disconnect()


def _in_pieces(table: pa.Table) -> pa.Table:
    """The table cut into pieces, which a database reads side by side; one long piece is read by one processor."""
    return pa.Table.from_batches(table.to_batches(max_chunksize=PIECE), schema=table.schema)


def _families(members: ir.Table, base: ir.Table) -> pa.Table:
    inside = members.inner_join(base, "entry_id").select(members, base.in_sharing, base.in_opening)
    found = inside.group_by("family").agg(
        agency=inside.agency.max(),
        stem=inside.stem.max(),
        kinds=inside.family_cuts.max(),
        entries=inside.count(),
        sharing=inside.in_sharing.sum().coalesce(0),
        opening=inside.in_opening.sum().coalesce(0),
        **{families.PLURALS[kind]: inside[part].nunique() for kind, part in families.PARTS.items()},
    )
    table: pa.Table = found.order_by(ibis.desc("entries"), "family").to_pyarrow()
    return table


def _members(members: ir.Table) -> pa.Table:
    cuts = {kind: members[families.PARTS[kind]] for kind in CUTS}
    told = members.select("family", "entry_id", "provider", **cuts)
    found = told.order_by("family", "entry_id").to_pyarrow()
    for kind in CUTS:
        texts = pa.array([legible(text) for text in found.column(kind).to_pylist()], pa.string())
        found = found.set_column(found.column_names.index(kind), kind, texts)
    return found
