"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

import json
import re

from shuheng.engines.harvest.read.csv_list import delimiter_of
from shuheng.engines.harvest.read.encoding import Decoder
from shuheng.engines.harvest.read.json_values import RecordFaultError, decode
from shuheng.engines.harvest.read.limits import broken

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP = b"PK\x03\x04"
FORMATS = ("json", "jsonl", "csv", "xlsx", "turtle", "jsonld", "rdfxml")
_PAGE = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_RDF_XML = re.compile(r"<\?xml|<(?:\w+:)?RDF[\s>]|<!--|<!DOCTYPE")
_TURTLE = re.compile(r"(?:\s*#[^\n]*\n)*\s*(?:@prefix|@base|PREFIX\s|BASE\s|<https?://|<urn:)", re.IGNORECASE)
_LINKED = re.compile(r'"@(?:context|graph|id)"\s*:')
_PROJECT_OPEN_DATA = re.compile(r'project-open-data|"dataset"\s*:\s*\[')
LOOKED_AT = 20_000


def detect(head: bytes, name: str, encoding: str = "") -> str:
    """One of FORMATS for the first bytes of a list; raises BrokenListError where it is none of them."""
    if head.startswith(ZIP):
        return "xlsx"
    if head.startswith(OLE):
        raise broken("source-kind", "这是旧版 Excel（.xls）。", name, hint="请在 Excel 中另存为 .xlsx。")
    if not head.strip():
        raise broken("source-empty", "", name)
    text = Decoder(name, encoding).text(head).lstrip()
    if text.startswith(("[", "{")):
        return _json(text)
    if _PAGE.match(text):
        raise broken("source-is-page", "", name)
    if _TURTLE.match(text):
        return "turtle"
    if _RDF_XML.match(text):
        return "rdfxml"
    if delimiter_of(text) and "\x00" not in text:
        return "csv"
    raise broken("source-kind", f"开头是“{text[:40]}”。", name)


def _json(text: str) -> str:
    start = text[:LOOKED_AT]
    if _LINKED.search(start) and not _PROJECT_OPEN_DATA.search(start):
        return "jsonld"
    line, _, rest = text.partition("\n")
    return "jsonl" if text[0] == "{" and rest.lstrip().startswith("{") and _is_whole(line) else "json"


def _is_whole(line: str) -> bool:
    """Whether one line is one whole value."""
    try:
        return decode(line, 0)[1] == len(line.rstrip())
    except RecordFaultError:
        return True
    except json.JSONDecodeError:
        return False
