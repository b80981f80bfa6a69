"""Months: read, counted, compared."""

from datetime import date

import pytest

from shuheng.quality.monthly.month import Month


@pytest.mark.parametrize("text", ["2026-03", "2000-01", "2099-12"])
def test_read_and_written_the_same(text: str) -> None:
    assert str(Month.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-3",
        "2026-00",
        "2026-13",
        "1999-12",
        "2100-01",
        "2026-03-01",
        "２０２６-03",
        "x",
        "2026-03\n",
    ],
)
def test_anything_else_is_no_month(text: str) -> None:
    assert Month.parse(text) is None


def test_days_and_neighbours() -> None:
    month = Month(2024, 2)
    assert (month.first, month.last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (Month(2026, 1).before, Month(2026, 12).after) == (Month(2025, 12), Month(2027, 1))
    assert Month.of(date(2026, 12, 31)).last == date(2026, 12, 31)
    assert [str(one) for one in Month(2026, 2).back(3)] == ["2025-12", "2026-01", "2026-02"]
    assert Month(2026, 2).until(date(2026, 2, 3)) == date(2026, 2, 3)
    assert Month(2026, 2).until(date(2026, 4, 1)) == date(2026, 2, 28)
    assert Month(2026, 2).words == "2026年2月"
    assert Month(2025, 12) < Month(2026, 1)
