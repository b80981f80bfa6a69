"""Tables as offices print them: lines all round, heads repeated on each page, no row torn in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document as DocumentObject
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

HEAD_FILL = "E8EDF3"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width in millimetres, and how its cells stand."""

    head: str
    width: float
    centred: bool = False


def add_table(document: DocumentObject, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Table:
    """A table of texts; a cell text may hold line breaks."""
    table = document.add_table(rows=1 + len(rows), cols=len(columns))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _fixed_layout(table, columns)
    grid = [table.rows[0].cells, *(row.cells for row in table.rows[1:])]
    for cell, column in zip(grid[0], columns, strict=True):
        fill_cell(cell, column.head, centred=True, bold=True)
        _shade(cell, HEAD_FILL)
    for cells, texts in zip(grid[1:], rows, strict=True):
        for cell, text, column in zip(cells, texts, columns, strict=True):
            fill_cell(cell, text, centred=column.centred)
    for index, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no public door
        properties.append(_flag("w:cantSplit"))
        if index == 0:
            properties.append(_flag("w:tblHeader"))
    return table


def merge_down(table: Table, column: int, texts: Sequence[str]) -> None:
    """Merge neighbouring cells of one column that say the same; ``texts`` are the body's, head left out."""
    start = 0
    for end in range(1, len(texts) + 1):
        if end < len(texts) and texts[end] == texts[start]:
            continue
        if end - start > 1:
            for row in range(start + 1, end):
                fill_cell(table.cell(row + 1, column), "")
            merged = table.cell(start + 1, column).merge(table.cell(end, column))
            fill_cell(merged, texts[start], centred=True)
        start = end


def fill_cell(cell: _Cell, text: str, *, centred: bool = False, bold: bool = False) -> None:
    """Write a cell anew, one paragraph per line of the text."""
    for paragraph in cell.paragraphs[1:]:
        paragraph._element.getparent().remove(paragraph._element)  # noqa: SLF001 - no public door
    for index, part in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        for run in paragraph.runs:
            run.clear()
        run = paragraph.add_run(part)
        run.font.size, run.bold = Pt(9), bold or None
        paragraph.paragraph_format.space_after = Pt(0)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _fixed_layout(table: Table, columns: Sequence[Column]) -> None:
    for column, shape in zip(table.columns, columns, strict=True):
        column.width = Mm(shape.width)
        for cell in column.cells:
            cell.width = Mm(shape.width)


def _shade(cell: _Cell, colour: str) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shading.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001 - python-docx has no public door


def _flag(name: str) -> OxmlElement:  # type: ignore[valid-type]  # a factory in the stubs
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    return element
