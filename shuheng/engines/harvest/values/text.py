"""Texts made safe: control characters and HTML out, words of a list apart."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Any

from shuheng.engines.harvest.values.empty import WHITE, is_empty

Reading = tuple[Any, str]
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BLOCKS = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(
    r"</?(?:a|abbr|article|b|blockquote|body|br|button|center|code|div|em|embed|font|form|frame|h[1-6]|head|hr|html|i"
    r"|iframe|img|input|label|li|link|meta|object|ol|option|p|pre|s|script|section|select|small|span|strike|strong"
    r"|style|sub|sup|svg|table|tbody|td|textarea|th|thead|tr|u|ul|video)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"&(?:nbsp|lt|gt|amp|quot|apos|ldquo|rdquo|mdash|middot|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE
)
_LINES = re.compile(r"[\t\r\n\f\v]+ *")


def without_control(text: str) -> str:
    """The text without control characters, invisible marks and lone surrogates (line ends and tabs stay)."""
    return CONTROL.sub("", text)


def without_html(text: str) -> str:
    """The text of a piece of HTML: tags and comments out, entities decoded once."""
    bare = _TAGS.sub(" ", _BLOCKS.sub(" ", text))
    return without_control(html.unescape(bare))


def clean_text(written: str) -> Reading:
    """One line of plain text and the note `html-removed` where markup was in it; '' for the words of nothing."""
    text, note = written, ""
    if ("<" in text and (_TAGS.search(text) or _BLOCKS.search(text))) or (
        "&" in text and _ENTITY.search(text)
    ):
        text, note = without_html(text), "html-removed"
    text = text.strip(WHITE)
    if not text.isprintable():
        text = _LINES.sub(" ", text)
    return ("" if is_empty(text) else text), note


def folded(written: str) -> str:
    """A text as keys of value tables are written: half width, lower case, without white space."""
    return "".join(unicodedata.normalize("NFKC", written).lower().split())


def split_words(written: str, separators: tuple[str, ...]) -> tuple[str, ...]:
    """The distinct words of a text that lists them, in their order."""
    text = written
    for separator in separators[1:]:
        text = text.replace(separator, separators[0])
    parts = text.split(separators[0]) if separators else [text]
    if "<" in text or "&" in text or "\n" in text:
        parts = [clean_text(part)[0] for part in parts]
    return tuple(dict.fromkeys(part.strip(WHITE) for part in parts if not is_empty(part)))
