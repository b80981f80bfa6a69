"""A data file's own header: the first row names the columns, types are guessed from values and only proposed."""

from collections.abc import Callable, Sequence
from pathlib import Path

from shuheng.catalogue.dictionary.column import NAME_LENGTH, Column
from shuheng.catalogue.excel.cells import cell_in
from shuheng.catalogue.values import DATE, ODD
from shuheng.files import Row, Table
from shuheng.problems import Problem, ProblemsError

LOOKED_AT = 200
LONGEST_NUMBER = 15  # longer ones are codes, such as identity numbers


def header_columns(table: Table) -> list[Column]:
    """One column per head. Raises `ProblemsError` where heads are missing or stand twice."""
    rows = list(table.filled())
    if not rows:
        raise ProblemsError([table.problem("header-empty", "文件里没有内容。")])
    heads = heads_of(table, rows[0])
    name = table.sheet or Path(table.file).stem
    body = rows[1 : LOOKED_AT + 1]
    return [proposed(name, head, [cell_in(row.cell(index)) for row in body]) for index, head in heads]


def heads_of(table: Table, row: Row) -> list[tuple[int, str]]:
    """Places and names of the columns."""
    texts = [ODD.sub("", row.text(index)).replace("\n", " ").strip() for index in range(len(row.cells))]
    while texts and not texts[-1]:
        texts.pop()
    problems: list[Problem] = []
    for index, text in enumerate(texts):
        message = ""
        if not text:
            message = "这一列没有列名。"
        elif len(text) > NAME_LENGTH:
            message = f"列名有 {len(text)} 个字符，最多 {NAME_LENGTH} 个。"
        elif text in texts[:index]:
            message = f"列名“{text[:60]}”出现了两次。"
        if message:
            hint = "第一行要是列名；表头有几行的，请删去标题行再上传。"
            problems.append(table.problem("header-head", message, row=row.number, column=index, hint=hint))
    if problems:
        raise ProblemsError(problems)
    return list(enumerate(texts))


def proposed(table: str, head: str, values: Sequence[str]) -> Column:
    """The first kind that every value seen is of; no value, no proposal."""
    seen = [value for value in values if value]
    kind = next((title for title, fits in KINDS if seen and all(map(fits, seen))), "")
    length = max(map(len, seen)) if kind == "字符型" else None
    return Column(table=table, name=head[:200], title=head, data_type=kind, length=length, guessed=bool(kind))


def is_whole(text: str) -> bool:
    digits = text.removeprefix("-")
    plain = digits.isascii() and digits.isdigit() and len(digits) < LONGEST_NUMBER
    return plain and (digits == "0" or not digits.startswith("0"))


def is_decimal(text: str) -> bool:
    whole, _, part = text.partition(".")
    return is_whole(text) or (is_whole(whole) and part.isascii() and part.isdigit())


KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("日期型", lambda text: len(text) >= 8 and not text.isdigit() and DATE.fullmatch(text) is not None),
    ("整数型", is_whole),
    ("数值型", is_decimal),
    ("字符型", lambda _: True),
)
