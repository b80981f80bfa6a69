"""CSV in: UTF-8 or GBK, comma separated, with the line of every mistake."""

from __future__ import annotations

import csv
import io

from shuheng.files.guards import fail
from shuheng.files.table import Row, Table
from shuheng.problems import Problem, ProblemsError

UTF16 = (b"\xff\xfe", b"\xfe\xff")
MAX_FIELD = 100_000


def read_csv(content: bytes, label: str) -> tuple[Table, tuple[Problem, ...]]:
    """The table and notices (such as the encoding found)."""
    text, notices = _decode(content, label)
    csv.field_size_limit(MAX_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    start = 1
    try:
        for cells in reader:
            rows.append(Row(start, tuple(cells)))
            start = reader.line_num + 1
    except csv.Error as error:
        hint = "请检查该行的引号是否成对；单元格里有逗号、引号或换行时，整格要用英文双引号括起来。"
        problem = Problem("csv-syntax", "不是合法的 CSV。", file=label, row=start, hint=hint)
        raise ProblemsError([problem]) from error
    return Table(label, "", tuple(rows)), notices


def _decode(content: bytes, label: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        utf8_line = _line(content, error.start)
    if content.startswith(UTF16):
        raise fail("csv-utf16", "文件是 UTF-16 编码。", label, hint="请另存为“CSV UTF-8（逗号分隔）”。")
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        line = max(utf8_line, _line(content, error.start))
        message = "既不是 UTF-8 也不是 GBK 编码，该行读不出来。"
        problem = Problem(
            "csv-encoding", message, file=label, row=line, hint="请另存为“CSV UTF-8（逗号分隔）”。"
        )
        raise ProblemsError([problem]) from error
    notice = Problem("csv-gbk", "文件是 GBK 编码，已照此读取。", "info", file=label)
    return text, (notice,)


def _line(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1
