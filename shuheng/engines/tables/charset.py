"""Which encoding a text is in: a byte order mark, else UTF-8 throughout, else the likeliest that reads it all.

GB18030 and Big5 are told apart by where their common characters lie: level 1 of GB 2312 stands at B0A1 to D7FE,
level 1 of Big5 at A440 to C67E. Latin text has single accented bytes between ASCII letters.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from shuheng.engines.tables.codes import fault

Confidence = Literal["certain", "likely", "guess"]
Chunks = Callable[[], Iterator[bytes]]
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
SAMPLE = 2_000_000
TELLING = 12  # high bytes in a line that no other encoding fills with whole UTF-8 characters by chance
_PAIR = re.compile(rb"[\x81-\xfe](?:[\x30-\x39][\x81-\xfe][\x30-\x39]|[\x40-\x7e\x80-\xfe])")
_GB = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")
_BIG5 = re.compile(rb"[\xa1-\xa3\xa4-\xc6][\x40-\x7e\xa1-\xfe]")
_HIGH = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Found:
    """The encoding, how it was found (for a person), how sure, and the length of its byte order mark."""

    encoding: str
    by: str
    confidence: Confidence
    mark: int = 0


@dataclass(frozen=True, slots=True)
class BadByte:
    """Where decoding stopped: line and byte position, both from 1, and the file around it."""

    line: int
    byte: int


def head_as_utf8(head: bytes, named: str | None) -> bytes:
    """The first bytes of a text as UTF-8 where its width needs it, to look at them; no mark is left."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace").encode("utf-8")
    wide = named or unmarked_wide(head)
    try:
        return head.decode(wide, "replace").encode("utf-8", "replace") if wide else head
    except LookupError:
        return head  # a name that does not exist is told when the text is read


def find(chunks: Chunks, name: str, named: str | None) -> Found:
    """The encoding of the whole text; refuses what is unknown or mixed, with the line of the first bad byte."""
    head = next(chunks(), b"")
    for mark, encoding in MARKS:
        if head.startswith(mark) and (named is None or _same(named, encoding)):
            return _held(chunks, name, Found(encoding, "字节序标记", "certain", len(mark)))
    if named is not None:
        return _held(chunks, name, Found(_known(named, name), "指定", "certain"))
    if wide := unmarked_wide(head):
        return _held(chunks, name, Found(wide, "字节间隔的零", "likely"))
    bad = first_bad(chunks(), "utf-8")
    if bad is None:
        return Found("utf-8", "全部字节合乎 UTF-8", "certain")
    sample = _sample(chunks(), bad.byte)
    _refuse_mixed(sample, bad, name)
    return _eight_bit(chunks, sample, bad, name)


def first_bad(chunks: Iterable[bytes], encoding: str, skip: int = 0) -> BadByte | None:
    """The first byte that is not of the encoding; None where all are."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, done, left = 1, 0, skip
    for chunk in chunks:
        piece, left = chunk[left:], max(left - len(chunk), 0)
        pending = len(decoder.getstate()[0])
        try:
            line += decoder.decode(piece).count("\n")
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(encoding, "replace").count("\n")
            return BadByte(line + before, skip + done - pending + error.start + 1)
        done += len(piece)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return BadByte(line, skip + done)
    return None


def _held(chunks: Chunks, name: str, found: Found) -> Found:
    """The encoding, once the whole text has been held against it."""
    bad = first_bad(chunks(), found.encoding, found.mark)
    if bad is None:
        return found
    detail = f"按{found.by}应为 {found.encoding}，第 {bad.line} 行（第 {bad.byte} 字节）读不出来"
    raise fault(
        "tables-encoding-wrong" if found.by == "指定" else "tables-encoding-mixed", name, detail, row=bad.line
    )


def _known(named: str, name: str) -> str:
    try:
        return codecs.lookup(named).name
    except LookupError as error:
        allowed = ("utf-8", "gb18030", "big5", "utf-16", "latin-1")
        raise fault("tables-encoding-wrong", name, f"没有叫“{named}”的编码", allowed=allowed) from error


def _same(named: str, encoding: str) -> bool:
    """Whether a person's word for an encoding covers the one that the mark tells (utf-16 covers utf-16-le)."""
    return encoding.replace("-", "").startswith(
        named.lower().replace("-", "").replace("_", "").removesuffix("sig")
    )


