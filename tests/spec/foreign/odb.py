"""The Open Data Barometer's published answers as facts. The file gives the points of each question; the
answers follow from them as far as the chain of questions lets them be seen."""

import csv
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

from shuheng.engines.rubric import FactRow, FactSheet, Rubric, build_sheet, load_rubric

RUBRIC = Path(__file__).parent / "open-data-barometer"
FOLDER = Path("data/scored/odb_2013_2014")
YES_NO = {
    "aExists": "数据存在",
    "bAvailable": "网上可得",
    "cMachineReadable": "机器可读",
    "dBulk": "可整体下载",
    "eFree": "免费",
    "fLicense": "开放许可",
    "hSustainable": "可持续",
    "iDiscoverable": "易发现",
    "jLinked": "有关联标识",
}
BEFORE = {"aExists": (), "bAvailable": ("aExists",), "cMachineReadable": ("aExists", "bAvailable")}
CHAIN = ("aExists", "bAvailable", "cMachineReadable")


@cache
def barometer() -> Rubric:
    """The dataset score as a rubric."""
    return load_rubric(RUBRIC)


def published(shared: Path, year: str) -> list[dict[str, str]]:
    """The rows of one year's file."""
    path = shared / FOLDER / f"ODB-{year}-Datasets-Scored.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def agency(row: dict[str, str]) -> str:
    """A dataset of a country."""
    return f"{row['Country']} {row['Variable']}"


def scores(rows: list[dict[str, str]]) -> dict[str, Fraction]:
    """The published scores."""
    return {agency(row): Fraction(row["CalculatedScore"]) for row in rows}


def sheet(rows: list[dict[str, str]], year: str, hidden: str | None) -> FactSheet:
    """The answers as facts; ``hidden`` is what the questions behind a No are taken to be (None: unknown)."""
    facts = [fact for row in rows for fact in _answers(row, year, hidden)]
    return build_sheet(barometer(), facts, sheet_id=f"odb-{year}", period=year)


def _answers(row: dict[str, str], year: str, hidden: str | None) -> Iterator[FactRow]:
    code = agency(row)
    for column, metric in YES_NO.items():
        seen = all(row[before] != "0" for before in BEFORE.get(column, CHAIN))
        answer = hidden if not seen else "是" if row[column] != "0" else "否"
        if answer is not None:
            yield FactRow(code, metric, answer)
    yield FactRow(code, "更新情况", _timeliness(row, year))


def _timeliness(row: dict[str, str], year: str) -> str:
    """In 2014 outdated data lost points; in 2013 it shows only where machine-readable data got none. What got
    no points for another reason counts as timely here: the chain has to withhold its points."""
    if row["gUpdated"] == "-5":
        return "过时"
    return "过时" if year == "2013" and row["cMachineReadable"] != "0" and row["gUpdated"] == "0" else "及时"
