"""Demonstration rows: in every register, marked, closed, and every metric of a department known or said to be unknown."""

import datetime as dt

import pytest

from shuheng.audit.models import AuditRow
from shuheng.registers.actions.demo import fill_demo
from shuheng.registers.declare import Period
from shuheng.registers.models import RegisterClose, RegisterRow, RegisterRowVersion
from shuheng.registers.queries.metrics import metric_values
from shuheng.registers.shelf import declarations, supplies
from tests.cast import Cast

pytestmark = pytest.mark.django_db
YEAR = Period(dt.date(2021, 1, 1), dt.date(2021, 12, 31))


def test_every_register_is_filled_marked_and_closed(cast: Cast) -> None:
    city = cast.agency("city-b")
    made = fill_demo(agencies=[city], periods=[YEAR], actor="演示")
    filed = {code for code, one in declarations().items() if "city" in one.filled_by and code != "gardens"}
    assert set(RegisterClose.objects.values_list("register", flat=True)) >= filed
    assert RegisterRow.objects.values("register").distinct().count() > len(filed) * 3 // 4
    assert made.rows == RegisterRow.objects.filter(demo=True).count() == RegisterRowVersion.objects.count()
    assert made.closes == RegisterClose.objects.filter(demo=True).count() > len(filed)
    assert not RegisterClose.objects.filter(closed__lt=dt.datetime(2021, 1, 31, tzinfo=dt.UTC)).exists()
    assert AuditRow.objects.filter(action="registers.fill_demo").count() == 1
    values = metric_values(supplies(), [city], (YEAR.start, YEAR.end))
    own = [
        value
        for (_, code), value in values.items()
        if declarations()[supplies()[code]].scope == "own" and supplies()[code] in filed
    ]
    assert own
    assert sum(value is None for value in own) <= len(own) // 10


def test_it_may_be_repeated(cast: Cast) -> None:
    water = cast.agency("city-a-water")
    first = fill_demo(agencies=[water], periods=[YEAR], actor="演示")
    again = fill_demo(agencies=[water], periods=[YEAR], actor="演示")
    assert first.rows > 0
    assert (again.rows, again.closes) == (0, 0)
