"""Where our count differs from that of the manifest, and why: file -> rows, columns, reason.

The manifest counts all records of a file, blank ones and those of header and footer included, as ``csv.reader`` with
a comma, ``openpyxl`` or ``xlrd`` give them; of a workbook only its first sheet. So does the account of a reading.
"""

from __future__ import annotations

CORPUS = "malformed/"
COUNTS: dict[str, tuple[int, int, str]] = {
    "malformed/csv_spectrum/json/location_coordinates.json": (1, 4, "one object: the manifest counts its fields as rows"),
    "malformed/messytables_horror/complex.csv": (4, 4, "a comma inside quotes that a space precedes: not two columns"),
    "malformed/messytables_horror/bian-anal-mca-2005-dols-eng-1011-0312-tab3.xlsm": (
        62, 4, "cells that hold something; openpyxl counts styled ones without content",
    ),
    "malformed/messytables_horror/large.xlsx": (52, 11, "cells that hold something; openpyxl counts styled ones too"),
    "malformed/frictionless_data/issue-313.xlsx": (3, 5, "cells that hold something; openpyxl counts styled ones too"),
    "malformed/frictionless_data/merged-cells.xlsx": (1, 1, "one merged area; openpyxl counts the cells under it"),
    "malformed/frictionless_data/sheet2.xls": (3, 2, "the first sheet is empty and no table; the second is read"),
    "malformed/frictionless_data/sheet2.xlsx": (3, 2, "the first sheet is empty and no table; the second is read"),
    "malformed/frictionless_data/compression__implicit-gz.csv": (3, 2, "gzip under the name of CSV: unpacked here"),
    "malformed/frictionless_data/compression__implicit-zip.csv": (3, 2, "zip under the name of CSV: unpacked here"),
    "malformed/frictionless_data/dialect.csv": (3, 3, "parted by | and read so; its quotes are # for who knows that"),
    "malformed/frictionless_data/issue-1478__table.csv": (10, 4, "parted by | and read so; the manifest splits at commas"),
}  # fmt: skip
REFUSED: dict[str, tuple[str, str]] = {
    "tables/frictionless_country_codes/datapackage.yml": ("tables-kind", "YAML beside the table"),
    "tables/frictionless_population/datapackage.json": ("tables-json-shape", "a description, not a table"),
    "malformed/messytables_horror/encrypted_no_password.xls": ("tables-workbook-password", "it is encrypted"),
    "malformed/messytables_horror/libreoffice.xlsx": ("tables-empty", "all its sheets are empty; openpyxl counts one cell"),
    "malformed/messytables_horror/simple.unknown": ("tables-empty", "no byte in it"),
    "malformed/frictionless_data/table-infer-iso-8859-7.csv": (
        "tables-encoding-unknown", "Greek, with too few letters to know it by; named, it is read: see below",
    ),
}  # fmt: skip
ENCODINGS: dict[str, tuple[str, str]] = {
    "malformed/messytables_horror/characters.csv": (
        "big5",
        "traditional Chinese of a tourist office in Taiwan",
    ),
    "malformed/frictionless_data/table-with-accents.csv": (
        "cp1252",
        "Portuguese: GB18030 reads it too, as nonsense",
    ),
    "malformed/frictionless_data/compression__implicit-gz.csv": ("utf-8", "what is inside"),
    "malformed/frictionless_data/compression__implicit-zip.csv": ("utf-8", "what is inside"),
    "malformed/messytables_horror/simple.zip": ("utf-8", "what is inside"),
}
SAME = {"ascii": "utf-8", "utf-8-bom": "utf-8", "latin-1": "cp1252", "utf-16-bom": "utf-16-le"}
SHEETS = {"xls", "xlsx", "ods"}
