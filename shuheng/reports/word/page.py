"""A blank official page: A4 landscape, Chinese fonts on every style, page numbers in the foot."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle, CharacterStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from shuheng.reports.reproducible import MOMENT, with_fixed_dates

BODY_FONT = "宋体"
TITLE_FONT = "黑体"
LATIN_FONT = "Times New Roman"
MARGIN = Mm(18)
_FONT_ATTRIBUTES = {"w:ascii": LATIN_FONT, "w:hAnsi": LATIN_FONT, "w:cs": LATIN_FONT}
_THEME_ATTRIBUTES = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")


def new_page(title: str, *, mark: str = "", foot: str = "第 ") -> DocumentObject:
    """An empty landscape document; ``title`` names it in its properties, ``mark`` stands on every page,
    ``foot`` before the page number.
    """
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    for style in document.styles:
        _set_fonts(style)
    document.styles["Normal"].font.size = Pt(10)
    if mark:
        _red(section.header.paragraphs[0].add_run(mark))
    _footer(section.footer.paragraphs[0], foot)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "数衡", ""
    properties.created = properties.modified = MOMENT
    return document


def heading(document: DocumentObject, text: str, size: int = 16) -> Paragraph:
    """A centred title line."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.bold, run.font.size = True, Pt(size)
    _east_asia(run._element.get_or_add_rPr(), TITLE_FONT)  # noqa: SLF001 - python-docx has no public door
    return paragraph


def line(document: DocumentObject, text: str) -> Paragraph:
    """A line of plain text."""
    paragraph = document.add_paragraph(text)
    paragraph.paragraph_format.space_after = Pt(4)
    return paragraph


def page_break(document: DocumentObject) -> None:
    """Begin a new page."""
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def to_bytes(document: DocumentObject) -> bytes:
    """The finished file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return with_fixed_dates(buffer.getvalue())


def _red(run: Run) -> None:
    run.bold, run.font.color.rgb = True, RGBColor(0xB0, 0x1E, 0x1E)


def _set_fonts(style: BaseStyle) -> None:
    """Word picks Chinese glyphs by ``eastAsia``; a theme attribute would override the name, so it goes."""
    if not isinstance(style, CharacterStyle):
        return
    font = TITLE_FONT if (style.name or "").startswith(("Heading", "Title")) else BODY_FONT
    _east_asia(style.element.get_or_add_rPr(), font)


def _east_asia(properties: Any, font: str) -> None:
    """The fonts of Chinese and Latin letters, and the language, which decides the shapes of punctuation."""
    fonts = properties.get_or_add_rFonts()
    for attribute in _THEME_ATTRIBUTES:
        fonts.attrib.pop(qn(attribute), None)
    for attribute, name in {**_FONT_ATTRIBUTES, "w:eastAsia": font}.items():
        fonts.set(qn(attribute), name)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    for attribute, name in (("w:val", "en-US"), ("w:eastAsia", "zh-CN")):
        language.set(qn(attribute), name)
    properties.append(language)


def _footer(paragraph: Paragraph, foot: str) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(foot)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._element.append(mark)  # noqa: SLF001 - python-docx has no public door
    paragraph.add_run(" 页")
