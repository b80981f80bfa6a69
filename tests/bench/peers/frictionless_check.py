r"""frictionless on a CSV of the table in which a null is written \N: constraints of the schema and its own row check."""

from collections import Counter
from pathlib import Path
from typing import Any

from tests.bench.peers.columns import FORMATS, SHAPES
from tests.bench.peers.libraries import needed

frictionless = needed("frictionless")
EVERY = 10**9  # errors: all are counted


def answers(path: Path) -> dict[str, Any]:
    """Rows, nulls, duplicates; formats by their shape. It counts no distinct values and knows no least."""
    with path.open(encoding="utf-8") as lines:
        names = next(lines).rstrip("\n").split(",")
    shapes = {FORMATS[code]: {"pattern": shape.strip("^$")} for code, shape in SHAPES.items()}
    fields = [
        {"name": name, "type": "string", "constraints": {"required": True, **shapes.get(name, {})}}
        for name in names
    ]
    schema = frictionless.Schema.from_descriptor({"fields": fields, "missingValues": ["\\N"]})
    resource = frictionless.Resource(path=path.name, basepath=str(path.parent), schema=schema)
    checklist = frictionless.Checklist(checks=[frictionless.checks.duplicate_row()])
    report = resource.validate(checklist, limit_errors=EVERY)
    told = Counter(map(tuple, report.flatten(["type", "note"])))
    required = sum(count for (_, note), count in told.items() if "required" in note)
    return {
        "rows": report.tasks[0].stats["rows"],
        "nulls": required,
        "duplicates": sum(count for (kind, _), count in told.items() if kind == "duplicate-row"),
        "shapes": sum(count for (kind, _), count in told.items() if kind == "constraint-error") - required,
    }
