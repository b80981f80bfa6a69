"""The fast reader for clean text: Arrow's CSV parser, on text whose survey proves that it cannot err."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from shuheng.engines.tables.cells import SPACE
from shuheng.engines.tables.csv_grid import CsvText
from shuheng.engines.tables.dialect import Dialect
from shuheng.engines.tables.grid import Tally
from shuheng.engines.tables.layout import Layout

FAST_FROM = 500_000
BLOCK = 8_000_000


def fit_for_fast(found: CsvText) -> bool:
    """Whether both readers must agree on every cell of the text, as far as its quotes and line ends go."""
    seen, dialect = found.survey, found.dialects[0]
    plain = bool(dialect.quote) and not dialect.spaces and not dialect.escape
    return plain and seen.quotes_clean and not seen.nuls and not seen.lone_returns


def fast_batches(found: CsvText, dialect: Dialect, layout: Layout, tally: Tally) -> Iterator[pa.RecordBatch]:
    """Batches of text columns and, last, the number of each record; blank rows left out and counted.

    Raises ``pa.ArrowInvalid`` at the first record that is shorter or longer than the header, or than a block.
    """
    names = [str(at) for at in range(layout.width)]
    tally.records = layout.body
    with found.text.path.open("rb") as stream:
        stream.seek(found.offset(dialect, layout.body))
        reader = arrow_csv.open_csv(
            stream,
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=BLOCK),
            parse_options=arrow_csv.ParseOptions(
                delimiter=dialect.delimiter,
                newlines_in_values=found.survey.quotes > 0,
                ignore_empty_lines=False,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
                check_utf8=False,
            ),
        )
        for batch in reader:
            yield _numbered(batch, tally)


def _numbered(batch: pa.RecordBatch, tally: Tally) -> pa.RecordBatch:
    numbers = pa.array(np.arange(tally.records + 1, tally.records + batch.num_rows + 1))
    tally.records += batch.num_rows
    blank = _blank(batch)
    batch = batch.append_column("#", numbers)
    if blank is None:
        return batch
    for number in batch.filter(blank).column(batch.num_columns - 1).to_pylist():
        tally.blank.add(number)
    return batch.filter(pc.invert(blank))


def _blank(batch: pa.RecordBatch) -> pa.BooleanArray | None:
    """Which rows hold nothing but white space; None where none does, which the first column mostly tells."""
    blank: pa.BooleanArray | None = None
    for column in batch.columns:
        own = pc.equal(pc.utf8_trim(column, characters=SPACE), "")
        blank = own if blank is None else pc.and_(blank, own)
        if not pc.any(blank).as_py():
            return None
    return blank
