"""The long form: one fact per row, the same columns in CSV and in Excel, with Chinese or English heads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from shuheng.engines.rubric import FactRow, Metric, Problem, did_you_mean
from shuheng.files.table import Row, Table
from shuheng.reports.facts_io.cells import cell_text

COLUMNS: dict[str, str] = {
    "agency": "单位代码",
    "name": "单位名称",
    "peer": "分组",
    "period": "周期",
    "metric": "指标",
    "value": "取值",
    "origin": "来源",
    "evidence": "佐证",
}
REQUIRED = ("agency", "metric", "value")
_COLUMN_OF_CODE = {
    "agency-conflict": "agency",
    "agency-unknown": "agency",
    "metric-unknown": "metric",
    "origin-unknown": "origin",
    "peer-unknown": "peer",
    "period-unknown": "period",
}
_FIELDS = {word: field for field, head in COLUMNS.items() for word in (field, head)}
_ALLOWED = tuple(COLUMNS.values())


@dataclass(frozen=True, slots=True)
class Head:
    """The head row: which column (from 0) holds which field, and the words it was written with."""

    row: int
    columns: Mapping[str, int]
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LongForm:
    """A table in the long form: its facts, its mistakes of form, and its head to place other mistakes by."""

    table: Table
    facts: list[FactRow]
    problems: list[Problem]
    head: Head | None = None

    def placed(self, problem: Problem) -> Problem:
        """The engine's problem, moved from the value to the column it is about."""
        field = _COLUMN_OF_CODE.get(problem.code, "value")
        if self.head is None or not problem.row or field not in self.head.columns:
            return problem
        column = self.head.columns[field]
        return replace(
            problem, column=column + 1, field=self.table.column_name(column, self.head.titles[field])
        )


def read_long(table: Table, metrics: Mapping[str, Metric]) -> LongForm:
    """Read a table; a row without a value introduces its agency and leaves the fact unknown.

    Values themselves are judged by the engine.
    """
    rows = table.filled()
    first = next(rows, None)
    if first is None:
        hint = f"第一行应是表头：{'、'.join(_ALLOWED)}。"
        return LongForm(table, [], [table.problem("facts-table-empty", "没有任何内容。", hint=hint)])
    head, problems = _head(table, first)
    if head is None:
        return LongForm(table, [], problems)
    facts: list[FactRow] = []
    for row in rows:
        problems += _too_long(table, first, row)
        fact = _fact(table, head, row, metrics, problems)
        if fact is not None:
            facts.append(fact)
    return LongForm(table, facts, problems, head)


def _head(table: Table, row: Row) -> tuple[Head | None, list[Problem]]:
    columns: dict[str, int] = {}
    titles: dict[str, str] = {}
    problems: list[Problem] = []
    for index in range(len(row.cells)):
        title = row.text(index)
        field = _FIELDS.get(title)
        if not title:
            continue
        if field is None:
            hint = did_you_mean(title, _FIELDS)
            message = f"不认识的表头“{_short(title)}”。"
            problems.append(
                table.problem(
                    "facts-column-unknown", message, row=row.number, column=index, allowed=_ALLOWED, hint=hint
                )
            )
        elif field in columns:
            message = f"表头“{title}”出现了两次。"
            problems.append(
                table.problem(
                    "facts-column-duplicate", message, row=row.number, column=index, hint="请删去一列。"
                )
            )
        else:
            columns[field], titles[field] = index, title
    missing = [COLUMNS[field] for field in REQUIRED if field not in columns]
    if missing:
        message = f"缺少“{'”“'.join(missing)}”列。"
        hint = "第一行应是表头。" if table.sheet else "第一行应是表头，以英文逗号分列。"
        problems.append(
            table.problem("facts-column-missing", message, row=row.number, allowed=_ALLOWED, hint=hint)
        )
        return None, problems
    return Head(row.number, columns, titles), problems


def _too_long(table: Table, head: Row, row: Row) -> Iterable[Problem]:
    for index in range(len(head.cells), len(row.cells)):
        if row.text(index):
            message = f"“{_short(row.text(index))}”多出表头之外。"
            hint = (
                "单元格里若有英文逗号，请把整格用英文双引号括起来。"
                if not table.sheet
                else "请移到正确的列里。"
            )
            yield table.problem("facts-row-too-long", message, row=row.number, column=index, hint=hint)


def _fact(
    table: Table, head: Head, row: Row, metrics: Mapping[str, Metric], problems: list[Problem]
) -> FactRow | None:
    texts = {field: row.text(index) for field, index in head.columns.items()}
    empty = [field for field in ("agency", "metric") if not texts[field]]
    for field in empty:
        message = f"“{head.titles[field]}”是空的。"
        problems.append(
            table.problem(
                "facts-cell-empty", message, row=row.number, column=head.columns[field], hint="请填写。"
            )
        )
    if empty:
        return None
    index = head.columns["value"]
    value = cell_text(row.cell(index), _kind(metrics, texts["metric"]))
    return FactRow(
        agency=texts["agency"],
        name=texts.get("name", ""),
        peer=texts.get("peer", ""),
        period=texts.get("period", ""),
        metric=texts["metric"] if value else "",
        value=value,
        origin=texts.get("origin", ""),
        evidence=texts.get("evidence", ""),
        where=table.where(row.number, index, head.titles["value"]),
    )


def _kind(metrics: Mapping[str, Metric], name: str) -> str | None:
    found = metrics.get(name) or next((metric for metric in metrics.values() if metric.code == name), None)
    return found.kind if found else None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
