"""ydata-profiling in its minimal form, with duplicate rows, up to the description (no page is drawn)."""

from pathlib import Path
from typing import Any

from tests.bench.peers.libraries import needed

pandas = needed("pandas")
ydata = needed("ydata_profiling")


def answers(path: Path) -> dict[str, Any]:
    """Rows, nulls, distinct and duplicates. Texts have no least and greatest there, and no formats."""
    frame = pandas.read_parquet(path)
    report = ydata.ProfileReport(frame, minimal=True, progress_bar=False, duplicates={"head": 10})
    found = report.get_description()
    return {
        "rows": found.table["n"],
        "nulls": sum(column["n_missing"] for column in found.variables.values()),
        "distinct": {name: column["n_distinct"] for name, column in found.variables.items()},
        "duplicates": found.table.get("n_duplicates"),
    }
