"""Facts of real tables, looked at by hand or counted anew with the csv module, against what is measured."""

import csv
import gzip
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from shuheng.engines.measure.tables import load_rules, measure_table
from tests.interop.table_files.measured import AS_OF, QUESTION, Measured, records

pytestmark = pytest.mark.usefixtures("shared")
NBS = [f"分省年度数据{number}.csv" for number in ("", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)")]
COVID = "thepaper_covid_gbk/data.csv"
STREETS, AREAS = "divisions_modood/streets.csv", "divisions_modood/areas.csv"
LEVEL_3, LEVEL_4 = "divisions_areacity/ok_data_level3.csv", "divisions_areacity/ok_data_level4.csv"
DIVISIONS, BABIES = "gb_codes/GB-2260.csv", "ssa_babynames_big/babynames_1880-2010.csv.gz"
AIR = "beijing_air/PRSA_Data_Huairou_20130301-20170228.csv"
RECOUNTED = {
    COVID: ("gb18030", {"NA"}),
    "thepaper_covid_gbk/ch-en-reference.csv": ("utf-8-sig", set()),
    DIVISIONS: ("utf-8", set()),
    STREETS: ("utf-8", set()),
    LEVEL_3: ("utf-8-sig", set()),
    LEVEL_4: ("utf-8-sig", set()),
    AIR: ("utf-8", {"NA"}),
    "frictionless_country_codes/UNSD-cn.csv": ("utf-8", {"NA"}),
    "frictionless_population/population.csv": ("utf-8", set()),
}  # fmt: skip


@pytest.mark.parametrize("name", RECOUNTED)
def test_empty_cells_of_every_column_are_those_that_csv_counts(name: str, measured: Measured) -> None:
    encoding, words = RECOUNTED[name]
    figures, rows = measured.first(f"tables/{name}").figures, records(name, encoding)
    assert figures.rows == len(rows)
    for header, column in zip(rows[0], figures.columns, strict=True):
        counted = Counter(row[header].strip() for row in rows)
        written = sum(counted[word] for word in words)
        assert figures.figure("placeholder_cells", column).value == written, column
        assert figures.figure("empty_cells", column).value == written + counted[""], column
        assert figures.figure("empty_cells", column).whole == len(rows)


@pytest.mark.parametrize("name", RECOUNTED)
def test_repeated_rows_and_possible_keys_are_those_that_csv_counts(name: str, measured: Measured) -> None:
    encoding, words = RECOUNTED[name]
    figures, rows = measured.first(f"tables/{name}").figures, records(name, encoding)
    whole = {tuple(row.values()) for row in rows}
    assert figures.figure("duplicate_rows").value == len(rows) - len(whole)
    keys = [
        column
        for header, column in zip(rows[0], figures.columns, strict=True)
        if len({row[header] for row in rows} - {""} - words) == len(rows)
    ]
    assert figures.figure("key_candidates").detail == "、".join(keys)
    assert figures.figure("key_candidates").value == len(keys)


def test_names_of_people_that_are_words_for_none(measured: Measured, shared: Path) -> None:
    """1.7 million rows, of which 165 are of people called Nan, Na or Nil: counted as empty, where nobody says otherwise."""
    figures = measured.first(f"tables/{BABIES}").figures
    with gzip.open(shared / "data/tables" / BABIES, "rt", encoding="utf-8", newline="") as file:
        counted = Counter(row[0] for row in csv.reader(file))
    none = sum(counted[name] for name in ("Nan", "Na", "Nil"))
    assert (sum(counted.values()) - 1, none) == (1_690_784, 165) == (figures.rows, none)
    assert figures.figure("placeholder_cells", "name").value == figures.figure("empty_cells").value == none


@pytest.mark.parametrize("name", NBS)
def test_exports_of_the_statistics_office_have_a_row_per_province(name: str, measured: Measured) -> None:
    figures = measured.first(f"tables/nbs_export_gbk/{name}").figures
    assert figures.rows == 31
    assert "地区" in figures.figure("key_candidates").detail.split("、")
    assert figures.figure("duplicate_rows").value == 0


def test_years_without_a_census_sample_are_empty_columns(measured: Measured) -> None:
    """分省年度数据(1): of twenty years three have no value for any province."""
    figures = measured.first("tables/nbs_export_gbk/分省年度数据(1).csv").figures
    hollow = [name for name, one in figures.of("high_missing").items() if name and one.value]
    assert hollow == ["2025年", "2020年", "2010年"]
    total = figures.figure("empty_cells")
    assert (total.value, total.whole) == (3 * 31, 31 * 21)
    assert figures.figure("high_missing").value == 0


def test_dates_of_the_epidemic_are_dates_of_a_known_range(measured: Measured) -> None:
    figures = measured.first(f"tables/{COVID}").figures
    days, strange = [], []
    for row in records(COVID, "gb18030"):
        found = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", row["报道时间"])
        days.append(date(*map(int, found.groups()))) if found else strange.append(row["报道时间"])
    assert (min(days), max(days), strange) == (date(2020, 1, 11), date(2021, 1, 28), ["2020年"])
    assert {one.column: one.role for one in figures.roles}["报道时间"] == "date"
    assert figures.figure("format_date", "报道时间").value == len(strange)
    assert [one.shown for one in figures.samples_of("format_date", "报道时间")] == strange
    age = figures.figure("data_age_days", "报道时间")
    assert (age.value, age.detail) == ((AS_OF - max(days)).days, f"最近 {max(days)}")
    assert figures.figure("future_dates", "报道时间").value == 0


def test_columns_of_the_epidemic_have_their_roles(measured: Measured) -> None:
    figures = measured.first(f"tables/{COVID}").figures
    roles = {one.column: one.role for one in figures.roles}
    assert {name for name, role in roles.items() if role == "url"} == {"来源链接1", "来源链接2", "来源链接3"}
    assert {roles[name] for name in ("新增确诊", "新增出院", "新增死亡")} == {"integer"}
    assert figures.figure("duplicate_rows").value == 15


@pytest.mark.parametrize(("name", "column", "wrong"), [
    (AREAS, "code", 0), (STREETS, "code", 0), (STREETS, "areaCode", 0), (DIVISIONS, "code", 0),
    ("divisions_modood/provinces.csv", "code", 31), ("divisions_modood/cities.csv", "code", 342),
])  # fmt: skip
def test_division_codes_conform_where_they_are_whole(
    name: str, column: str, wrong: int, measured: Measured
) -> None:
    """Two and four digits are the beginnings of codes, and none of them is one."""
    path = measured.first(f"tables/{name}").path
    figures = measure_table(path, replace(QUESTION, roles={column: "division"}), database=measured.database)
    figure = figures.figure("format_division", column)
    assert (figure.value, figure.whole) == (wrong, figures.rows)


@pytest.mark.parametrize("name", [AREAS, STREETS, DIVISIONS])
def test_division_codes_are_found_under_a_name_that_says_so(name: str, measured: Measured) -> None:
    table = pq.read_table(measured.first(f"tables/{name}").path, columns=["code", "name"])
    figures = measure_table(table.rename_columns(["行政区划代码", "名称"]), QUESTION)
    told = {one.column: (one.role, one.by) for one in figures.roles}
    assert told == {"行政区划代码": ("division", "detected"), "名称": ("text", "detected")}
    assert figures.figure("format_division", "行政区划代码").value == 0


def test_levels_of_divisions_refer_to_each_other_and_to_another_source(measured: Measured) -> None:
    """Both by rules, and counted anew as sets."""
    rules = load_rules(
        "- {code: area, column: areaCode, kind: reference, table: areas, other: code, says: 区县在册}\n"
        "- {code: other, column: areaCode, kind: reference, table: level_3, other: id, says: 另一来源}\n",
        "rules.yaml",
    )
    related = {
        "areas": measured.first(f"tables/{AREAS}").path,
        "level_3": measured.first(f"tables/{LEVEL_3}").path,
    }
    figures = measure_table(
        measured.first(f"tables/{STREETS}").path,
        replace(QUESTION, rules=rules, measures=frozenset()),
        database=measured.database,
        related=related,
    )  # fmt: skip
    streets = [row["areaCode"] for row in records(STREETS)]
    known = {row["code"] for row in records(AREAS)}, {row["id"] for row in records(LEVEL_3)}
    orphans = [sum(code not in codes for code in streets) for codes in known]
    assert [one.value for one in figures.figures if one.measure.startswith("rule:")] == orphans
    assert orphans[0] == 0 < orphans[1]


def test_two_divisions_have_the_code_of_another(measured: Measured) -> None:
    path = measured.first(f"tables/{DIVISIONS}").path
    figures = measure_table(path, replace(QUESTION, keys=(("code",), ("id",))), database=measured.database)
    counted = Counter(row["code"] for row in records(DIVISIONS))
    assert sorted(code for code, count in counted.items() if count > 1) == ["232701", "419001"]
    assert [figures.figure("duplicate_keys", name).value for name in ("code", "id")] == [2, 0]


def test_a_country_whose_code_is_a_word_for_none(measured: Measured) -> None:
    """NA is Namibia; its code list says so, and then the cell is not empty."""
    found = measured.first("tables/frictionless_country_codes/UNSD-cn.csv")
    column = "ISO-alpha2 Code"
    assert found.figures.figure("empty_cells", column).value == 1
    codes = {column: tuple(cell for cell in found.columns[column] if cell)}
    figures = measure_table(found.path, replace(QUESTION, codes=codes), database=measured.database)
    assert figures.figure("empty_cells", column).value == 0
    assert figures.figure("outside_codes", column).value == 0


@pytest.mark.parametrize("day", ["2020-05-01", "2020-12-08"])
def test_absent_values_of_json_are_nulls(day: str, measured: Measured, shared: Path) -> None:
    rows = json.loads((shared / f"data/tables/wuhan_ncov_daily_json/{day}.json").read_text(encoding="utf-8"))
    figures = measured.first(f"tables/wuhan_ncov_daily_json/{day}.json").figures
    assert {one.column: one.nulls for one in figures.profiles} == {
        name: sum(row.get(name) is None for row in rows) for name in rows[0]
    }
    assert figures.figure("data_age_days").value == (AS_OF - date.fromisoformat(day)).days


@pytest.mark.parametrize("name", [STREETS, LEVEL_4, DIVISIONS, AIR, BABIES, COVID])
def test_no_person_is_seen_where_there_is_none(name: str, measured: Measured) -> None:
    figures = measured.first(f"tables/{name}").figures
    codes = ("sensitive_identity", "sensitive_mobile", "sensitive_bank_card", "sensitive_person")
    assert [figures.figure(code).value for code in codes] == [0, 0, 0, 0]
