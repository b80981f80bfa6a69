"""An answer's bytes as a tree of dicts, lists and texts, whether it is JSON or XML. Nothing in it can do harm."""

import json
import re
from decimal import Decimal
from typing import Any

from shuheng.quality.probes.answers.xml_tree import read_xml

Tree = Any  # what the json module reads; XML becomes the same: dicts, lists, texts

GBK_DECLARED = re.compile(
    rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"'](?:gb2312|gbk|gb18030)[\"'][^>]*\?>", re.IGNORECASE
)


class Unreadable(Exception):  # noqa: N818  # said of the answer
    """The answer is neither JSON nor XML; the text says what it looks like, in words for people."""


def read_document(content: bytes) -> Tree:
    """The tree. Raises `Unreadable`; numbers keep every digit (`int`, `Decimal`)."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise Unreadable("应答是空的")
    if start.startswith(b"<"):
        return xml(start)
    try:
        return json.loads(text_of(content), parse_float=Decimal, parse_constant=not_json)
    except RecursionError as error:
        raise Unreadable("JSON 嵌套太深") from error
    except (ValueError, ArithmeticError) as error:
        raise Unreadable("应答不是合法的 JSON") from error


def text_of(content: bytes) -> str:
    """UTF-8, else GB18030."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise Unreadable("应答的编码既不是 UTF-8 也不是 GBK") from error


def not_json(word: str) -> Any:
    """NaN and Infinity are no JSON."""
    raise ValueError(word)


def xml(content: bytes) -> Tree:
    """An XML document; a web page is told apart, since that is what an error often looks like."""
    declared = GBK_DECLARED.match(content)
    if declared:
        content = text_of(content[declared.end() :]).encode()
    try:
        return read_xml(content)
    except ValueError as error:
        if re.match(rb"<(?:!doctype\s+html|html)", content, re.IGNORECASE):
            raise Unreadable("应答是网页（HTML）") from error
        raise Unreadable(f"应答不是可读的 XML（{error}）") from error
