"""DuckDB's own SUMMARIZE of the file."""

from pathlib import Path
from typing import Any

from tests.bench.peers.columns import DATE
from tests.bench.peers.libraries import needed

duckdb = needed("duckdb")


def answers(path: Path) -> dict[str, Any]:
    """Rows, nulls (as a share of two decimals), approximate distinct, least and greatest."""
    with duckdb.connect() as database:
        found = database.execute("SUMMARIZE SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description]
        columns = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    date = next(column for column in columns if column["column_name"] == DATE)
    return {
        "rows": columns[0]["count"],
        "nulls": round(sum(column["null_percentage"] * column["count"] / 100 for column in columns)),
        "distinct": {column["column_name"]: column["approx_unique"] for column in columns},
        "least_greatest": [date["min"], date["max"]],
    }
