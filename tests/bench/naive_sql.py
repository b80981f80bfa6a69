"""The core set as most people push it down into PostgreSQL: one query per column and measure."""

from shuheng.engines.measure.tables.formats.credit_code import ALPHABET
from shuheng.engines.measure.tables.formats.credit_code import WEIGHTS as CREDIT_WEIGHTS
from shuheng.engines.measure.tables.formats.identity import CHECKS
from shuheng.engines.measure.tables.formats.identity import WEIGHTS as IDENTITY_WEIGHTS
from tests.bench.peers.columns import FORMATS, SHAPES

CARD = 19  # digits of the cards of the table
AGGREGATES = {
    "nulls": "count(*) - count({0})",
    "blanks": "count(*) FILTER (WHERE btrim({0}) = '')",
    "distinct": "count(DISTINCT {0})",
    "least": "min({0})",
    "greatest": "max({0})",
}


def statements(table: str, columns: list[str]) -> dict[str, str]:
    """SQL by what it answers; the table and the columns are names without quotes."""
    held = quoted(table)
    asked = {"rows": f"SELECT count(*) FROM {held}"}
    for column in columns:
        for name, aggregate in AGGREGATES.items():
            asked[f"{name} {column}"] = f"SELECT {aggregate.format(quoted(column))} FROM {held}"
    asked["duplicates"] = (
        f"SELECT (SELECT count(*) FROM {held}) - count(*) FROM (SELECT DISTINCT * FROM {held}) AS each"
    )
    for code, right in (("identity", identity), ("credit_code", credit_code), ("bank_card", bank_card)):
        column = quoted(FORMATS[code])
        holds = f"{column} ~ '{SHAPES[code]}' AND {right(column)}"
        asked[code] = f"SELECT count(*) FILTER (WHERE NOT ({holds})) FROM {held}"
    return asked


def quoted(name: str) -> str:
    """A name as it stands in SQL."""
    return '"' + name.replace('"', '""') + '"'


def identity(column: str) -> str:
    """Whether the check character is right."""
    total = " + ".join(
        f"{weight} * (ascii(substr({column}, {place}, 1)) - 48)"
        for place, weight in enumerate(IDENTITY_WEIGHTS, 1)
    )
    return f"substr('{CHECKS}', ({total}) % 11 + 1, 1) = substr({column}, 18, 1)"


def credit_code(column: str) -> str:
    """Whether the check character is right."""
    total = " + ".join(
        f"{weight} * (strpos('{ALPHABET}', substr({column}, {place}, 1)) - 1)"
        for place, weight in enumerate((*CREDIT_WEIGHTS, 1), 1)
    )
    return f"({total}) % 31 = 0"


def bank_card(column: str) -> str:
    """Whether the last digit is right."""
    digits = [f"(ascii(substr({column}, {place}, 1)) - 48)" for place in range(1, CARD + 1)]
    total = " + ".join(
        f"({digit} * 2 - CASE WHEN {digit} > 4 THEN 9 ELSE 0 END)" if place % 2 else digit
        for place, digit in enumerate(digits)
    )
    return f"({total}) % 10 = 0"
