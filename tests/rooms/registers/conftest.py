"""A register of one's own, brought as a YAML file, beside the shipped ones; files go to a folder of the test."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from shuheng.registers.actions.rows import create_row
from shuheng.registers.declare import Value
from shuheng.registers.models import RegisterRow
from tests.cast import Cast, cast

__all__ = ["cast"]

GARDENS = """
code: gardens
title: 口袋公园台账
theme: 城市管理
purpose: 每个口袋公园一行，记面积、开放日期和养护情况。
sources: {suqian-2022-department: ["9-9"]}
filled_by: [city, department]
scope: subtree
frequency: yearly
due: {workdays: 10}
key: [garden]
fields:
  garden: {title: 公园名称, type: text, required: true}
  size: {title: 面积, type: amount, unit: 亩, required: true, min: 0, max: 5000}
  trees: {title: 树木, type: count, unit: 棵}
  kind: {title: 类别, type: code, codes: [街头绿地, 滨水, 社区], required: true}
  opened: {title: 开放日期, type: date, required_when: {tended: 是}}
  first_month: {title: 首次巡查月份, type: month}
  tended: {title: 有人养护, type: yes_no, required: true}
  page: {title: 介绍网页, type: url}
  keeper: {title: 养护单位, type: agency}
  sister: {title: 姊妹公园, type: reference, register: gardens}
  large: {title: 大公园, type: yes_no, derived: {size: {at_least: 100}}}
checks: []
metrics:
  公园数: {code: gardens.total, take: rows, period: opened}
  有人养护的公园数: {code: gardens.tended, take: rows, of: gardens.total, where: {tended: 是}}
  公园面积: {code: gardens.size, take: sum, field: size, period: opened}
"""
FULL: dict[str, Value] = {
    "garden": "望湖园",
    "size": "12.5",
    "trees": 40,
    "kind": "滨水",
    "opened": "2021-05-01",
    "tended": True,
}
Make = Callable[..., RegisterRow]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, settings: Settings) -> Path:
    """The data folder, with the declaration in it."""
    settings.DATA = tmp_path
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "gardens.yaml").write_text(GARDENS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def make(cast: Cast) -> Make:
    """Make a row of 口袋公园台账 for 甲市卫生健康委; keywords change its values, None leaves one out."""

    def made(by: str = "填报人", at: str = "city-a-health", **changes: Value) -> RegisterRow:
        values = {code: value for code, value in (FULL | changes).items() if value is not None}
        return create_row(
            register="gardens",
            agency=cast.agency(at),
            values=values,
            by=cast.visitor(by),
        )

    return made
