"""Excel in: every sheet that a person can show as a table, after the file has been scanned."""

from __future__ import annotations

import io

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from shuheng.files.guards import fail
from shuheng.files.table import Row, Table, column_letters
from shuheng.files.xlsx_scan import SheetScan, scan_workbook
from shuheng.problems import Problem


def read_workbook(content: bytes, label: str) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    """The tables of a workbook, and every cell that cannot be trusted (merged, in error, never computed)."""
    scans = scan_workbook(content, label)
    tables: list[Table] = []
    problems: list[Problem] = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet in book.sheets_metadata:
            if sheet.typ is not SheetTypeEnum.WorkSheet or sheet.visible is SheetVisibleEnum.VeryHidden:
                continue
            data = book.get_sheet_by_name(sheet.name)
            cells = data.to_python(skip_empty_area=False)
            table = Table(label, sheet.name, tuple(Row(i, tuple(row)) for i, row in enumerate(cells, 1)))
            tables.append(table)
            problems += _merged(table, data.merged_cell_ranges or [])
            problems += _untrusted(table, scans.get(sheet.name, SheetScan()))
    except PasswordError as error:
        raise fail("excel-encrypted", "工作簿有打开密码，读不了。", label) from error
    except CalamineError as error:
        hint = "请用 Excel 或 WPS 打开并另存为新的 .xlsx 再提交。"
        raise fail("excel-broken", "不是完好的 Excel 工作簿。", label, hint=hint) from error
    return tuple(tables), tuple(problems)


def _merged(table: Table, ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> list[Problem]:
    found = []
    for (top, left), (bottom, right) in ranges:
        area = f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
        message = f"{area} 是合并单元格，无法判断值属于哪一格。"
        hint = "请取消合并，在每一格里写清楚。"
        found.append(table.problem("excel-merged", message, row=top + 1, column=left, hint=hint))
    return found


def _untrusted(table: Table, scan: SheetScan) -> list[Problem]:
    errors = [
        table.problem(
            "excel-error-cell", "公式出错（如 #DIV/0!）。", row=row, column=column - 1,
            hint="请改正公式，或直接填写数值；没有的数留空。",
        )
        for row, column in scan.errors
    ]  # fmt: skip
    stale = [
        table.problem(
            "excel-uncomputed", "公式没有算出结果。", row=row, column=column - 1,
            hint="请在 Excel 中打开、重算并保存，或直接填写数值。",
        )
        for row, column in scan.stale
    ]  # fmt: skip
    return errors + stale
