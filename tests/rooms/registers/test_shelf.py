"""A new list needs no code: a YAML file in the data folder is a register, from the form to the figure."""

import datetime as dt
from pathlib import Path

import pytest

from shuheng.registers.declare import shipped
from shuheng.registers.queries.metrics import metric_values
from shuheng.registers.shelf import declarations, shelf, supplies
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BENCHES = """
code: benches
title: 公园座椅台账
theme: 城市管理
purpose: 每张座椅一行。
filled_by: [department]
scope: own
frequency: yearly
due: {date: 01-31, years_after: 1}
key: [bench]
fields:
  bench: {title: 编号, type: text, required: true}
  broken: {title: 已损坏, type: yes_no, required: true}
metrics:
  损坏的座椅数: {code: benches.broken, take: rows, where: {broken: 是}}
"""


def test_a_list_of_ones_own_from_file_to_figure(cast: Cast, data: Path) -> None:
    assert "benches" not in declarations()
    (data / "registers" / "benches.yaml").write_text(BENCHES, encoding="utf-8")
    filer, bureau = cast.client("填报人"), cast.client("大数据局管理员")
    assert "公园座椅台账" in filer.get("/registers/").content.decode()
    for name, broken in (("一号", "是"), ("二号", "否")):
        filer.post("/registers/benches/new/", {"v.bench": name, "v.broken": broken})
    rows = filer.get("/registers/benches/").context["page"].rows
    for one in rows:
        filer.post(f"/registers/benches/{one.row.pk}/move/", {"version": "1", "to": "submitted"})
    bureau.post("/registers/to-review/", {"to": "confirmed", "row": [one.row.pk for one in rows]})
    filer.post("/registers/benches/close/", {"agency": "city-a-health", "start": "2021-01-01"})
    health, year = cast.agency("city-a-health"), (dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    assert supplies()["benches.broken"] == "benches"
    assert metric_values(["benches.broken"], [health], year) == {(health.pk, "benches.broken"): 1}
    page = filer.get(
        "/registers/benches/metrics/benches.broken/?agency=city-a-health&start=2021-01-01&end=2021-12-31"
    )
    assert "一号" in page.content.decode()
    assert "二号" not in page.content.decode()


def test_a_file_with_mistakes_is_refused_alone_and_shown_to_reviewers(cast: Cast, data: Path) -> None:
    text = BENCHES.replace("type: yes_no", "type: yesno").replace("key: [bench]", "key: [stool]")
    (data / "registers" / "benches.yaml").write_text(text, encoding="utf-8")
    assert "gardens" in shelf().declarations
    assert "benches" not in shelf().declarations
    page = cast.client("大数据局管理员").get("/registers/").content.decode()
    assert "没有读入的台账声明" in page
    assert "benches.yaml" in page
    assert "没有读入的台账声明" not in cast.client("填报人").get("/registers/").content.decode()
    (data / "registers" / "benches.yaml").write_text(BENCHES, encoding="utf-8")
    assert shelf().problems == ()


def test_one_cannot_take_the_place_of_a_shipped_register(cast: Cast, data: Path) -> None:
    (data / "registers" / "systems.yaml").write_text(
        BENCHES.replace("code: benches\n", "code: systems\n"), "utf-8"
    )
    assert [one.code for one in shelf().problems] == ["register-duplicate"]
    assert declarations()["systems"] == shipped()["systems"]


def test_rows_of_a_register_whose_file_went_away_stay(cast: Cast, data: Path) -> None:
    filer = cast.client("填报人")
    filer.post("/registers/gardens/new/", {"v.garden": "望湖园"})
    text = (data / "registers" / "gardens.yaml").read_text(encoding="utf-8")
    (data / "registers" / "gardens.yaml").unlink()
    assert filer.get("/registers/gardens/").status_code == 404
    assert filer.get("/registers/").status_code == 200
    (data / "registers" / "gardens.yaml").write_text(text.replace("  trees: {", "  shrubs: {"), "utf-8")
    assert "望湖园" in filer.get("/registers/gardens/").content.decode()
