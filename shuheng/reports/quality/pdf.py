"""A paper as a PDF file."""

from __future__ import annotations

import re
from typing import Any

from shuheng.quality.pictures import Drawing
from shuheng.reports.pdf.typeset import printable, typeset
from shuheng.reports.quality.paper import Block, Figure, Grid, Heading, Paper, Words, fitted
from shuheng.reports.texts import clean

SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')


def pdf(paper: Paper) -> bytes:
    """The finished file; the same paper gives the same bytes."""
    return typeset("paper", _plain(paper))


def _plain(paper: Paper) -> dict[str, Any]:
    return {
        "title": printable(paper.title),
        "running": printable(paper.running),
        "mark": paper.mark,
        "foot": printable(paper.foot),
        "blocks": [_block(block) for block in paper.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": printable(text), "level": level}
        case Words(text):
            return {"kind": "words", "text": printable(text)}
        case Grid():
            return _grid(block)
        case Figure(drawing):
            return _figure(drawing)


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "kind": "grid",
        "whole": grid.kept_whole,
        "title": printable(grid.title),
        "heads": [{"title": printable(head.title), "number": head.number} for head in grid.heads],
        "widths": list(grid.widths),
        "rows": [[printable(cell) for cell in row] for row in grid.rows],
    }


def _figure(drawing: Drawing) -> dict[str, Any]:
    svg = drawing.paper_svg()
    size = SIZE.search(svg)
    if size is None:
        raise ValueError("a drawing says its width and height")
    width, height = fitted(float(size[1]), float(size[2]))
    return {
        "kind": "figure",
        "title": printable(drawing.title),
        "alternative": clean(drawing.alternative),
        "svg": svg,
        "width": width,
        "height": height,
    }
