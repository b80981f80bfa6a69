"""A declaration changes while rows stand: columns go and come, states go; nothing is lost, nothing blows up."""

from pathlib import Path

import pytest

from shuheng.registers.actions.moves import move_row
from shuheng.registers.actions.rows import change_row
from shuheng.registers.models import RegisterRow
from tests.cast import Cast
from tests.rooms.registers.conftest import GARDENS, Make
from tests.rooms.registers.sheets import exported, planned

pytestmark = pytest.mark.django_db
LIFE = """
life:
  states:
    - {code: open, title: 登记, open: true}
    - {code: done, title: 办结, complete: true, counts: true}
  moves:
    - {from: open, to: done, title: 办结, by: fill}
"""


def declare(data: Path, text: str) -> None:
    (data / "registers" / "gardens.yaml").write_text(text, encoding="utf-8")


def test_a_column_that_goes_leaves_its_values_in_the_history(make: Make, cast: Cast, data: Path) -> None:
    row = make()
    declare(data, GARDENS.replace("  trees: {title: 树木, type: count, unit: 棵}\n", ""))
    page = cast.client("填报人").get(f"/registers/gardens/{row.pk}/").content.decode()
    assert "树木" not in page
    assert planned(exported(), cast).unchanged == 1
    moved = move_row(number=row.pk, version=1, to="submitted", by=cast.visitor("填报人"))
    assert "trees" not in moved.values
    assert row.versions.get(number=2).changes == {"trees": [40, None]}


def test_a_new_required_column_is_asked_for_before_the_next_step(make: Make, cast: Cast, data: Path) -> None:
    row = make()
    declare(data, GARDENS.replace("metrics:\n", "").replace("checks: []", "").split("  公园数")[0])
    assert cast.client("填报人").get("/registers/gardens/").status_code == 200
    declare(
        data,
        GARDENS.replace(
            "  trees: {title: 树木,",
            "  gate: {title: 大门, type: text, required: true}\n  trees: {title: 树木,",
        ),
    )
    answer = cast.client("填报人").post(
        f"/registers/gardens/{row.pk}/move/", {"version": "1", "to": "submitted"}
    )
    assert (answer.status_code, "“大门”没有填" in answer.content.decode()) == (422, True)


def test_a_state_that_goes_is_shown_as_it_was_and_left_by_an_edit(make: Make, cast: Cast, data: Path) -> None:
    row = make()
    declare(data, GARDENS + LIFE)
    filer = cast.client("填报人")
    assert "filled" in filer.get(f"/registers/gardens/{row.pk}/").content.decode()
    assert filer.get("/registers/gardens/").status_code == 200
    changed = change_row(number=row.pk, version=1, values=row.values, by=cast.visitor("填报人"))
    assert (changed.state, changed.version) == ("open", 2)
    move_row(number=row.pk, version=2, to="done", by=cast.visitor("填报人"))
    assert RegisterRow.objects.get().state == "done"


def test_a_value_that_no_longer_fits_is_shown_and_must_be_mended(make: Make, cast: Cast, data: Path) -> None:
    row = make(kind="社区")
    declare(data, GARDENS.replace("[街头绿地, 滨水, 社区]", "[街头绿地, 滨水]"))
    filer = cast.client("填报人")
    page = filer.get(f"/registers/gardens/{row.pk}/edit/").content.decode()
    assert "<option selected>社区</option>" in page
    assert planned(exported(), cast).unchanged == 1
    answer = filer.post(f"/registers/gardens/{row.pk}/move/", {"version": "1", "to": "submitted"})
    assert "不在可选的词里" in answer.content.decode()
