"""From bytes to text piece by piece: UTF-8 until a byte says otherwise, then GB18030, never both.

A byte order mark decides. Without one, text is UTF-8; the first byte that cannot be UTF-8 turns the decoder to
GB18030 if everything before it was ASCII, and is an error if not.
"""

from __future__ import annotations

import codecs

from shuheng.engines.harvest.read.limits import broken

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Decoder:
    """Decodes chunks in order; ``encoding`` is the one in use, ``named`` one that must hold throughout."""

    def __init__(self, file: str, named: str = "") -> None:
        self.file = file
        self.encoding = named or "utf-8"
        self.done = 0
        self._settled = bool(named)
        self._decoder = codecs.getincrementaldecoder(self.encoding)()
        self._started = False

    def text(self, chunk: bytes, *, final: bool = False) -> str:
        """The text of the next chunk."""
        if not self._started:
            self._started = True
            chunk = self._unmarked(chunk)
        pending = self._decoder.getstate()[0]
        try:
            text = self._decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            text = self._again(pending + chunk, error.start, len(pending), final=final)
        self._settled = self._settled or not text.isascii()
        self.done += len(chunk)
        return text

    def pending(self) -> int:
        """Bytes taken in that are not yet text."""
        return len(self._decoder.getstate()[0])

    def _unmarked(self, chunk: bytes) -> bytes:
        for mark, encoding in MARKS:
            if chunk.startswith(mark):
                self.encoding, self._settled = encoding, True
                self._decoder = codecs.getincrementaldecoder(encoding)()
                self.done = len(mark)
                return chunk[len(mark) :]
        return chunk

    def _again(self, content: bytes, bad: int, pending: int, *, final: bool) -> str:
        """The chunk once more as GB18030, if nothing but ASCII came before the first bad byte."""
        at = self.done - pending + bad
        if self._settled or not content[:bad].isascii():
            raise broken("encoding-unknown", f"第 {at} 字节不是 {self.encoding.upper()}。", self.file)
        self.encoding, self._settled = "gb18030", True
        self._decoder = codecs.getincrementaldecoder("gb18030")()
        try:
            return self._decoder.decode(content, final)
        except UnicodeDecodeError as error:
            place = self.done - pending + error.start
            text = f"第 {at} 字节不是 UTF-8，第 {place} 字节不是 GB18030。"
            raise broken("encoding-unknown", text, self.file) from error
