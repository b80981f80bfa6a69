"""One cell: from the text a person or a sheet writes to the value that is kept, and back to the text that is shown.

Kept values are JSON: text for text, code, agency (its code or name), reference (the key of the other row), url, month
(2021-03), year (2021) and date (2021-03-05); int for count; the shortest decimal text for amount ("12.5"), so that nothing passes
through a float; bool for yes_no. None is *unknown*.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from unicodedata import normalize

from shuheng.problems import did_you_mean
from shuheng.registers.declare.shapes import Field, FieldType

Value = str | int | bool | None
LONGEST = 2000
FULL_WIDTH_TOO: tuple[FieldType, ...] = ("count", "amount", "date", "month", "year", "yes_no")
"""Types in which full-width digits and signs are read as the usual ones."""
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/.年]?(\d{1,2})月?", re.ASCII)
_YEAR = re.compile(r"((?:19|20)\d{2})年?", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_URL = re.compile(r"https?://[^\s/]+(/\S*)?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
YES = {"是": True, "否": False, "yes": True, "no": False, "true": True, "false": False, "√": True, "×": False}


class CellError(ValueError):
    """A text its field does not allow; the message is Chinese and begins after the field's title."""

    def __init__(self, code: str, message: str, allowed: tuple[str, ...] = (), hint: str = "") -> None:
        self.code, self.allowed, self.hint = code, allowed, hint
        super().__init__(message)


def read_cell(field: Field, text: str) -> Value:
    """The value to keep; None for an empty cell; raise CellError for what the field does not allow."""
    text = text.strip()
    if field.type in FULL_WIDTH_TOO:
        text = normalize("NFKC", text)
    return _READERS[field.type](field, text) if text else None


def show_cell(value: Value) -> str:
    """The text of a kept value, which `read_cell` reads back; empty for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def number_of(value: Value) -> Fraction | None:
    """The exact number of a kept count or amount."""
    return None if value is None or isinstance(value, bool) else Fraction(value)


def day_of(value: Value) -> date | None:
    """The day of a kept date, or the first day of a kept month or year."""
    if not isinstance(value, str):
        return None
    return date.fromisoformat(value + "-01" * (2 - value.count("-")))


def _text(field: Field, text: str) -> Value:
    if len(text) > LONGEST:
        raise CellError(
            "cell-too-long", f"有 {len(text)} 字，上限 {LONGEST} 字。", hint="请写短些，长文件作为佐证上传。"
        )
    if _CONTROL.search(text):
        raise CellError("cell-control", "含有看不见的控制字符。", hint="请重新键入，不要直接粘贴。")
    if field.pattern is not None and not re.fullmatch(field.pattern, text):
        raise CellError("cell-pattern", f"写的是“{text[:40]}”，写法不对。", hint=field.help)
    return text


def _number(field: Field, text: str, digits: int) -> Fraction:
    plain = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    if not _NUMBER.fullmatch(plain):
        raise CellError(
            "cell-number", f"写的是“{text[:40]}”，这里要写数字。", hint="不带单位，如 1299 或 1,299。"
        )
    number = Fraction(plain)
    if (number * 10**digits).denominator != 1:
        kept = f"{digits} 位小数" if digits else "整数"
        raise CellError("cell-digits", f"写的是 {text}，只能精确到{kept}。", hint="请四舍五入后再填。")
    low = Fraction(0) if field.min is None else field.min
    if number < low:
        word = "不能为负" if low == 0 else f"不能小于 {decimal(low)}"
        raise CellError("cell-too-small", f"写的是 {text}，{word}。")
    if field.max is not None and number > field.max:
        raise CellError("cell-too-large", f"写的是 {text}，不能大于 {decimal(field.max)}。")
    return number


def decimal(number: Fraction) -> str:
    """The shortest decimal text of a number that has one."""
    text = format(Decimal(number.numerator) / Decimal(number.denominator), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _count(field: Field, text: str) -> Value:
    return int(_number(field, text, 0))


def _amount(field: Field, text: str) -> Value:
    return decimal(_number(field, text, field.digits))


def _date(_: Field, text: str) -> Value:
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError as error:
        hint = "写法如 2021-06-30；还没有发生的留空。"
        raise CellError("cell-date", f"写的是“{text[:40]}”，不是日期。", hint=hint) from error


def _month(_: Field, text: str) -> Value:
    match = _MONTH.fullmatch(text)
    if match is None or not 1 <= int(match[2]) <= 12 or int(match[1]) < 1900:
        raise CellError("cell-month", f"写的是“{text[:40]}”，不是月份。", hint="写法如 2021-06。")
    return f"{match[1]}-{int(match[2]):02d}"


def _year(_: Field, text: str) -> Value:
    match = _YEAR.fullmatch(text)
    if match is None:
        raise CellError("cell-year", f"写的是“{text[:40]}”，不是年份。", hint="写法如 2021。")
    return match[1]


def _yes_no(_: Field, text: str) -> Value:
    if text.lower() not in YES:
        raise CellError("cell-yes-no", f"写的是“{text[:40]}”，只能写是或否。", ("是", "否"))
    return YES[text.lower()]


def _code(field: Field, text: str) -> Value:
    if text not in field.codes:
        hint = did_you_mean(text[:40], field.codes)
        raise CellError("cell-option", f"写的是“{text[:40]}”，不在可选的词里。", field.codes, hint)
    return text


def _url(_: Field, text: str) -> Value:
    if not _URL.fullmatch(text) or len(text) > LONGEST:
        raise CellError(
            "cell-url", f"写的是“{text[:40]}”，不是网址。", hint="写法如 https://www.example.cn/。"
        )
    return text


_READERS: dict[FieldType, Callable[[Field, str], Value]] = {
    "text": _text,
    "count": _count,
    "amount": _amount,
    "date": _date,
    "month": _month,
    "year": _year,
    "yes_no": _yes_no,
    "code": _code,
    "agency": _text,
    "reference": _text,
    "url": _url,
}
