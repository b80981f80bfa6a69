"""What is checked of a file before a byte of it is understood: that it exists, its size, its kind."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from shuheng.problems import Problem, ProblemsError

MAX_BYTES = 20_000_000
Kind = Literal["yaml", "csv", "xlsx"]
SUFFIXES: dict[str, Kind] = {".yaml": "yaml", ".yml": "yaml", ".csv": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx"}
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP = b"PK\x03\x04"


def fail(
    code: str, message: str, label: str, *, hint: str = "", allowed: tuple[str, ...] = ()
) -> ProblemsError:
    """The error for a file that cannot be read at all."""
    return ProblemsError([Problem(code, message, file=label, hint=hint, allowed=allowed)])


def read_bytes(path: Path, label: str) -> bytes:
    """The content of a file of bounded size; refuses before reading what is too large or empty."""
    try:
        if not path.is_file():
            raise fail("file-missing", "没有这个文件。", label, hint="请检查文件名和路径。")
        size = path.stat().st_size
        if size > MAX_BYTES:
            message = f"文件有 {size / 1_000_000:.1f} MB，上限 {MAX_BYTES // 1_000_000} MB，未读取。"
            raise fail("file-too-large", message, label, hint="请只保留用到的内容，或拆成几个文件。")
        content = path.read_bytes()
    except OSError as error:
        raise fail("file-unreadable", f"文件打不开：{error.strerror}。", label) from error
    if not content.strip():
        raise fail("file-empty", "文件是空的。", label, hint="请填写后再提交。")
    return content


def kind_of(path: Path, content: bytes, label: str) -> Kind:
    """The kind by suffix, held against what the first bytes say."""
    if content.startswith(OLE):
        raise _ole(content, label)
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        allowed = tuple(SUFFIXES)
        raise fail("file-kind", f"不认识的文件类型“{path.suffix or path.name}”。", label, allowed=allowed)
    if (kind == "xlsx") != content.startswith(ZIP):
        found = "Excel 工作簿" if content.startswith(ZIP) else "文本"
        message = f"扩展名是 {path.suffix}，内容却是{found}。"
        raise fail(
            "file-kind-mismatch",
            message,
            label,
            hint="请用原来的程序另存为正确的格式，不要只改扩展名。",
        )
    return kind


def _ole(content: bytes, label: str) -> ProblemsError:
    """Excel hides an encrypted workbook inside an OLE container; the old .xls is one as well."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        hint = "请在 Excel 中“文件—信息—保护工作簿—用密码进行加密”里清空密码，保存后再提交。"
        return fail("excel-encrypted", "工作簿有打开密码，读不了。", label, hint=hint)
    return fail("excel-old", "这是旧版 Excel（.xls）文件。", label, hint="请在 Excel 中另存为 .xlsx 再提交。")
