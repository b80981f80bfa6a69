"""From rows to metrics: exact, unknown until the list is whole, with the rows behind."""

import datetime as dt
from fractions import Fraction

import pytest

from shuheng.registers.actions.closes import close_period, reopen_period
from shuheng.registers.actions.moves import move_row
from shuheng.registers.actions.rows import withdraw_row
from shuheng.registers.models import RegisterClose, RegisterRow
from shuheng.registers.queries.behind import behind_page
from shuheng.registers.queries.metrics import metric_values, rows_behind
from shuheng.registers.shelf import supplies
from tests.cast import Cast
from tests.rooms.registers.conftest import Make

pytestmark = pytest.mark.django_db
YEAR = (dt.date(2021, 1, 1), dt.date(2021, 12, 31))
CODES = ("gardens.total", "gardens.tended", "gardens.size")
FILERS = ("city-a", "city-a-bureau", "city-a-health", "city-a-water")


def confirm(cast: Cast, row: RegisterRow) -> None:
    by = cast.visitor("系统管理员")
    move_row(number=row.pk, version=1, to="submitted", by=by)
    move_row(number=row.pk, version=2, to="confirmed", by=by)


def close(cast: Cast, *codes: str, start: dt.date = YEAR[0]) -> None:
    for code in codes:
        close_period(register="gardens", agency=cast.agency(code), start=start, by=cast.visitor("系统管理员"))


def values(cast: Cast, agency: str) -> list[object]:
    found = metric_values(CODES, [cast.agency(agency)], YEAR)
    return [found[cast.agency(agency).pk, code] for code in CODES]


def test_unknown_until_closed_and_zero_only_then(cast: Cast, make: Make) -> None:
    confirm(cast, make())
    assert values(cast, "city-a-health") == [None, None, None]
    close(cast, "city-a-health", "city-a-water")
    assert values(cast, "city-a-health") == [1, 1, Fraction(25, 2)]
    assert values(cast, "city-a-water") == [0, 0, 0]


def test_a_city_waits_for_everyone_below_it(cast: Cast, make: Make) -> None:
    confirm(cast, make())
    confirm(cast, make(by="系统管理员", at="city-a-water", garden="堤园", size="0.1", tended=False))
    close(cast, *FILERS[:-1])
    assert values(cast, "city-a") == [None, None, None]
    close(cast, FILERS[-1])
    assert values(cast, "city-a") == [2, 1, Fraction(126, 10)]
    opened = RegisterClose.objects.get(agency__code="city-a-water")
    reopen_period(number=opened.pk, by=cast.visitor("系统管理员"), reason="补报")
    assert values(cast, "city-a") == [None, None, None]


def test_rows_count_when_confirmed_and_not_withdrawn(cast: Cast, make: Make) -> None:
    confirm(cast, make())
    gone = make(garden="旧园")
    confirm(cast, gone)
    waiting = make(garden="新园")
    move_row(number=waiting.pk, version=1, to="submitted", by=cast.visitor("填报人"))
    late = make(garden="晚园", opened="2022-01-01")
    confirm(cast, late)
    withdraw_row(number=gone.pk, version=3, by=cast.visitor("系统管理员"), reason="已拆除")
    close(cast, "city-a-health")
    assert values(cast, "city-a-health")[0] == 1


def test_codes_that_no_register_supplies_are_left_out(cast: Cast) -> None:
    assert metric_values(["no.such"], [cast.agency("city-a")], YEAR) == {}
    assert supplies()["gardens.size"] == "gardens"
    assert supplies()["counties.total"] == "counties"


def test_every_filing_period_within_must_be_closed(cast: Cast) -> None:
    agency = cast.agency("city-a-health")
    for quarter in (1, 4, 7):
        close_period(
            register="systems", agency=agency, start=dt.date(2021, quarter, 1), by=cast.visitor("填报人")
        )
    code = next(code for code, register in supplies().items() if register == "systems")
    assert metric_values([code], [agency], YEAR)[agency.pk, code] is None
    half = (YEAR[0], dt.date(2021, 6, 30))
    assert metric_values([code], [agency], half)[agency.pk, code] is not None


def test_the_rows_behind_a_figure(cast: Cast, make: Make) -> None:
    row = make()
    confirm(cast, row)
    undone = rows_behind("gardens.total", cast.agency("city-a"), YEAR)
    assert [one.code for one in undone.open_agencies] == list(FILERS)
    assert (undone.value, undone.text) == (None, "")
    close(cast, *FILERS)
    found = rows_behind("gardens.total", cast.agency("city-a"), YEAR)
    assert ([one.pk for one in found.rows], found.text, found.sources) == ([row.pk], "1", 4)
    page = behind_page("gardens.tended", cast.agency("city-a"), YEAR)
    assert "在“公园数”的行中" in page.words
    assert "有人养护为“是”" in page.words


def test_a_row_that_cannot_be_decided_makes_the_figure_unknown(cast: Cast, make: Make) -> None:
    row = make()
    confirm(cast, row)
    held = RegisterRow.objects.get(pk=row.pk)
    del held.values["tended"]
    held.save(update_fields=["values"])
    close(cast, "city-a-health")
    page = behind_page("gardens.tended", cast.agency("city-a-health"), YEAR)
    assert (page.behind.value, [one.row.pk for one in page.undecided]) == (None, [row.pk])
    assert "1 行缺少" in page.why_unknown
    assert values(cast, "city-a-health") == [1, None, Fraction(25, 2)]
