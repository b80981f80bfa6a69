"""One row against its declaration: every mistake at once, each with its field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shuheng.problems import Problem, did_you_mean
from shuheng.registers.declare.cells import CellError, Value, day_of, number_of, read_cell, show_cell
from shuheng.registers.declare.conditions import Row, fulfils, value_in
from shuheng.registers.declare.shapes import Check, Declaration

KEY_SEPARATOR = " / "


def read_values(
    declaration: Declaration, texts: Mapping[str, str], row: int = 0
) -> tuple[dict[str, Value], list[Problem]]:
    """What a form or a sheet wrote (field code -> text) as kept values, and the problems of the cells.

    Derived fields and empty cells are left out; a cell with a mistake is left out too. `row` is the row of the sheet.
    """
    values: dict[str, Value] = {}
    problems = [_unknown(declaration, code, row) for code in texts if code not in declaration.fields]
    for code, field in declaration.fields.items():
        try:
            value = None if field.derived else read_cell(field, texts.get(code, ""))
        except CellError as error:
            problems.append(_cell(error, code, field.title, row))
        else:
            if value is not None:
                values[code] = value
    return values, problems


def check_values(
    declaration: Declaration, values: Mapping[str, Value], *, complete: bool = True, row: int = 0
) -> list[Problem]:
    """The mistakes of a row of kept values; [] where there are none.

    Kept values are read again as text, so that nothing enters by another door. The key must always be there; what is
    required only where the row is to be `complete`. Problems bear the field's code in `field`.
    """
    texts = {
        code: show_cell(value) if code in declaration.fields else str(value)
        for code, value in values.items()
        if value is not None
    }
    read, problems = read_values(declaration, texts, row)
    whole = Row(read)
    wrong = {problem.field for problem in problems}
    for code in missing_fields(declaration, whole, complete=complete):
        if code not in wrong:
            message = f"“{declaration.fields[code].title}”没有填。"
            problems.append(Problem("row-required", message, row=row, field=code, hint="这一项必填。"))
    problems += [
        problem for check in declaration.checks if (problem := _checked(declaration, check, whole, row))
    ]
    return problems


def missing_fields(declaration: Declaration, row: Row, *, complete: bool = True) -> Iterator[str]:
    """Codes of the fields that must be filled and are not: the key, and what is required where `complete`."""
    for code, field in declaration.fields.items():
        if field.derived or value_in(declaration, row, code) is not None:
            continue
        when = bool(field.required_when) and fulfils(declaration, row, field.required_when, None) is True
        if code in declaration.key or (complete and (field.required or when)):
            yield code


def key_of(declaration: Declaration, values: Mapping[str, Value]) -> str:
    """The text that identifies a row within its agency: 系统甲, or 系统甲 / 2021-06."""
    return KEY_SEPARATOR.join(show_cell(values.get(code)) for code in declaration.key)


def _checked(declaration: Declaration, check: Check, row: Row, line: int) -> Problem | None:
    if check.part is not None and check.whole is not None:
        part, whole = (number_of(value_in(declaration, row, code)) for code in (check.part, check.whole))
        wrong = part is not None and whole is not None and part > whole
        return Problem("row-part", check.says, row=line, field=check.part) if wrong else None
    if check.earlier is not None and check.later is not None:
        first, last = (day_of(value_in(declaration, row, code)) for code in (check.earlier, check.later))
        wrong = first is not None and last is not None and last < first
        return Problem("row-order", check.says, row=line, field=check.later) if wrong else None
    return None


def _unknown(declaration: Declaration, code: str, row: int) -> Problem:
    known = tuple(declaration.fields)
    hint = did_you_mean(code, known) or "请用本台账最新的表格。"
    return Problem("row-field", f"台账没有“{code[:40]}”这一列。", row=row, field=code[:40], hint=hint)


def _cell(error: CellError, code: str, title: str, row: int) -> Problem:
    message = f"“{title}”{error}"
    return Problem(error.code, message, row=row, field=code, allowed=error.allowed, hint=error.hint)
