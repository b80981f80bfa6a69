"""Small staged tables, their repair, and what can be read back."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from shuheng.engines.measure.repair import Given, Repaired, load_rules, repair

GENDERS = {"1": "男", "2": "女", "9": "未说明的性别"}
DIVISIONS = {
    "320000": "江苏省",
    "320100": "南京市",
    "320106": "鼓楼区",
    "320300": "徐州市",
    "320302": "鼓楼区",
    "321300": "宿迁市",
    "321302": "宿城区",
}
GIVEN = Given(date(2026, 3, 5), {"性别": GENDERS, "区划": DIVISIONS})
Rows = Sequence[Sequence[str | None]]


def staged(path: Path, columns: Sequence[str], rows: Rows, *, group: int = 1000) -> Path:
    """A Parquet file of texts, in row groups of this size."""
    cells = [pa.array([row[at] for row in rows], pa.string()) for at in range(len(columns))]
    schema = pa.schema([(name, pa.string()) for name in columns])
    pq.write_table(pa.Table.from_arrays(cells, schema=schema), path, compression="zstd", row_group_size=group)
    return path


def read(path: Path) -> list[tuple[Any, ...]]:
    """The rows of a Parquet file."""
    table = pq.read_table(path)
    return (
        list(zip(*(column.to_pylist() for column in table.columns), strict=True)) if table.num_columns else []
    )


def repaired(folder: Path, columns: Sequence[str], rows: Rows, rules: str) -> Repaired:
    """The table repaired by rules of YAML, in a folder beside it."""
    source = staged(folder / "before.parquet", columns, rows)
    return repair(source, load_rules(f"name: 试\nrules:\n{rules}"), folder / "after", GIVEN)


def one_column(folder: Path, rule: str, texts: Sequence[str | None]) -> list[str | None]:
    """What one rule makes of the cells of one column."""
    done = repaired(folder, ["甲"], [[text] for text in texts], f"  - {{columns: 甲, {rule}}}")
    return [row[0] for row in read(done.path)]
