"""Lists made by code, and the short way from a list to a finished run."""

import io
import json
from collections.abc import Sequence
from typing import Any

from shuheng.accounts.visitors import OPERATOR
from shuheng.catalogue.harvest import actions
from shuheng.catalogue.harvest.actions import Wish
from shuheng.catalogue.harvest.files import Kept, keep
from shuheng.catalogue.harvest.runs.carry_out import carry_out
from shuheng.catalogue.models import CatalogueEntry, HarvestRun, HarvestSource

MAPPING = """
name: 甲市
key: 编号
missing_fields: allow
fields:
  code: 编号
  title: 名称
  provider: 部门
  open_type: 开放
  update_cycle: 频率
  updated: 更新
  rows: 数据量
  formats: 格式
  abstract: 说明
  item_names: 字段
  licence_text: 许可
"""
Rows = Sequence[dict[str, Any]]


def row(number: int, **other: Any) -> dict[str, Any]:
    """One record; what is not said is ordinary."""
    ordinary = {"编号": f"C{number:06}", "名称": f"第{number}号目录", "部门": "甲市水利局", "开放": "无条件开放",
                "频率": "每月", "更新": "2023-06-08", "数据量": "1,299", "格式": ["csv", "xls"], "说明": "说明"}  # fmt: skip
    return ordinary | other


def rows(count: int) -> list[dict[str, Any]]:
    return [row(number) for number in range(1, count + 1)]


def kept(content: Rows | bytes, name: str = "list.json") -> Kept:
    """Records, or the bytes of a file, as an upload would leave them."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return keep(io.BytesIO(data), name)


def opened(source: HarvestSource, content: Rows | bytes, wish: Wish | None = None) -> HarvestRun:
    """A run that has not begun."""
    return actions.open_run(source=source, kept=kept(content), wish=wish or Wish(), by=OPERATOR)


def harvested(source: HarvestSource, content: Rows | bytes, **wish: Any) -> HarvestRun:
    """A run carried out to its end."""
    return carry_out(opened(source, content, Wish(**wish)))


def counts(run: HarvestRun) -> tuple[int, int, int, int, int]:
    """Read, added, changed, unchanged, refused."""
    return run.records, run.added, run.changed, run.unchanged, run.refused


def entry(key: str) -> CatalogueEntry:
    return CatalogueEntry.objects.get(source_key=key)
