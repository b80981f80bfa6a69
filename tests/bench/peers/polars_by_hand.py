"""The core set written by hand in polars, as fast as was found: streaming, approximate distinct, rows by hash."""

from pathlib import Path
from typing import Any

from tests.bench.peers.columns import DATE, FORMATS, SHAPES
from tests.bench.peers.libraries import needed

pl = needed("polars")
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
IDENTITY = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CREDIT = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1)
CARD = 19  # digits of the cards of the table


def identity(column: Any) -> Any:
    """Whether the shape, the day of birth and the check character are right."""
    number = column.str.slice(0, 17).cast(pl.Int64, strict=False)
    total = sum(number // 10 ** (16 - place) % 10 * weight for place, weight in enumerate(IDENTITY))
    values = {text: value for value, text in enumerate("0123456789X")}
    last = column.str.slice(17, 1).replace_strict(values, default=None, return_dtype=pl.Int64)
    born = column.str.slice(6, 8).str.to_date("%Y%m%d", strict=False)
    shape = column.str.contains(SHAPES["identity"])
    return (shape & ((total + last) % 11 == 1) & born.is_not_null()).fill_null(value=False)


def credit_code(column: Any) -> Any:
    """Whether the shape and the check character are right."""
    kind = pl.Enum(list(LETTERS))
    places = [column.str.slice(place, 1).cast(kind, strict=False).to_physical() for place in range(18)]
    total = sum(value.cast(pl.Int32) * weight for value, weight in zip(places, CREDIT, strict=True))
    return (column.str.contains(SHAPES["credit_code"]) & (total % 31 == 0)).fill_null(value=False)


def bank_card(column: Any) -> Any:
    """Whether the shape and the last digit are right."""
    number = column.str.slice(0, CARD - 1).cast(pl.Int64, strict=False)
    total = column.str.slice(CARD - 1, 1).cast(pl.Int64, strict=False)
    for place in range(CARD - 1):
        digit = number // 10**place % 10
        total = total + (digit if place % 2 else digit * 2 - (digit > 4).cast(pl.Int64) * 9)
    return (column.str.contains(SHAPES["bank_card"]) & (total % 10 == 0)).fill_null(value=False)


RIGHT = {"identity": identity, "credit_code": credit_code, "bank_card": bank_card}


def answers(path: Path) -> dict[str, Any]:
    """All of the core set."""
    table = pl.scan_parquet(path)
    names = table.collect_schema().names()
    asked = [pl.len().alias("rows"), *(_basic(name) for name in names)]
    asked += [(~RIGHT[code](pl.col(name))).sum().alias(code) for code, name in FORMATS.items()]
    found = table.select(asked).collect(engine="streaming").row(0, named=True)
    rows = table.select(pl.struct(names).hash().n_unique()).collect(engine="streaming").item()
    columns = [found[name] for name in names]
    return {
        "rows": found["rows"],
        "nulls": sum(column["nulls"] for column in columns),
        "distinct": {name: found[name]["distinct"] for name in names},
        "least_greatest": [found[DATE]["least"], found[DATE]["greatest"]],
        "duplicates": found["rows"] - rows,
        **{code: found[code] for code in FORMATS},
    }


def _basic(name: str) -> Any:
    column = pl.col(name)
    return pl.struct(
        column.null_count().alias("nulls"),
        column.drop_nulls().approx_n_unique().alias("distinct"),
        column.min().alias("least"),
        column.max().alias("greatest"),
    ).alias(name)
