"""What is wrong in the demonstration tables (演示数据), and what the measures must say of it.

Each wrong takes a sound table and spoils it at known rows. `finds` says which figures then differ from a sound
table's, exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shuheng.quality.demo.cells import identity_number

Rows = list[list[str]]
WAYS_OF_NONE = ("", "无", "　", "-", "暂无", "NULL")


@dataclass(frozen=True, slots=True)
class Planted:
    """One figure that a wrong makes: the measure, the column ("" for the table), the count (None: as many as rows)."""

    measure: str
    column: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong: what it does to header and rows, and what is found of it. `says` goes with the table's title."""

    code: str
    says: str
    spoil: Callable[[list[str], Rows], None]
    finds: tuple[Planted, ...]


def at(header: list[str], column: str) -> int:
    return header.index(column)


def hollow(header: list[str], rows: Rows) -> None:
    """All columns but the first two are empty, each row in its own way."""
    for number, row in enumerate(rows):
        for place in range(2, len(header)):
            row[place] = WAYS_OF_NONE[(number + place) % len(WAYS_OF_NONE)]


def some_empty(header: list[str], rows: Rows) -> None:
    place = at(header, "地址")
    for number in range(6):
        rows[number * 2 + 1][place] = WAYS_OF_NONE[number]


def doubled(_: list[str], rows: Rows) -> None:
    rows.extend(list(rows[number]) for number in (1, 4, 7, 7))


def same_code(header: list[str], rows: Rows) -> None:
    place = at(header, "统一社会信用代码")
    for number in (5, 9, 13):
        rows[number][place] = rows[2][place]


def bad_check(header: list[str], rows: Rows) -> None:
    place = at(header, "统一社会信用代码")
    for number in (0, 3, 5, 8, 10):
        code = rows[number][place]
        rows[number][place] = code[:-1] + ("0" if code[-1] != "0" else "1")


def no_such_day(header: list[str], rows: Rows) -> None:
    place = at(header, "登记日期")
    for number, day in ((1, "2021-02-30"), (4, "2021-13-01"), (6, "2021-00-10")):
        rows[number][place] = day


def untidy(header: list[str], rows: Rows) -> None:
    """What cleaning repairs: blanks around, full-width digits, dates in other forms."""
    code, day = at(header, "统一社会信用代码"), at(header, "登记日期")
    rows[0][code] = f" {rows[0][code]}"
    rows[2][code] = "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else char for char in rows[2][code])
    rows[4][code] = rows[4][code].lower()
    for number in (1, 3):
        year, month, date = rows[number][day].split("-")
        rows[number][day] = f"{year}年{int(month)}月{int(date)}日"


def with_persons(header: list[str], rows: Rows) -> None:
    header.append("证件号码")
    for number, row in enumerate(rows):
        row.append(identity_number(number))


def without_remark(header: list[str], rows: Rows) -> None:
    place = len(header) - 1
    del header[place]
    for row in rows:
        del row[place]


WRONGS: tuple[Wrong, ...] = (
    Wrong("hollow", "多数格子是空的", hollow, (Planted("high_missing", "", 1),)),
    Wrong("some-empty", "地址有六格空着", some_empty, (Planted("empty_cells", "地址", 6),)),
    Wrong("doubled", "重复四行", doubled, (Planted("duplicate_rows", "", 4),)),
    Wrong("same-code", "信用代码重复", same_code, (Planted("duplicate_keys", "统一社会信用代码", 3),)),
    Wrong(
        "bad-check",
        "信用代码校验不符五处",
        bad_check,
        (Planted("format_credit_code", "统一社会信用代码", 5),),
    ),
    Wrong("no-such-day", "不存在的日期三处", no_such_day, (Planted("format_date", "登记日期", 3),)),
    Wrong("untidy", "写法不齐，可以清洗", untidy, (Planted("format_credit_code", "统一社会信用代码", 3),)),
    Wrong("with-persons", "含身份证号码", with_persons, (Planted("sensitive_identity", "证件号码", None),)),
    Wrong("without-remark", "少一个信息项", without_remark, (Planted("missing_items", "", 1),)),
)
