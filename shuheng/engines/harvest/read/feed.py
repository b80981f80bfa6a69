"""A window on the text of a list: more is read on demand, what is done with is let go, places are known."""

from __future__ import annotations

from collections.abc import Iterator

from shuheng.engines.harvest.read.encoding import Decoder
from shuheng.engines.harvest.read.limits import RECORD_CHARS, Place
from shuheng.engines.harvest.read.octets import Octets


class Feed:
    """``text[pos:]`` is what lies ahead as far as it was read; ``ended`` says that nothing follows."""

    def __init__(self, source: Octets, encoding: str = "") -> None:
        self.name = source.name
        self.decoder = Decoder(source.name, encoding)
        self.text = ""
        self.pos = 0
        self.ended = False
        self._chunks = source.chunks()
        self._counted = 0  # position up to which line ends are counted in _line
        self._line = 1
        self._before = 0  # characters of the current line that stood before the window

    def more(self) -> bool:
        """Read one more piece behind the window and let go of what lies before ``pos``; False at the end."""
        if self.ended:
            return False
        self.release()
        chunk = next(self._chunks, b"")
        self.ended = not chunk
        self.text += self.decoder.text(chunk, final=self.ended)
        return True

    def release(self) -> None:
        """Let go of the text before ``pos``, keeping account of lines and columns."""
        self.line()
        last = self.text.rfind("\n", 0, self.pos)
        self._before = self.pos - last - 1 if last >= 0 else self._before + self.pos
        self.text, self.pos, self._counted = self.text[self.pos :], 0, 0

    def line(self) -> int:
        """The line of ``pos``, from 1."""
        self._line += self.text.count("\n", self._counted, self.pos)
        self._counted = self.pos
        return self._line

    def place(self, pos: int) -> Place:
        """The place of ``text[pos]`` in the whole source; ``pos`` lies at or behind the feed's own."""
        line = self.line() + self.text.count("\n", self.pos, pos)
        last = self.text.rfind("\n", 0, pos)
        column = pos - last if last >= 0 else self._before + pos + 1
        ahead = len(self.text[pos:].encode(self.decoder.encoding, "surrogatepass"))
        return Place(self.decoder.done - self.decoder.pending() - ahead, line, column)

    def lines(self, limit: int = RECORD_CHARS) -> Iterator[str | None]:
        """The lines ahead with their ends; None for a line over ``limit`` characters, which is not held."""
        while line := self._next_line(limit):
            yield line if len(line) <= limit else None

    def _next_line(self, limit: int) -> str:
        """The next line, or its first part and some more than ``limit`` characters of it; '' at the end."""
        start, kept = self.pos, ""
        while (end := self.text.find("\n", start)) < 0:
            if len(self.text) - self.pos > limit:
                kept = kept or self.text[self.pos : self.pos + limit + 1]
                self.pos = len(self.text)
            start = len(self.text) - self.pos
            if not self.more():
                rest = self.text[self.pos :]
                self.pos = len(self.text)
                return kept or rest
        line = kept or self.text[self.pos : end + 1]
        self.pos = end + 1
        return line