def unmarked_wide(head: bytes) -> str:
    """UTF-16 without a mark shows by zeros at every second byte; '' for what is none."""
    start = head[:4_000]
    if len(start) < 8 or b"\x00" not in start:
        return ""
    half = len(start) // 2
    even, odd = start[0::2].count(0) / half, start[1::2].count(0) / half
    if odd > 0.3 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 and odd < 0.05 else ""


def _sample(chunks: Iterator[bytes], byte: int) -> bytes:
    """The start of the text and what follows the first bad byte: enough to tell the encoding by."""
    head, around, done = b"", b"", 0
    for chunk in chunks:
        head += chunk[: max(SAMPLE - len(head), 0)]
        if done + len(chunk) >= byte:
            around += chunk[max(byte - done - 1_000, 0) :][: SAMPLE - len(around)]
        done += len(chunk)
        if len(around) >= SAMPLE:
            break
    return head if byte <= len(head) else head + b"\n" + around


def _refuse_mixed(sample: bytes, bad: BadByte, name: str) -> None:
    """Whole lines of UTF-8 beside lines that are none cannot all be read by one encoding."""
    high = [line for line in sample.split(b"\n") if not line.isascii()]
    whole = [line for line in high if _is_utf8(line)]
    telling = any(sum(map(len, _HIGH.findall(line))) >= TELLING for line in whole)
    if telling or len(whole) * 5 >= len(high) > len(whole) > 1:
        detail = f"有 UTF-8，而第 {bad.line} 行（第 {bad.byte} 字节）不是"
        raise fault("tables-encoding-mixed", name, detail, row=bad.line)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit(chunks: Chunks, sample: bytes, bad: BadByte, name: str) -> Found:
    """GB18030, Big5 or Latin, whichever fits the sample best and reads the whole text."""
    runs = _HIGH.findall(sample)
    pairs = _PAIR.findall(b"\n".join(line for line in sample.split(b"\n") if not line.isascii()))
    fits = {
        "gb18030": sum(len(pair) == 4 or bool(_GB.fullmatch(pair)) for pair in pairs) / max(len(pairs), 1),
        "big5": sum(bool(_BIG5.fullmatch(pair)) for pair in pairs) / max(len(pairs), 1),
        "cp1252": sum(len(run) == 1 for run in runs) / max(len(runs), 1),
    }
    fits["gb18030"] += 0.05  # at a draw the simplified text is the likelier one here
    for encoding in sorted(fits, key=lambda key: -fits[key]):
        if fits[encoding] < 0.6:
            break
        if (worse := first_bad(chunks(), encoding)) is None:
            return Found(encoding, "常用字的分布", _sureness(encoding, fits, len(runs)))
        if encoding == "cp1252":
            return Found("latin-1", "单个的重音字母", "guess")
        if fits[encoding] > 0.85:
            detail = f"第 {worse.line} 行（第 {worse.byte} 字节）不是 {encoding.upper()}，而此前的内容是"
            raise fault("tables-encoding-mixed", name, detail, row=worse.line)
    detail = f"第 {bad.line} 行（第 {bad.byte} 字节）不是 UTF-8，其余编码也不像"
    raise fault("tables-encoding-unknown", name, detail, row=bad.line)


def _sureness(encoding: str, fits: dict[str, float], runs: int) -> Confidence:
    if encoding == "cp1252" or runs < 5:
        return "guess"
    return "likely" if fits[encoding] > 0.8 else "guess"
