"""A list of agencies for the Excel form: 单位代码, 单位名称, 分组."""

from __future__ import annotations

from pathlib import Path

from shuheng.engines.rubric import Agency, Problem, ProblemsError, Rubric
from shuheng.files.csv_table import read_csv
from shuheng.files.guards import Kind, kind_of, read_bytes
from shuheng.files.table import Table
from shuheng.files.xlsx_table import read_workbook

HEADS = {"code": ("单位代码", "code"), "name": ("单位名称", "name"), "peer": ("分组", "peer")}


def read_agencies(rubric: Rubric, path: Path) -> tuple[Agency, ...]:
    """The agencies of a CSV or Excel list; raises ProblemsError with every mistake."""
    name = path.name
    content = read_bytes(path, name)
    kind = kind_of(path, content, name)
    if kind == "yaml":
        raise ProblemsError(
            [Problem("agencies-kind", "单位名单要用 CSV 或 Excel。", file=name, allowed=(".csv", ".xlsx"))]
        )
    table, problems = _table(content, kind, name)
    agencies, mistakes = _parse(table, rubric)
    if problems or mistakes:
        raise ProblemsError([*problems, *mistakes])
    return tuple(agencies)


def _table(content: bytes, kind: Kind, name: str) -> tuple[Table, tuple[Problem, ...]]:
    if kind == "csv":
        return read_csv(content, name)[0], ()
    tables, problems = read_workbook(content, name)
    return tables[0], problems


def _parse(table: Table, rubric: Rubric) -> tuple[list[Agency], list[Problem]]:
    rows = list(table.filled())
    if not rows:
        return [], [
            table.problem("facts-table-empty", "没有任何内容。", hint="第一行写：单位代码、单位名称、分组。")
        ]
    columns = {rows[0].text(index): index for index in range(len(rows[0].cells))}
    where = {
        field: next((columns[word] for word in words if word in columns), None)
        for field, words in HEADS.items()
    }
    code_column, name_column, peer_column = where["code"], where["name"], where["peer"]
    if code_column is None or name_column is None:
        allowed = tuple(words[0] for words in HEADS.values())
        message = "缺少“单位代码”或“单位名称”列。"
        return [], [table.problem("facts-column-missing", message, row=rows[0].number, allowed=allowed)]
    agencies: list[Agency] = []
    problems: list[Problem] = []
    groups = rubric.peers.groups if rubric.peers else ()
    for row in rows[1:]:
        code, name = row.text(code_column), row.text(name_column)
        peer = row.text(peer_column) if peer_column is not None else ""
        if not code or not name:
            problems.append(table.problem("facts-cell-empty", "单位代码和单位名称都要填。", row=row.number))
        if code in {agency.code for agency in agencies}:
            message = f"单位代码“{code}”出现了两次。"
            problems.append(table.problem("agencies-duplicate", message, row=row.number, column=code_column))
        if groups and peer not in groups:
            message = f"分组“{peer}”不在细则里。"
            problems.append(
                table.problem(
                    "agencies-peer-unknown", message, row=row.number, column=peer_column, allowed=groups
                )
            )
        agencies.append(Agency(code=code, name=name, peer=peer or None))
    return agencies, problems
