"""A paper as a Word file."""

from __future__ import annotations

import io
import struct

from docx.document import Document as DocumentObject
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor

from shuheng.quality.pictures import Drawing
from shuheng.quality.pictures.drawing import SCALE
from shuheng.reports.quality.paper import (
    Block,
    Figure,
    Grid,
    Heading,
    Paper,
    Words,
    fitted,
)
from shuheng.reports.sheets import Column
from shuheng.reports.texts import clean
from shuheng.reports.word.page import heading, line, new_page, to_bytes
from shuheng.reports.word.table import add_table

INK = RGBColor(0x1B, 0x24, 0x30)
TOP = Mm(24)
SIZES = {1: Pt(14), 2: Pt(11)}
CONTENTS = ' TOC \\o "1-1" \\n \\h \\z \\u '  # without page numbers: those only Word itself could count
ENTRY = """<w:p {namespaces}><w:pPr><w:spacing w:before="0" w:after="20"/></w:pPr>
<w:hyperlink w:anchor="{anchor}" w:history="1"><w:r><w:t xml:space="preserve"/></w:r></w:hyperlink></w:p>"""
FIELD = """<w:r {namespaces}><w:fldChar w:fldCharType="{kind}"/></w:r>"""
INSTRUCTION = '<w:r {namespaces}><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'
BOOKMARK = '<w:bookmark{kind} {namespaces} w:id="{number}"{name}/>'


def word(paper: Paper) -> bytes:
    """The finished file; the same paper gives the same bytes."""
    document = new_page(clean(paper.title), mark=paper.mark, foot=f"{clean(paper.foot)}　第 ")
    for level, size in SIZES.items():
        style = document.styles[f"Heading {level}"]
        style.font.size, style.font.color.rgb, style.font.italic = size, INK, False
    document.sections[0].top_margin = TOP
    top = document.sections[0].header.paragraphs[0]
    top.add_run(("　" if paper.mark else "") + clean(paper.running))
    heading(document, clean(paper.title), 18)
    _contents(document, paper.sections)
    sections = 0
    for block in paper.blocks:
        sections += isinstance(block, Heading) and block.level == 1
        _add(document, block, sections)
    return to_bytes(document)


def _add(document: DocumentObject, block: Block, section: int) -> None:
    match block:
        case Heading(text, level):
            paragraph = document.add_heading(clean(text), level)
            paragraph.paragraph_format.keep_with_next = True
            if level == 1:
                _bookmark(paragraph._p, section)  # noqa: SLF001 - python-docx has no public door
        case Words(text):
            line(document, clean(text))
        case Grid():
            _grid(document, block)
        case Figure(drawing):
            _figure(document, drawing)


def _grid(document: DocumentObject, grid: Grid) -> None:
    title = line(document, clean(grid.title))
    title.paragraph_format.keep_with_next = True
    columns = [
        Column(head.title, width, centred=head.number)
        for head, width in zip(grid.heads, grid.widths, strict=True)
    ]
    add_table(document, columns, [tuple(clean(cell) for cell in row) for row in grid.rows])
    if grid.kept_whole:
        _keep_whole(document)


def _keep_whole(document: DocumentObject) -> None:
    """Have the last table on one page: every paragraph of it stays with the next, but for its last row."""
    rows = list(document.element.body.iter(qn("w:tbl")))[-1].findall(qn("w:tr"))
    for row in rows[:-1]:
        for properties in row.iter(qn("w:pPr")):
            properties.insert(0, parse_xml(f"<w:keepNext {nsdecls('w')}/>"))


def _figure(document: DocumentObject, drawing: Drawing) -> None:
    content = drawing.paper_png()
    width, height = struct.unpack(">II", content[16:24])  # of the IHDR, the first chunk of every PNG
    across, down = fitted(width / SCALE, height / SCALE)
    shape = document.add_picture(io.BytesIO(content), width=Mm(across), height=Mm(down))
    about = shape._inline.docPr  # noqa: SLF001 - python-docx has no public door
    about.set("title", clean(drawing.title))
    about.set("descr", clean(drawing.alternative))
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    line(document, f"图：{clean(drawing.title)}")


def _contents(document: DocumentObject, sections: tuple[str, ...]) -> None:
    """A table of contents that is right before anybody refreshes it, each line a link to its section."""
    line(document, "目录").runs[0].bold = True
    for number, text in enumerate(sections, 1):
        entry = parse_xml(ENTRY.format(namespaces=nsdecls("w"), anchor=_anchor(number)))
        next(iter(entry.iter(qn("w:t")))).text = clean(text)
        if number == 1:
            start = [_field("begin"), _instruction(), _field("separate")]
            for place, run in enumerate(start, 1):  # after the paragraph's properties
                entry.insert(place, run)
        if number == len(sections):
            entry.append(_field("end"))
        document.element.body.insert_element_before(entry, "w:sectPr")


def _field(kind: str) -> BaseOxmlElement:
    return parse_xml(FIELD.format(namespaces=nsdecls("w"), kind=kind))


def _instruction() -> BaseOxmlElement:
    return parse_xml(INSTRUCTION.format(namespaces=nsdecls("w"), text=CONTENTS.replace('"', "&quot;")))


def _bookmark(paragraph: BaseOxmlElement, number: int) -> None:
    """What the line of the contents leads to."""
    names = {"Start": f' w:name="{_anchor(number)}"', "End": ""}
    for kind, name in names.items():
        mark = BOOKMARK.format(kind=kind, namespaces=nsdecls("w"), number=number, name=name)
        paragraph.append(parse_xml(mark))


def _anchor(number: int) -> str:
    return f"_Toc{number:08d}"
