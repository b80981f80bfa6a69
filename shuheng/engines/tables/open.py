"""From a path to the tables in the file: nothing is read yet but what tells them apart."""

from __future__ import annotations

import zipfile
from itertools import islice
from pathlib import Path
from typing import cast

from shuheng.engines.tables.codes import fault
from shuheng.engines.tables.limits import DEFAULT, Limits
from shuheng.engines.tables.magic import LOOKED_AT, OLE, ZIP, Seen, seen
from shuheng.engines.tables.model import Format, Packing, TableSource
from shuheng.engines.tables.octets import chunks, fingerprint, only_member
from shuheng.engines.tables.workbook import Workbook

WORKBOOKS = {".xlsx", ".xlsm", ".ods"}


def open_table(
    path: Path,
    *,
    name: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    header: int | tuple[int, int] | None = None,
    limits: Limits = DEFAULT,
) -> list[TableSource]:
    """The tables of a file: one, or one per sheet that holds cells.

    ``encoding``, ``sheet`` and ``header`` are what a person says against what would be found; ``header`` is the row
    from 1, or the first and the last row of it, or 0 for none. Raises ProblemsError with a code of REFUSALS.
    """
    label = name or path.name
    mark = fingerprint(path, label)
    if not mark.size:
        raise fault("tables-empty", label)
    if mark.size > limits.file_bytes:
        raise fault("tables-too-large", label, f"有 {mark.size} 字节，上限 {limits.file_bytes} 字节")
    found, packing, member = _format(path, label, encoding, limits)
    source = TableSource(
        path, label, found, mark, packing, member, encoding=encoding, header=header, limits=limits
    )
    if found in {"xlsx", "xls", "ods"}:
        return _sheets(source, sheet)
    if sheet is not None:
        raise fault("tables-sheet", label, "这个文件没有工作表")
    return [source]


def _format(path: Path, name: str, encoding: str | None, limits: Limits) -> tuple[Format, Packing, str]:
    """What the file is, looked into once where it is packed."""
    outer = _seen(_head(path, name, "", "", limits), path, name, encoding)
    if outer not in {"gz", "zip"}:
        return cast(Format, outer), "", ""
    packing = cast(Packing, outer)
    member = only_member(path, name) if packing == "zip" else name.removesuffix(".gz")
    head = _head(path, name, packing, member, limits)
    if not head:
        raise fault("tables-empty", name)
    inner = seen(head, (), name, encoding, member)
    if inner in {"gz", "zip", "parquet", "xls"}:
        raise fault("tables-kind", name, "压缩包里应当是文本，不是另一个压缩包或工作簿")
    return cast(Format, inner), packing, member


def _head(path: Path, name: str, packing: Packing, member: str, limits: Limits) -> bytes:
    return b"".join(islice(chunks(path, name, packing, member, limits), 1))[:LOOKED_AT]


def _seen(head: bytes, path: Path, name: str, encoding: str | None) -> Seen:
    inside: tuple[str, ...] = ()
    if head.startswith(ZIP):
        try:
            with zipfile.ZipFile(path) as archive:
                inside = tuple(archive.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            broken = (
                "tables-workbook-broken" if Path(name).suffix.lower() in WORKBOOKS else "tables-packed-broken"
            )
            raise fault(broken, name) from error
    if head.startswith(OLE):
        head += _directory(path, head)
    return seen(head, inside, name, encoding)


def _directory(path: Path, head: bytes) -> bytes:
    """The directory of an OLE container, which names what is in it."""
    sector = 1 << min(int.from_bytes(head[30:32], "little"), 12)
    start = (int.from_bytes(head[48:52], "little") + 1) * sector
    with path.open("rb") as stream:
        stream.seek(start)
        return stream.read(4 * sector)


def _sheets(source: TableSource, wanted: str | None) -> list[TableSource]:
    limits, name = source.limits, source.name
    if source.fingerprint.size > limits.workbook_bytes:
        raise fault("tables-too-large", name, f"工作簿上限 {limits.workbook_bytes} 字节")
    content = b"".join(chunks(source.path, name, "", "", limits))
    book = Workbook(content, source.format, name, limits)
    if not book.sheets:
        raise fault("tables-empty", name)
    names = tuple(sheet for sheet, _ in book.sheets)
    if wanted is not None and wanted not in names:
        raise fault("tables-sheet", name, f"“{wanted}”", allowed=names)
    return [
        TableSource(
            source.path, name, source.format, source.fingerprint, sheet=sheet, hidden=hidden, encoding=source.encoding,
            header=source.header, limits=limits, workbook=book,
        )
        for sheet, hidden in book.sheets
        if wanted in {None, sheet}
    ]  # fmt: skip
