"""Reads the Excel form back: one row per metric, one column per agency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shuheng.engines.rubric import FactRow, Metric, Problem
from shuheng.files.table import Row, Table
from shuheng.reports.facts_io import template_layout as layout
from shuheng.reports.facts_io.cells import cell_text

_GUIDE_ROWS = 30


@dataclass(frozen=True, slots=True)
class Mark:
    """What the guide sheet says the form was made for."""

    rubric: str
    hash: str
    period: str


@dataclass(frozen=True, slots=True)
class _Agency:
    code: str
    name: str
    peer: str


def find_mark(tables: Mapping[str, Table]) -> Mark | None:
    """The mark of the form, or None where the workbook is not one of ours."""
    guide = tables.get(layout.GUIDE_SHEET)
    if guide is None or layout.FORM_SHEET not in tables:
        return None
    rows = guide.rows[:_GUIDE_ROWS]
    if not any(row.text(0) == layout.MARK for row in rows):
        return None
    said = {row.text(0): row.text(1) for row in rows}
    labels = (layout.RUBRIC_LABEL, layout.HASH_LABEL, layout.PERIOD_LABEL)
    return Mark(*(said.get(label, "") for label in labels))


def read_form(
    table: Table, metrics: Mapping[str, Metric], period: str
) -> tuple[list[FactRow], list[Problem]]:
    """The fact rows of the form and its mistakes of form; ``metrics`` is by code.

    Every agency is introduced by a row of its own, so that one without any fact is still assessed.
    """
    moved = _moved(table)
    if moved:
        return [], moved
    problems: list[Problem] = []
    agencies = _agencies(table, problems)
    facts = [_introduction(table, index, agency) for index, agency in agencies.items()]
    for row in table.rows[layout.FIRST_FACT_ROW :]:
        code = row.text(layout.CODE_COLUMN)
        metric = metrics.get(code)
        for index in range(layout.FIRST_AGENCY_COLUMN, len(row.cells)):
            value = cell_text(row.cell(index), metric.kind if metric else None)
            if not value:
                continue
            agency = agencies.get(index)
            if not code:
                problems.append(_without_metric(table, row, index))
            elif agency is not None:
                facts.append(_fact(table, row, index, agency, code, value, period))
    return facts, problems


def _fact(table: Table, row: Row, index: int, agency: _Agency, code: str, value: str, period: str) -> FactRow:
    where = table.where(row.number, index, agency.name or agency.code)
    return FactRow(agency.code, code, value, period=period, where=where)


def _introduction(table: Table, index: int, agency: _Agency) -> FactRow:
    where = table.where(layout.AGENCY_CODE_ROW + 1, index)
    return FactRow(agency.code, "", "", name=agency.name, peer=agency.peer, where=where)


def _moved(table: Table) -> list[Problem]:
    """The form's frame must stand where it stood: inserted rows and columns would shift values silently."""
    rows = {row.number: row for row in table.rows}
    head = rows.get(layout.HEAD_ROW + 1)
    heads = tuple(head.text(index) for index in range(len(layout.HEADS))) if head else ()
    labels = {
        index: (row.text(layout.ORIGIN_COLUMN) if (row := rows.get(index + 1)) else "")
        for index in layout.AGENCY_LABELS
    }
    if heads == layout.HEADS and labels == layout.AGENCY_LABELS:
        return []
    hint = "请不要在表头处插入或删除行列；请用 shuheng facts template 重新生成后把数值贴进去。"
    return [table.problem("facts-form-moved", "表头和表样不一致。", row=layout.HEAD_ROW + 1, hint=hint)]


def _agencies(table: Table, problems: list[Problem]) -> dict[int, _Agency]:
    codes, names, peers = (table.rows[index] for index in layout.AGENCY_LABELS)
    width = max((len(row.cells) for row in table.rows), default=0)
    found: dict[int, _Agency] = {}
    for index in range(layout.FIRST_AGENCY_COLUMN, width):
        code = codes.text(index)
        filled = [row.number for row in table.rows[layout.AGENCY_NAME_ROW :] if row.text(index)]
        facts = [number for number in filled if number > layout.HEAD_ROW + 1]
        if code and code in {agency.code for agency in found.values()}:
            message = f"单位代码“{code}”在另一列已经用过。"
            row = layout.AGENCY_CODE_ROW + 1
            problems.append(
                table.problem("facts-form-agency-duplicate", message, row=row, column=index, hint="请改正。")
            )
        elif code:
            found[index] = _Agency(code, names.text(index), peers.text(index))
        elif facts:
            message = f"这一列填了 {len(facts)} 个值，却没有单位代码。"
            hint = "请在“单位代码”行填写代码，或清空这一列。"
            row = layout.AGENCY_CODE_ROW + 1
            problems.append(
                table.problem("facts-form-agency-missing", message, row=row, column=index, hint=hint)
            )
    return found


def _without_metric(table: Table, row: Row, index: int) -> Problem:
    message = "这一行不是指标行，值不知归哪个指标。"
    hint = "请只在表样给出的指标行里填写；插入的行请删去。"
    return table.problem("facts-form-metric-missing", message, row=row.number, column=index, hint=hint)
