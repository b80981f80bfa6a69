"""Tables as offices print them: lines all round, heads repeated on each page, no row torn in two.

The XML is written as text and parsed once: python-docx's own cells cost milliseconds each, and a province
has fourteen tables of nearly three hundred rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.document import Document as DocumentObject
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from shuheng.reports.sheets import Column, merge

HEAD_FILL = "E8EDF3"
TWIPS_PER_MM = 56.7
TEXT_SIZE = 18  # half points
_TABLE = """<w:tbl {namespaces}>
<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>
<w:tblLayout w:type="fixed"/>
<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>
<w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"""


def add_table(document: DocumentObject, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Append a table of texts; a line break in a text begins a new paragraph of its cell."""
    widths = [round(column.width * TWIPS_PER_MM) for column in columns]
    head = "".join(
        _cell(column.head, width, centred=True, head=True)
        for column, width in zip(columns, widths, strict=True)
    )
    body = [_row(columns, widths, rows, index) for index in range(len(rows))]
    table = _TABLE.format(
        namespaces=nsdecls("w"),
        width=sum(widths),
        grid="".join(f'<w:gridCol w:w="{width}"/>' for width in widths),
        rows=f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{''.join(body)}",
    )
    end = document.add_paragraph()
    end._p.addprevious(parse_xml(table))  # noqa: SLF001 - python-docx has no public door


def _row(columns: Sequence[Column], widths: Sequence[int], rows: Sequence[Sequence[str]], index: int) -> str:
    cells = []
    for number, column in enumerate(columns):
        text = rows[index][number]
        merged = merge(rows, index, number) if column.merged else ""
        shown = "" if merged == "continue" else text
        cells.append(_cell(shown, widths[number], centred=column.centred, merge=merged))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, width: int, *, centred: bool = False, head: bool = False, merge: str = "") -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if merge:
        properties += f'<w:vMerge w:val="{merge}"/>'
    if head:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{HEAD_FILL}"/>'
    paragraphs = "".join(_paragraph(line, centred=centred, bold=head) for line in text.split("\n"))
    return f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>{paragraphs}</w:tc>'


def _paragraph(text: str, *, centred: bool, bold: bool) -> str:
    place = '<w:jc w:val="center"/>' if centred else ""
    weight = "<w:b/>" if bold else ""
    run = f'<w:r><w:rPr>{weight}<w:sz w:val="{TEXT_SIZE}"/></w:rPr><w:t xml:space="preserve">{_safe(text)}</w:t></w:r>'
    spacing = '<w:spacing w:before="0" w:after="0"/>'
    return f"<w:p><w:pPr>{spacing}{place}</w:pPr>{run if text else ''}</w:p>"


def _safe(text: str) -> str:
    """XML knows no control characters; a fact's evidence may hold some."""
    return escape("".join(char for char in text if char >= " " or char == "\t"))
