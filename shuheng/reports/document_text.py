"""The text of an official document that a user brings, to be shown beside the rules. It is never kept."""

from __future__ import annotations

from pathlib import Path

from shuheng.engines.rubric import Problem, ProblemsError

MAX_BYTES = 20_000_000


def read_document(path: Path) -> str:
    """The text of a plain-text document in UTF-8 or GBK, of bounded size."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise _refused(path, "document-too-large", f"文件有 {size / 1_000_000:.1f} MB，上限 20 MB。")
        content = path.read_bytes()
    except OSError as error:
        raise _refused(path, "document-unreadable", f"文件打不开：{error.strerror}。") from error
    return decode_document(content, path)


def decode_document(content: bytes, path: Path) -> str:
    """The text of the bytes; anything with zero bytes is no text, whatever a codec makes of it."""
    if b"\x00" not in content:
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise _refused(path, "document-not-text", "不是纯文本。请把原文另存为 .txt（UTF-8）后再用。")


def _refused(path: Path, code: str, message: str) -> ProblemsError:
    return ProblemsError([Problem(code, message, file=path.name)])
