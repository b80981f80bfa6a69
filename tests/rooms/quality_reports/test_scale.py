"""A city: 60 agencies with 200 tables each, measured this month and the month before; gathered and printed in time."""

import time
from datetime import date

import pytest

from shuheng.accounts.models import Agency
from shuheng.quality.models import DataTable, TableResult
from shuheng.quality.monthly.gather import monthly_quality
from shuheng.quality.monthly.month import Month
from shuheng.quality.tables.terms import ResultState
from shuheng.reports.quality.cleaning import cleaning_paper
from shuheng.reports.quality.monthly import monthly_paper
from shuheng.reports.quality.pdf import pdf
from shuheng.reports.quality.word import word
from tests.cast import Cast
from tests.rooms.quality_reports import kept, made

AGENCIES, TABLES = 60, 200
TODAY = date(2026, 5, 6)
GATHER_SECONDS, PRINT_SECONDS = 30, 30  # measured: 3 and 3; the bounds leave room for a busy machine


@pytest.mark.django_db
def test_a_city_in_time(cast: Cast) -> None:
    city = cast.agency("city-a")
    fill(city)
    start = time.monotonic()
    month = monthly_quality(city, Month(2026, 3), TODAY)
    gathered = time.monotonic() - start
    assert month.extent.measured == AGENCIES * TABLES
    assert len(month.agencies) == AGENCIES
    assert {one.measured for one in month.agencies} == {TABLES}
    start = time.monotonic()
    files = word(monthly_paper(month)), pdf(monthly_paper(month))
    printed = time.monotonic() - start
    assert all(len(file) < 5_000_000 for file in files)
    assert (gathered < GATHER_SECONDS, printed < PRINT_SECONDS) == (True, True), (gathered, printed)


def test_a_cleaning_report_of_12000_tables_lists_the_worst_and_counts_the_rest() -> None:
    paper = cleaning_paper(made.cleaning(AGENCIES * TABLES))
    start = time.monotonic()
    assert len(pdf(paper)) < 2_000_000
    assert len(word(paper)) < 2_000_000
    assert time.monotonic() - start < PRINT_SECONDS
    titles = [getattr(block, "title", "") for block in paper.blocks]
    assert any("另有 11,700 张没有列出" in title for title in titles)


def fill(city: Agency) -> None:
    """Agencies, tables, and two runs with a result for each table."""
    departments = [
        Agency.objects.create(
            code=f"big-{at}",
            name=f"演示第{at}局",
            kind="department",
            parent=city,
            path=f"{city.path}{100_000 + at}/",
        )
        for at in range(AGENCIES)
    ]
    tables = DataTable.objects.bulk_create(
        DataTable(agency=one, title=f"名录{at}", actor="测试") for one in departments for at in range(TABLES)
    )
    for day in (date(2026, 2, 20), date(2026, 3, 20)):
        run = kept.run(day)
        TableResult.objects.bulk_create(
            TableResult(
                run=run,
                table=one,
                state=ResultState.MEASURED,
                rows=1_000 + at,
                summary=kept.summary(
                    {"empty_cells": [at % 90, 10_000, 0], "format_identity": [at % 7, 1_000, 0]},
                    {"completeness": [11, at % 3], "conformity": [1, at % 2]},
                ),
                finished=run.finished,
            )
            for at, one in enumerate(tables)
        )
