"""pandera on polars: a schema whose checks of check digits are the expressions written by hand for polars."""

from collections import Counter
from pathlib import Path
from typing import Any

from tests.bench.peers.columns import FORMATS
from tests.bench.peers.libraries import needed
from tests.bench.peers.polars_by_hand import RIGHT

pl = needed("polars")
pandera = needed("pandera.polars")


def check(code: str) -> Any:
    """A check of one format, in the way of pandera's own."""
    return pandera.Check(
        lambda data: data.lazyframe.select(RIGHT[code](pl.col(data.key))), name=code, ignore_na=False
    )


def answers(path: Path) -> dict[str, Any]:
    """Rows, nulls, duplicates and three formats; a schema judges, it counts no distinct values and knows no least."""
    frame = pl.read_parquet(path)
    asked = {name: [check(code)] for code, name in FORMATS.items()}
    columns = {name: pandera.Column(pl.String, asked.get(name, []), nullable=False) for name in frame.columns}
    schema = pandera.DataFrameSchema(columns, unique=frame.columns)
    counts: Counter[str] = Counter()
    try:
        schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as refused:
        cases = refused.failure_cases
        counts.update(dict(cases.group_by("check").len().iter_rows()))
    return {
        "rows": frame.height,
        "nulls": counts["not_nullable"],
        "duplicates_marked": counts["multiple_fields_uniqueness"],
        **{code: counts[code] for code in FORMATS},
    }
