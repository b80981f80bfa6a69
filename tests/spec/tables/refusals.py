"""One file per refusal: code -> what makes it, given an empty folder; gives the path and the options of the reading."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from shuheng.engines.tables import Limits
from tests.spec.tables.made import put

Made = tuple[Path, dict[str, Any]]
Maker = Callable[[Path], Made]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def plain(content: str | bytes, name: str = "表.csv", **options: Any) -> Maker:
    """A file of this content."""
    return lambda folder: (put(folder, content, name), options)


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def locked() -> bytes:
    """A zip whose member is marked as encrypted."""
    content = bytearray(zipped(("表.csv", b"a,b\n")))
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def tarred() -> bytes:
    """An archive of tar."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.csv"))
    return out.getvalue()


def workbook(**cells: str) -> bytes:
    """A workbook with these cells."""
    out, book = io.BytesIO(), Workbook()
    sheet = book.worksheets[0]
    for place, value in cells.items():
        sheet[place] = value
    book.save(out)
    return out.getvalue()


def inside(name: str) -> bytes:
    """An OLE container in whose directory this name stands."""
    return OLE + b"\x00" * 1_000 + name.encode("utf-16-le") + b"\x00" * 600


GBK = "编号,名称\n1,第一个单位\n".encode("gbk")
REFUSED: dict[str, Maker] = {
    "tables-missing": lambda folder: (folder / "没有.csv", {}),
    "tables-unreadable": lambda folder: (folder / ("长" * 300), {}),
    "tables-empty": plain(b""),
    "tables-too-large": plain("a,b\n1,2\n", limits=Limits(file_bytes=5)),
    "tables-bomb": plain(gzip.compress(b"a,b\n" + b"1,2\n" * 30_000_000), "表.csv.gz"),
    "tables-packed-broken": plain(gzip.compress(b"a,b\n" * 1_000)[:-12], "表.csv.gz"),
    "tables-packed-members": plain(zipped(("a.csv", b"a"), ("b.csv", b"b")), "表.zip"),
    "tables-packed-password": plain(locked(), "表.zip"),
    "tables-kind": plain(b"%PDF-1.7\n...", "表.csv"),
    "tables-binary": plain(bytes(range(1, 32)) * 100, "表.csv"),
    "tables-html": plain("\n<!DOCTYPE html><html><table><tr><td>登录</td></tr></table></html>", "表.xls"),
    "tables-encoding-unknown": plain("id,name\n1,Θεσσαλονίκη\n".encode("iso-8859-7")),
    "tables-encoding-mixed": plain("编号,名称\n1,一个很长的单位名称\n".encode() * 9 + GBK),
    "tables-encoding-wrong": plain(GBK, encoding="utf-8"),
    "tables-line-long": plain("a,b\n1," + "x" * 2_000, limits=Limits(line_bytes=1_000)),
    "tables-quote": plain('a,b\n1,"2\n'),
    "tables-columns": plain("a,b,c\n1,2,3\n", limits=Limits(columns=2)),
    "tables-header": plain("a,b\n", header=5),
    "tables-sheet": plain("a,b\n", sheet="一"),
    "tables-workbook-broken": plain(OLE + b"\x00" * 2_000, "表.xls"),
    "tables-workbook-password": plain(inside("EncryptedPackage"), "表.xlsx"),
    "tables-workbook-extent": plain(workbook(ZZ900000="x"), "表.xlsx"),
    "tables-json-broken": plain('[{"a":1},', "表.json"),
    "tables-json-shape": plain("[1,2]", "表.json"),
    "tables-parquet-broken": plain(b"PAR1" + b"\x00" * 50, "表.parquet"),
}
ALSO: list[tuple[str, Maker]] = [
    ("tables-empty", plain(" \n\n , ,\n")),
    ("tables-empty", plain(b"\xef\xbb\xbf")),
    ("tables-empty", plain(gzip.compress(b""), "表.csv.gz")),
    ("tables-empty", plain(workbook(), "表.xlsx")),
    ("tables-empty", plain(" \n ", "表.json")),
    ("tables-too-large", plain(gzip.compress(b"a,b\n" * 100_000), "表.csv.gz", limits=Limits(unpacked_bytes=9_999))),
    ("tables-too-large", plain(workbook(A1="x"), "表.xlsx", limits=Limits(workbook_bytes=100))),
    ("tables-packed-broken", plain(gzip.compress(b"a,b\n" * 1_000)[:30] + b"xxxxxxx" * 9, "表.csv.gz")),
    ("tables-packed-broken", plain(zipped(("a.csv", b"a,b\n" * 99))[:-30], "表.zip")),
    ("tables-packed-members", plain(zipped(), "表.zip")),
    ("tables-kind", plain(zipped(("内.zip", zipped(("a.csv", b"a")))), "表.zip")),
    ("tables-kind", plain(zipped(("word/document.xml", b"<w/>"), ("[Content_Types].xml", b"")), "表.xlsx")),
    ("tables-kind", plain(inside("WordDocument"), "表.xls")),
    ("tables-kind", plain(tarred(), "表.csv")),
    ("tables-kind", plain("<?xml version='1.0'?><rows/>", "表.csv")),
    ("tables-kind", plain("a: 1\nb: 2\n", "表.yml")),
    ("tables-kind", plain(b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "表.csv")),
    ("tables-html", plain("<html><body>请登录</body></html>".encode("utf-16"), "表.csv")),
    ("tables-encoding-mixed", plain(b"\xef\xbb\xbf" + GBK)),
    ("tables-columns", plain("a,b\n1,2\n1,2,3,4\n", limits=Limits(columns=3))),
    ("tables-columns", plain('[{"a":1,"b":2,"c":3}]', "表.json", limits=Limits(columns=2))),
    ("tables-quote", plain('a,b\n"x"y,2\n')),
    ("tables-workbook-broken", plain(workbook(A1="x")[:-40] + b"\x00" * 40, "表.xlsx")),
]  # fmt: skip
