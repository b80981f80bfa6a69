"""Word and PDF: both say what the dataclass says, to the byte the same each time, whatever the names are."""

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from shuheng.quality.monthly.fingerprint import fingerprint
from shuheng.quality.monthly.model import MonthlyQuality
from shuheng.reports.content import DEMO_WORDS
from shuheng.reports.pdf.typeset import BREAK
from shuheng.reports.quality.cleaning import cleaning_paper
from shuheng.reports.quality.monthly import SECTIONS, monthly_paper
from shuheng.reports.quality.paper import Figure, Grid, Heading, Paper, Words, fitted
from shuheng.reports.quality.pdf import pdf
from shuheng.reports.quality.word import word
from shuheng.reports.texts import clean
from tests.rooms.quality_reports import made

HOSTILE = '#panic("run") *粗* _斜_ $x$ @ref <label> [括号] \\ `码` // 注释 =1+1 {=HYPERLINK("x")} & < > \x00\x0b\ud800\u202e尾'


def words_of(content: bytes) -> str:
    """Every text of a Word file: paragraphs, tables, header and footer."""
    document = Document(io.BytesIO(content))
    parts = [document.element.body]
    parts += [section.header._element for section in document.sections]
    parts += [section.footer._element for section in document.sections]
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for part in parts
        for paragraph in part.iter(qn("w:p"))
    )


