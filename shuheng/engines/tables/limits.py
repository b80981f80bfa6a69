"""The bounds of reading, so that no file can take a machine's memory, disk or day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, characters and counts; whatever exceeds one is refused with its number."""

    file_bytes: int = 20_000_000_000
    unpacked_bytes: int = 20_000_000_000
    unpacked_ratio: int = 500  # beyond it, and beyond 100 MB, a packed file is a bomb; DEFLATE ends at 1032
    line_bytes: int = 16_000_000
    columns: int = 10_000
    workbook_bytes: int = 200_000_000
    workbook_unpacked: int = 600_000_000
    sheet_cells: int = 12_000_000  # the fast reader lays a sheet out whole, at 24 to 32 bytes a cell
    json_value: int = 64_000_000  # characters of one value held at a time
    batch_cells: int = 2_000_000
    head_rows: int = 200


DEFAULT = Limits()
