"""What the core set of a made table must come to, and how much of it a tool has answered."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from tests.bench.peers.columns import DATE, FORMATS
from tests.bench.tables_bench import planted_faults

PARTS = ("rows", "nulls", "distinct", "least and greatest", "duplicate rows", "three formats")
NO, YES, NEARLY, OFF = "no", "yes", "≈", "off by "
NEAR = 10  # per cent that an approximate number may be off
Answers = Mapping[str, Any]


def truth(path: Path) -> Answers:
    """The exact answers: planted ones as planted, the others counted exactly."""
    columns = pq.read_schema(path).names
    names = ['"' + name.replace('"', '""') + '"' for name in columns]
    rows: int = pq.read_metadata(path).num_rows
    nulls = " + ".join(f"(count(*) - count({name}))" for name in names)
    date = f'"{DATE}"'
    with duckdb.connect() as database:
        table = database.read_parquet(str(path))
        told = table.aggregate(f"{nulls}, min({date}), max({date})").fetchone() or ()
        counts = [table.aggregate(f"count(DISTINCT {name})").fetchone() or (0,) for name in names]
    distinct = {column: count for column, (count,) in zip(columns, counts, strict=True)}
    return {
        "rows": rows,
        "nulls": told[0],
        "distinct": distinct,
        "least_greatest": [told[1], told[2]],
        **planted_faults(rows),
    }


def marks(found: Answers, right: Answers) -> list[str]:
    """A word for each of PARTS: yes, ≈ (at most NEAR per cent off), no (not answered), or what is wrong or off."""
    return [
        number(found, right, "rows"),
        number(found, right, "nulls"),
        _distinct(found, right),
        _same(found, right, "least_greatest"),
        _duplicates(found, right),
        _formats(found, right),
    ]


def is_whole(marked: list[str]) -> bool:
    """Whether a tool computes all of the core set, however far off its approximations are."""
    return all(mark in (YES, NEARLY) or mark.startswith(OFF) for mark in marked)


def number(found: Answers, right: Answers, name: str) -> str:
    """The mark of one number that may be approximate."""
    if found.get(name) is None or found[name] == right[name]:
        return _same(found, right, name)
    off = abs(found[name] - right[name]) * 100
    return NEARLY if off <= NEAR * right[name] else _same(found, right, name)


def _distinct(found: Answers, right: Answers) -> str:
    """By the column that is furthest off: errors of columns do not make up for one another."""
    if found.get("distinct") is None:
        return NO
    off = {
        name: -(-abs(found["distinct"][name] - count) * 100 // count)
        for name, count in right["distinct"].items()
    }
    worst = max(off, key=lambda name: off[name])
    if off[worst] > NEAR:
        return f"{OFF}{off[worst]}% ({worst})"
    return NEARLY if off[worst] else YES


def _same(found: Answers, right: Answers, name: str) -> str:
    if found.get(name) is None:
        return NO
    return YES if found[name] == right[name] else f"WRONG: {found[name]}, not {right[name]}"


def _duplicates(found: Answers, right: Answers) -> str:
    """Some count every row of a pair; no row stands there three times."""
    if "duplicates_marked" in found:
        return _same({"pairs": found["duplicates_marked"]}, {"pairs": 2 * right["duplicates"]}, "pairs")
    return _same(found, right, "duplicates")


def _formats(found: Answers, right: Answers) -> str:
    planted = sum(right[code] for code in FORMATS)
    if "shapes" in found:
        return f"shape only: {found['shapes']:,} of {planted:,} faults"
    each = {_same(found, right, code) for code in FORMATS}
    return each.pop() if len(each) == 1 else "; ".join(sorted(each))
