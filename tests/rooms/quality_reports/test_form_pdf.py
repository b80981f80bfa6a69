"""The official form of a result as PDF: the same tables as in Word, cells over several rows, hostile names printed."""

import io
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from django.test import Client
from docx import Document

from shuheng.assessment import actions
from shuheng.cli.sources import find_facts, find_rubric
from shuheng.engines.rubric import score
from shuheng.reports.content import DEMO_WORDS, Report
from shuheng.reports.forms import form_pieces
from shuheng.reports.pdf.forms import _table, result_pdf
from shuheng.reports.pdf.typeset import BREAK
from shuheng.reports.sheets import Column, Table
from shuheng.reports.word.forms import result_form
from tests.cast import Cast

HOSTILE = '#panic("x") *粗* $1$ \\ =1+1'


@cache
def report(rubric_id: str, facts: str | None = None) -> Report:
    """A shipped result."""
    rubric = find_rubric(rubric_id)
    sheet = find_facts(rubric_id, rubric, facts, None)
    return Report(rubric, sheet, score(rubric, sheet))


def shown(content: bytes, folder: Path) -> str:
    """The text of a PDF without what layout puts in."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = folder / "form.pdf"
    path.write_bytes(content)
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return "".join(told.stdout.decode().replace(BREAK, "").split())


def test_every_cell_of_the_word_form_is_in_the_pdf(tmp_path: Path) -> None:
    found = report("nanjing-2022")
    text = shown(result_pdf(found), tmp_path)
    (table,) = Document(io.BytesIO(result_form(found))).tables
    cells = {cell.text for row in table.rows for cell in row.cells if cell.text}
    assert len(cells) > 150
    assert [cell for cell in cells if "".join(cell.split())[:4] not in text] == []
    assert "评分结果：93.08，等级为优。" in text
    assert f"细则指纹{found.result.rubric_hash[:16]}" in text


def test_demonstration_data_are_marked(tmp_path: Path) -> None:
    assert DEMO_WORDS in shown(result_pdf(report("wuxi-pilot-2021", "demo")), tmp_path)
    assert DEMO_WORDS not in shown(result_pdf(report("nanjing-2022")), tmp_path)


def test_the_same_result_gives_the_same_bytes() -> None:
    assert result_pdf(report("nanjing-2022")) == result_pdf(report("nanjing-2022"))


def test_cells_that_say_the_same_become_one() -> None:
    columns = (Column("组", 20, merged=True), Column("项", 20, merged=True), Column("分", 20, centred=True))
    rows = [["甲", "一", "1"], ["甲", "一", "1"], ["乙", "一", "1"], ["", "", "2"], ["", "", "2"]]
    cells = [(cell["text"], cell["rows"]) for cell in _table(Table(columns, rows))["cells"]]
    assert cells == [
        *(("甲", 2), ("一", 2), ("1", 1), ("1", 1)),
        *(("乙", 1), ("一", 1), ("1", 1)),
        *(("", 1), ("", 1), ("2", 1), ("", 1), ("", 1), ("2", 1)),
    ]
    assert sum(rows for _, rows in cells) == 15


def test_hostile_names_are_printed_and_not_run(tmp_path: Path) -> None:
    found = report("nanjing-2022")
    item = found.result.agencies[0]
    renamed = replace(item, agency=replace(item.agency, name=HOSTILE))
    hostile = replace(found, result=replace(found.result, agencies=(renamed,)), _reasons={})
    assert any(getattr(piece, "text", "").startswith(HOSTILE) for piece in form_pieces(hostile))
    assert "".join(HOSTILE.split()) in shown(result_pdf(hostile), tmp_path)


@pytest.mark.django_db
def test_a_stored_result_is_exported_as_pdf(cast: Cast) -> None:
    found = report("nanjing-2022")
    stored = actions.store_result(rubric=found.rubric, sheet=found.sheet, actor="测试", title="南京")
    answer = Client(headers={"host": "localhost"}).get(f"/results/{stored.pk}/export/pdf/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
