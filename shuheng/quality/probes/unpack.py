"""The content behind gzip or deflate, never more of it at once than a piece, so that a bomb stops at the bound."""

import zlib
from collections.abc import Iterator

PIECE = 1 << 16
PACKED = {"gzip", "x-gzip", "deflate"}
PLAIN = {"", "identity"}


class Unpacker:
    """Unpacks pieces as they arrive. `ValueError` for content that is not packed as it says."""

    def __init__(self, encoding: str) -> None:
        name = encoding.strip().lower()
        if name not in PACKED | PLAIN:
            raise ValueError(f"不认识的压缩方式“{name[:20]}”")
        self.inner = zlib.decompressobj(zlib.MAX_WBITS | 32) if name in PACKED else None

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """What the piece holds, in parts of at most `PIECE` bytes."""
        if self.inner is None:
            yield piece
            return
        rest = piece
        while rest:
            try:
                part = self.inner.decompress(rest, PIECE)
            except zlib.error as error:
                raise ValueError("压缩内容解不开") from error
            yield part
            left = self.inner.unconsumed_tail
            if not part and len(left) == len(rest):
                return
            rest = left

    def end(self) -> None:
        """All has arrived. `ValueError` where the packed content is cut off."""
        if self.inner is not None and not self.inner.eof:
            raise ValueError("压缩内容没有传完")
