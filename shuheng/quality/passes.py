"""Passing the catalogue through the engine: one pass per day and layer, the answers put together again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from shuheng.engines.measure import COLUMNS, Figure, Parameters, measure_catalogue
from shuheng.quality.assessed import Assessed, layers
from shuheng.quality.table import OWNER

KEPT = (
    "title",
    "provider",
    "rows",
    "formats",
    "update_cycle",
    "issued",
    "updated",
    "open_type",
    "sharing_type",
)


@dataclass(frozen=True)
class Measured:
    """What all passes gave: figures by the codes of agencies, an answer per agency and entry, the families."""

    figures: tuple[Figure, ...]
    entries: pa.Table
    families: pa.Table
    counts: dict[str, int]


def measure_layers(
    catalogue: pa.Table,
    assessed: Sequence[Assessed],
    *,
    baseline: date | None,
    parameters: Parameters,
    told: Callable[[int], None] = lambda _: None,
) -> Measured:
    """Measure everybody. `told` hears how many agencies are done."""
    figures: list[Figure] = []
    entries: list[pa.Table] = []
    families: list[pa.Table] = []
    counts: dict[str, int] = {}
    for layer in layers(assessed):
        table = table_of(catalogue, layer)
        found = measure_catalogue(table, as_of=layer[0].as_of, baseline_date=baseline, parameters=parameters)
        figures += found.figures
        entries.append(with_texts(found.flags, table, layer[0].as_of))
        families.append(found.families)
        counts |= {one["values"]: one["counts"] for one in pc.value_counts(table["agency"]).to_pylist()}
        told(len(counts))
    return Measured(tuple(figures), pa.concat_tables(entries), pa.concat_tables(families), counts)


def table_of(catalogue: pa.Table, layer: Sequence[Assessed]) -> pa.Table:
    """The entries of a layer, each under the code of the agency that it counts for."""
    codes = {owner: one.agency.code for one in layer for owner in one.owners}
    owners = pa.array(codes.keys(), pa.int64())
    place = pc.index_in(catalogue[OWNER], value_set=owners)
    agency = pc.take(pa.array(codes.values(), pa.string()), place)
    named = catalogue.append_column(COLUMNS.field("agency"), agency).select(COLUMNS.names)
    return named.filter(pc.is_valid(place))


def with_texts(flags: pa.Table, table: pa.Table, as_of: date) -> pa.Table:
    """The answers, and beside each what the entry said when it was measured."""
    place = pc.index_in(flags["entry_id"], value_set=table["entry_id"])
    for name in KEPT:
        flags = flags.append_column(table.schema.field(name), pc.take(table[name], place))
    return flags.append_column("as_of", pa.array([as_of] * flags.num_rows, pa.date32()))
