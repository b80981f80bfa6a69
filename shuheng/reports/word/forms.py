"""A result as a Word file: the rubric's official form, or the plain score sheet."""

from __future__ import annotations

from docx.document import Document as DocumentObject

from shuheng.reports.content import DEMO_WORDS, Report
from shuheng.reports.forms import form_foot, form_pieces
from shuheng.reports.sheets import Break, Line, Piece, Table, Title
from shuheng.reports.word.page import heading, line, new_page, page_break, to_bytes
from shuheng.reports.word.table import add_table


def result_form(report: Report) -> bytes:
    """The finished file; the same result gives the same bytes."""
    result = report.result
    document = new_page(
        result.rubric_title, mark=DEMO_WORDS if result.demo else "", foot=f"{form_foot(report)}　第 "
    )
    for piece in form_pieces(report):
        _add(document, piece)
    return to_bytes(document)


def _add(document: DocumentObject, piece: Piece) -> None:
    match piece:
        case Title(text, size):
            heading(document, text, size)
        case Line(text):
            line(document, text)
        case Table(columns, rows):
            add_table(document, columns, rows)
        case Break():
            page_break(document)
