"""Files whose contents were looked at by hand: header, footer, first and last rows."""

from pathlib import Path
from typing import Any

from shuheng.engines.tables import Reading, open_table, stage
from tests.spec.tables.made import Rows, codes, message, names, read, rows_of


def staged(shared: Path, folder: Path, name: str, **options: Any) -> tuple[Reading, Rows]:
    """Account and rows of one file of the shared data."""
    done = stage(open_table(shared / "data" / name, **options)[0], folder)
    return done.reading, rows_of(done.path)


def test_export_of_the_statistics_office(shared: Path, tmp_path: Path) -> None:
    """GBK, three rows above the header, notes and the source below 31 provinces."""
    reading, rows = staged(shared, tmp_path, "tables/nbs_export_gbk/分省年度数据(1).csv")
    assert [line.cells[0] for line in reading.preamble] == [
        "数据库：分省年度数据", "指标：人口数(人口抽样调查)(人)", "时间：最近20年",
    ]  # fmt: skip
    assert names(reading)[:3] == ["地区", "2025年", "2024年"]
    assert (rows[0][:4], rows[-1][0], len(rows)) == (("北京市", "", "22470", "23018"), "新疆维吾尔自治区", 31)
    assert [line.number for line in reading.footer] == [36, 37, 38]
    assert (reading.footer[2].cells[0], reading.encoding) == ("数据来源：国家统计局", "gb18030")


def test_all_exports_of_the_statistics_office_have_31_provinces(shared: Path, tmp_path: Path) -> None:
    for path in sorted((shared / "data/tables/nbs_export_gbk").glob("分省年度数据*.csv")):
        if "整合" not in path.name:
            reading, rows = staged(shared, tmp_path, f"tables/nbs_export_gbk/{path.name}")
            assert (len(rows), rows[0][0], rows[-1][0]) == (31, "北京市", "新疆维吾尔自治区")
            assert (len(reading.preamble), reading.header, reading.short_rows) == (3, (4,), 0)


def test_names_by_year_have_no_header(shared: Path, tmp_path: Path) -> None:
    reading, rows = staged(shared, tmp_path, "tables/ssa_babynames_by_year/yob1880.txt")
    assert (rows[0], len(rows), names(reading)) == (("Mary", "F", "7065"), 2_000, ["列 1", "列 2", "列 3"])


def test_daily_json(shared: Path, tmp_path: Path) -> None:
    reading, rows = staged(shared, tmp_path, "tables/wuhan_ncov_daily_json/2020-05-01.json")
    assert names(reading)[:4] == ["date", "country", "countryCode", "province"]
    assert (rows[0][0], rows[0][3], rows[0][7]) == ("2020-05-01", None, "1781")


def test_division_codes_keep_their_zeros_and_length(shared: Path, tmp_path: Path) -> None:
    _, rows = staged(shared, tmp_path, "tables/divisions_modood/streets.csv")
    assert len(rows) == 41_352
    assert {len(row[0] or "") for row in rows} == {9}


def test_traditional_chinese_of_the_messytables_corpus(shared: Path, tmp_path: Path) -> None:
    reading, rows = staged(shared, tmp_path, "malformed/messytables_horror/characters.csv")
    assert (names(reading)[1:3], rows[0][2]) == (["景點編號", "景點中文名稱"], "雲嘉南濱海國家風景區管理處")


def test_a_greek_table_once_its_encoding_is_named(shared: Path, tmp_path: Path) -> None:
    name = "malformed/frictionless_data/table-infer-iso-8859-7.csv"
    reading, rows = staged(shared, tmp_path, name, encoding="iso-8859-7")
    assert (rows[2], reading.records, len(reading.columns)) == (("3", "36", "Μυρων"), 5, 3)


def test_lines_that_end_in_cr_alone(shared: Path, tmp_path: Path) -> None:
    """csv.reader refuses this file; the manifest has no count for it."""
    reading, rows = staged(shared, tmp_path, "malformed/messytables_horror/mixedGLB.csv")
    assert (names(reading)[:2], len(reading.columns), rows[0][0]) == (["Year", "Jan"], 19, "1880")


def test_years_as_a_header_below_a_preamble(shared: Path, tmp_path: Path) -> None:
    reading, rows = staged(shared, tmp_path, "malformed/messytables_horror/excel_pasting.csv")
    assert names(reading) == ["Year", *map(str, range(2000, 2008))]
    assert (rows[0][:2], len(reading.footer)) == (("Timber", "2,666"), 3)


def test_header_of_three_merged_rows(shared: Path, tmp_path: Path) -> None:
    reading, _ = staged(shared, tmp_path, "malformed/frictionless_data/issue-1024.xlsx")
    assert reading.header == (10, 11, 12)
    assert names(reading)[6:8] == ["Current_Country Population", "Current_Population Analysed_#"]
    assert "第 64 行" in message(reading, "footer")


def test_every_sheet_of_a_workbook_the_hidden_too(shared: Path, tmp_path: Path) -> None:
    sources = open_table(shared / "data/malformed/messytables_horror/large.xlsx")
    assert [(source.sheet, source.hidden) for source in sources] == [
        ("Report", False), ("data", True), ("criteria", True),
    ]  # fmt: skip
    reading = stage(sources[1], tmp_path).reading
    assert (reading.rows, "hidden" in codes(reading)) == (8_544, True)


def test_more_cells_than_the_header_has(shared: Path, tmp_path: Path) -> None:
    reading, rows = staged(shared, tmp_path, "malformed/frictionless_data/structure-errors.csv")
    assert names(reading) == ["id", "name", "age", "多出的列 1", "多出的列 2", "多出的列 3"]
    assert rows[-1] == ("1", "2", "3", "4", "5", "6")


def test_the_helper_of_the_specification_reads_the_same(shared: Path, tmp_path: Path) -> None:
    source = shared / "data/tables/tiny/map.csv"
    copy = tmp_path / "map.csv"
    copy.write_bytes(source.read_bytes())
    assert read(copy)[1] == staged(shared, tmp_path, "tables/tiny/map.csv")[1]
