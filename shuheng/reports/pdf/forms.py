"""A result as a PDF file: the same official form as in Word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shuheng.reports.content import DEMO_WORDS, Report
from shuheng.reports.forms import form_foot, form_pieces
from shuheng.reports.pdf.typeset import printable, typeset
from shuheng.reports.sheets import Break, Line, Piece, Table, Title, merge


def result_pdf(report: Report) -> bytes:
    """The finished file; the same result gives the same bytes."""
    result = report.result
    data = {
        "title": printable(result.rubric_title),
        "running": printable(result.rubric_title),
        "mark": DEMO_WORDS if result.demo else "",
        "foot": form_foot(report),
        "parts": [_piece(piece) for piece in form_pieces(report)],
    }
    return typeset("form", data)


def _piece(piece: Piece) -> dict[str, Any]:
    match piece:
        case Title(text, size):
            return {"kind": "title", "text": printable(text), "size": size}
        case Line(text):
            return {"kind": "line", "text": printable(text)}
        case Table():
            return _table(piece)
        case Break():
            return {"kind": "break"}


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "widths": [column.width for column in table.columns],
        "heads": [printable(column.head) for column in table.columns],
        "cells": [
            {"text": printable(text), "rows": rows, "centred": table.columns[number].centred}
            for index, row in enumerate(table.rows)
            for number, text in enumerate(row)
            if (rows := _height(table, index, number))
        ],
    }


def _height(table: Table, index: int, number: int) -> int:
    """Over how many rows a cell stands; 0 for one that an earlier cell stands over."""
    if not table.columns[number].merged:
        return 1
    state = merge(table.rows, index, number)
    if state == "continue":
        return 0
    return 1 + _followers(table.rows, index, number) if state == "restart" else 1


def _followers(rows: Sequence[Sequence[str]], index: int, number: int) -> int:
    count = 0
    while index + count + 1 < len(rows) and merge(rows, index + count + 1, number) == "continue":
        count += 1
    return count
