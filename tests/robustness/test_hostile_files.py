"""Fact files made to hurt: they are refused quickly, in words, and never take the machine's memory."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.files.xlsx_scan import MAX_UNPACKED, scan_sheet
from tests.spec.facts.small_rubric import codes_of, problems_of
from tests.spec.facts.workbooks import long_form, repacked, sheet_xml

ROW = ("x1", "甲区", "第一档", "已发布目录数", 100)


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = long_form(tmp_path / "bomb.xlsx", ROW)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/media/zeros.bin", "w", force_zip64=True) as member,
    ):
        for _ in range(MAX_UNPACKED // 10_000_000 + 1):
            member.write(bytes(10_000_000))
    assert path.stat().st_size < 2_000_000
    assert codes_of(path) == ["excel-bomb"]


def test_a_zip_that_lies_about_its_size(tmp_path: Path) -> None:
    path = long_form(tmp_path / "liar.xlsx", ROW)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(1_000_000))
    content = path.read_bytes()
    true_size = (1_000_000).to_bytes(4, "little")
    assert content.count(true_size) == 2
    path.write_bytes(content.replace(true_size, (10).to_bytes(4, "little")))
    assert codes_of(path) == ["excel-broken"]


@pytest.mark.parametrize("cell", [b'r="XFD1048576"', b"r='XFD9'", b'r="A1048576"'])
def test_one_cell_far_away(tmp_path: Path, cell: bytes) -> None:
    path = repacked(long_form(tmp_path / "far.xlsx", ROW), sheet_xml(b'r="E2"', cell))
    assert codes_of(path) == ["excel-extent"]


def test_yaml_that_multiplies_itself(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 6)]
    path = tmp_path / "laughs.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert codes_of(path) == ["yaml-alias"]


def test_csv_with_one_endless_cell(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text(f"单位代码,指标,取值\nx1,已发布目录数,{'9' * 200_000}\n", encoding="utf-8")
    assert codes_of(path) == ["csv-syntax"]


@given(st.binary(max_size=400), st.sampled_from([".csv", ".xlsx", ".yaml"]))
def test_any_bytes_are_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    path = tmp_path_factory.mktemp("any") / f"facts{suffix}"
    path.write_bytes(content)
    assert all(problem.message and problem.code for problem in problems_of(path))


@given(st.text("单位代码名称分组指标取值,\n\r\"'=+-@; x123%.", max_size=200))
def test_any_table_is_read_or_refused_in_words(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "facts.csv"
    path.write_text(
        f"单位代码,分组,指标,取值\nx1,第一档,已发布目录数,3\n{text}", encoding="utf-8", newline=""
    )
    assert all(problem.message and problem.code for problem in problems_of(path))


def test_the_scan_sees_cells_without_places() -> None:
    scan = scan_sheet(
        b'<sheetData><row><c t="e"><v>#N/A</v></c><c><f>A1</f></c></row><row r="9"><c/></row></sheetData>'
    )
    assert (scan.rows, scan.columns) == (9, 2)
    assert (scan.errors, scan.stale) == ([(1, 1)], [(1, 2)])
