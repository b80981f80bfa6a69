"""Writing CSV safely: a cell that a spreadsheet would compute is marked as text."""

import csv
import io
from collections.abc import Iterable

from shuheng.files.excel_out import LIKE_FORMULA

BOM = "\ufeff"  # Excel takes a file without it for GBK


def csv_line(cells: Iterable[object]) -> str:
    """One line with its end; texts are quoted where need be, and none can run as a formula."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow([neutral(str(cell)) for cell in cells])
    return buffer.getvalue()


def neutral(cell: str) -> str:
    """The cell as text, whatever it looks like."""
    return f"'{cell}" if cell.startswith(LIKE_FORMULA) else cell