def pages_of(content: bytes, folder: Path) -> str:
    """Every text of a PDF file."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = folder / "report.pdf"
    path.write_bytes(content)
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return told.stdout.decode()


def squeezed(text: str) -> str:
    """Without the blanks and breaks that layout puts in."""
    return "".join(text.replace(BREAK, "").split())


def said(paper: Paper) -> list[str]:
    """Every text that a paper holds."""
    found = [paper.title, paper.running, paper.foot, *([paper.mark] if paper.mark else [])]
    for block in paper.blocks:
        match block:
            case Heading(text) | Words(text):
                found.append(text)
            case Grid():
                found += [block.title, *(head.title for head in block.heads)]
                found += [cell for row in block.rows for cell in row]
            case Figure(drawing):
                found.append(drawing.title)
    return found


@pytest.mark.parametrize("make", [made.month, made.empty_month])
def test_word_says_all_of_the_paper(make: Callable[[], MonthlyQuality]) -> None:
    paper = monthly_paper(make())
    shown = squeezed(words_of(word(paper)))
    assert [text for text in said(paper) if squeezed(text) not in shown] == []


def test_pdf_says_all_of_the_paper(tmp_path: Path) -> None:
    for paper in (monthly_paper(made.empty_month()), cleaning_paper(made.cleaning())):
        shown = squeezed(pages_of(pdf(paper), tmp_path))
        lost = [text for text in said(paper) for piece in text.split() if squeezed(piece)[:6] not in shown]
        assert lost == []


def test_figures_are_those_of_the_dataclass() -> None:
    month = made.month()
    shown = words_of(word(monthly_paper(month)))
    for number in (month.extent.rows, month.extent.cells, month.before.rows):
        assert f"{number:,}" in shown
    assert [one.share.counts for one in month.dimensions[:5] if one.share.counts not in shown] == []
    assert month.runs[0].fingerprint in shown
    assert fingerprint(month) in shown
    assert "2026-03-20" in shown


def test_every_section_is_in_both_and_in_the_contents() -> None:
    content = word(monthly_paper(made.month()))
    document = Document(io.BytesIO(content))
    headings = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    assert [text.split("、")[1] for text in headings] == [title for title, _ in SECTIONS]
    links = [node.get(qn("w:anchor")) for node in document.element.body.iter(qn("w:hyperlink"))]
    marks = [node.get(qn("w:name")) for node in document.element.body.iter(qn("w:bookmarkStart"))]
    assert links == marks
    assert len(set(marks)) == len(SECTIONS)


def test_pictures_in_word_have_words() -> None:
    document = Document(io.BytesIO(word(monthly_paper(made.month(45)))))
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(told) == 5  # the trend, the interfaces, and three pieces of the matrix
    assert all(told)


def test_an_empty_month_says_so() -> None:
    shown = words_of(word(monthly_paper(made.empty_month())))
    for sentence in (
        "本月没有计量结果",
        "本月没有探测接口，可用情况为未知",
        "本月没有开展随机抽查",
        "本月没有清洗数据",
        "没有登记在用的数据表",
        "本月没有计量批次",
    ):
        assert sentence in shown
    assert "100.0%" not in shown


@pytest.mark.parametrize("write", [word, pdf])
def test_the_same_report_gives_the_same_bytes(write: Callable[[Paper], bytes]) -> None:
    assert write(monthly_paper(made.month())) == write(monthly_paper(made.month()))
    other = replace(made.month(), agency="乙市")
    assert write(monthly_paper(other)) != write(monthly_paper(made.month()))


def test_demonstration_data_are_marked_on_every_page(tmp_path: Path) -> None:
    shown = pages_of(pdf(monthly_paper(made.month())), tmp_path)
    pages = shown.rstrip("\f").split("\f")
    assert len(pages) > 3
    assert all(DEMO_WORDS in page for page in pages)
    assert all(f"第 {number} 页，共 {len(pages)} 页" in page for number, page in enumerate(pages, 1))
    assert DEMO_WORDS not in words_of(word(monthly_paper(made.empty_month())))


def test_hostile_names_are_printed_and_not_run(tmp_path: Path) -> None:
    month = replace(
        made.month(),
        agency=HOSTILE,
        worst=(replace(made.month().worst[0], agency=HOSTILE, title=HOSTILE * 9, reasons=(HOSTILE,)),),
        agencies=(replace(made.agency(0), name=HOSTILE),),
    )
    paper = monthly_paper(month)
    shown = squeezed(pages_of(pdf(paper), tmp_path))
    for piece in ("#panic(", "*粗*", "_斜_", "$x$", "@ref", "<label>", "[括号]", "//注释", "=1+1"):
        assert piece in shown, piece
    in_word = words_of(word(paper))
    assert clean(HOSTILE) in in_word
    assert "\u202e" not in in_word
    assert "�" in in_word


def test_pdf_brings_its_own_font_and_only_that(tmp_path: Path) -> None:
    if shutil.which("pdffonts") is None:
        pytest.skip("pdffonts (poppler-utils) is not installed")
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf(monthly_paper(made.month())))
    told = subprocess.run(["pdffonts", str(path)], capture_output=True, check=True).stdout.decode()
    fonts = told.splitlines()[2:]
    assert fonts
    assert all("NotoSansSC" in line.replace("-", "") and " yes yes " in line for line in fonts)


def test_an_unmeasured_cleaning_is_unknown_not_zero() -> None:
    summary = replace(made.cleaning(), rows=None, cleaned=None, unread=2)
    shown = words_of(word(cleaning_paper(summary)))
    assert "接入 未知 行，其中经过清洗 未知 行（未知）" in shown
    assert "有 2 次清洗的改动记录" in shown


def test_a_month_that_goes_on_says_so() -> None:
    day = date(2026, 3, 20)
    month = replace(made.month(), as_of=day, cleaning=replace(made.cleaning(), as_of=day))
    shown = words_of(word(monthly_paper(month)))
    assert "本月尚未结束，数字截至 2026-03-20" in shown
    assert "截至 2026-03-31" not in shown
    assert "尚未结束" not in words_of(word(monthly_paper(made.month())))


def test_pictures_are_scaled_to_the_page() -> None:
    assert fitted(96, 96) == pytest.approx((25.4, 25.4))
    width, height = fitted(4_000, 100)
    assert width == pytest.approx(200)
    assert fitted(100, 4_000)[1] == pytest.approx(150)
    assert height < 25.4
