"""Cases worked out by hand: rows as people write them, and what each metric must be.

One file per register: `rows` (a row's `state` too, else 已确认), what they share in `usual`, rows that share nothing in
`rows_written`, and `expect` with every metric of the register by its title. The period is the year 2021.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from shuheng.files.yaml_source import read_source
from shuheng.registers.declare import Declaration, Period, Row, read_values

FOLDER = Path(__file__).parent / "cases"
YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))


@dataclass(frozen=True)
class Case:
    """The rows of one register and the expected values as text."""

    rows: tuple[Row, ...]
    expect: dict[str, str]


def row_of(declaration: Declaration, texts: dict[str, str]) -> Row:
    """A row of texts by field code; `state` is the state. Every cell must be readable."""
    cells = {code: text for code, text in texts.items() if code != "state"}
    values, problems = read_values(declaration, cells)
    assert problems == [], [str(problem) for problem in problems]
    return Row(values, texts.get("state", "confirmed"))


def case_of(declaration: Declaration) -> Case:
    """The case of a register."""
    data: Any = read_source(FOLDER / f"{declaration.code}.yaml").data
    assert set(data) <= {"rows", "rows_written", "usual", "expect"}
    written = [{**data.get("usual", {}), **row} for row in data["rows"]] + data.get("rows_written", [])
    return Case(tuple(row_of(declaration, row) for row in written), data["expect"])


def names() -> list[str]:
    """The registers that have a case."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))
