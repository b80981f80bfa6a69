"""What a file is, by its first bytes; its name helps only where text could be many things."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from shuheng.engines.tables.charset import head_as_utf8
from shuheng.engines.tables.codes import fault
from shuheng.engines.tables.model import Format

Seen = Format | Literal["gz", "zip"]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_NAMED: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF 文档"), (b"{\\rtf", "RTF 文档"), (b"Rar!", "RAR 压缩包"), (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x89PNG", "PNG 图片"), (b"\xff\xd8\xff", "JPEG 图片"), (b"GIF8", "GIF 图片"), (b"BM", ""), (b"MZ", ""),
    (b"\x7fELF", "程序"), (b"SQLite format 3\x00", "SQLite 数据库"), (b"BZh", "bzip2 压缩包"),
    (b"\xfd7zXZ", "xz 压缩包"), (b"\x28\xb5\x2f\xfd", "zstd 压缩包"), (b"ARROW1", "Arrow 文件"), (b"OggS", "音频"),
    (b"ID3", ""), (b"II*\x00", "TIFF 图片"), (b"MM\x00*", "TIFF 图片"), (b"Obj\x01", "Avro 文件"), (b"ORC", ""),
)  # fmt: skip
_OFFICE: tuple[tuple[bytes, str], ...] = (
    (b"word/", "Word 文档"), (b"ppt/", "PowerPoint 演示文稿"), (b"xl/workbook.bin", "二进制的 Excel 工作簿（.xlsb）"),
)  # fmt: skip
_OTHER_TEXT = {
    ".yml": "YAML", ".yaml": "YAML", ".md": "Markdown", ".xml": "XML", ".py": "程序", ".sql": "SQL 脚本", ".toml": "TOML",
    ".ttl": "RDF", ".rdf": "RDF", ".svg": "SVG 图片", ".shp": "地图文件", ".dbf": "dBASE 文件", ".doc": "Word 文档",
}  # fmt: skip
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style|div)[\s>]", re.IGNORECASE)
_JSON = re.compile(rb"\{\s*[\"}]|\[\s*[\[{\]]|\[\s*\"(?:[^\"\\]|\\.)*\"\s*[,\]]\s*[\"\n]")
_FILE_PASS = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00|)\x2f\x00", re.DOTALL)
BINARY = 0.05
FEW = 8
LOOKED_AT = 65_536


def seen(
    head: bytes, inside: tuple[str, ...], name: str, encoding: str | None = None, suffix_of: str = ""
) -> Seen:
    """The format by the first bytes; ``inside`` lists the members of a zip. Refuses what is no table."""
    if head.startswith(b"\x1f\x8b"):
        return "gz"
    if head.startswith(ZIP):
        return _zip(inside, name)
    if head.startswith(OLE):
        return _ole(head, name)
    if head.startswith(b"PAR1"):
        return "parquet"
    for magic, word in _NAMED:
        if word and head.startswith(magic):
            raise fault("tables-kind", name, f"这是{word}")
    if head[257:262] == b"ustar":
        raise fault("tables-kind", name, "这是 tar 归档")
    return _text(head, name, encoding, PurePath(suffix_of or name).suffix.lower())


def _zip(inside: tuple[str, ...], name: str) -> Seen:
    if "xl/workbook.xml" in inside:
        return "xlsx"
    if "content.xml" in inside and "mimetype" in inside:
        return "ods"
    for mark, word in _OFFICE:
        if any(member.startswith(mark.decode()) for member in inside):
            raise fault("tables-kind", name, f"这是{word}")
    if "[Content_Types].xml" in inside:
        raise fault("tables-workbook-broken", name)
    return "zip"


def _ole(head: bytes, name: str) -> Seen:
    """Old Word, old Excel and encrypted new Excel share one container; its directory tells them apart."""
    if "EncryptedPackage".encode("utf-16-le") in head:
        raise fault("tables-workbook-password", name)
    if _FILE_PASS.search(head):
        raise fault("tables-workbook-password", name)
    if "WordDocument".encode("utf-16-le") in head:
        raise fault("tables-kind", name, "这是 Word 文档")
    if "PowerPoint Document".encode("utf-16-le") in head:
        raise fault("tables-kind", name, "这是 PowerPoint 演示文稿")
    return "xls"


def _text(head: bytes, name: str, encoding: str | None, suffix: str) -> Seen:
    plain = head_as_utf8(head, encoding)
    start = plain.lstrip()[:2_000]
    if _PAGE.match(start) or (start.startswith((b"<?xml", b"<!--")) and _PAGE.search(start)):
        raise fault("tables-html", name)
    if start.startswith(b"<?xml"):
        raise fault("tables-kind", name, "这是 XML")
    if suffix in _OTHER_TEXT:
        raise fault("tables-kind", name, f"这是{_OTHER_TEXT[suffix]}")
    if suffix in {".json", ".jsonl", ".ndjson", ".geojson"} or _JSON.match(start):
        return "json"
    odd = sum(byte < 9 or 13 < byte < 32 for byte in plain.replace(b"\x00", b""))
    if odd > max(BINARY * len(plain), FEW):
        raise fault("tables-binary", name)
    return "csv"
