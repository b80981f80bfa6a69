"""Dirty cells and tables by Hypothesis: what officials' spreadsheets really hold."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
from hypothesis import strategies as st

from shuheng.engines.measure.tables.formats.credit_code import ALPHABET
from shuheng.engines.measure.tables.formats.credit_code import WEIGHTS as CREDIT_WEIGHTS
from shuheng.engines.measure.tables.formats.identity import CHECKS, WEIGHTS
from shuheng.engines.measure.tables.words import BLANKS, EMPTY_WORDS

Columns = dict[str, list[str | None]]


def identity(head: str) -> str:
    """17 digits with their check character."""
    return head + CHECKS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, head, strict=True)) % 11]


def credit_code(head: str) -> str:
    """17 characters with their check character."""
    total = sum(weight * ALPHABET.index(letter) for weight, letter in zip(CREDIT_WEIGHTS, head, strict=True))
    return head + ALPHABET[-total % 31]


def luhn(head: str) -> str:
    """15 to 18 digits with their check digit."""
    for last in "0123456789":
        digits = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(head + last))]
        if sum(digit - 9 if digit > 9 else digit for digit in digits) % 10 == 0:
            return head + last
    raise AssertionError(head)


DAYS = st.dates(date(1890, 1, 1), date(2035, 12, 31))
IDENTITIES = st.builds(
    lambda place, day, serial: identity(place + day.strftime("%Y%m%d") + serial),
    st.sampled_from(["110105", "450102", "830000", "990101", "320500"]),
    DAYS,
    st.from_regex(r"[0-9]{3}", fullmatch=True),
)
CREDIT_CODES = st.builds(
    lambda head, place, body: credit_code(head + place + body),
    st.sampled_from(["91", "12", "N2", "5A"]),
    st.sampled_from(["450100", "110000"]),
    st.text(ALPHABET, min_size=9, max_size=9),
)
CARDS = st.builds(luhn, st.from_regex(r"[3-6][0-9]{14,17}", fullmatch=True))
NUMBERS_AS_WRITTEN = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-200, max_value=200).map(str),
    st.sampled_from(
        ["1,299", "+5", "1.2E+05", "１２", "3.", ".5", "-0", "007", "73", "136", "53.9999", "54.0", "--5"]
    ),
)
DATES_AS_WRITTEN = st.one_of(
    st.builds(
        lambda day, form, hour: form.format(y=day.year, m=day.month, d=day.day, h=hour),
        DAYS,
        st.sampled_from(
            [
                "{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}.{m}.{d}", "{y}{m:02}{d:02}", "{y}年{m}月{d}日",
                "{y}-{m}-{d} {h}:05", "{y}-{m:02}-{d:02}T{h:02}:05:59.5Z", "{y}{m:02}{d:02}{h:02}0000",
                "{y}年{m}月{d}日{h}时", "{y}年{m}月{d}日 {h}时5分6秒", "{y}年{m}月{d}日 {h}:05:06", "{y}-{m}/{d}", "{y}-{m}",
                "{y}年{m}月", "{y}{m:02}", "{y}", "{y}年", "{d}-{m}-{y}", "{y}-{m:02}-{d:02} {h}:05+08:00",
            ]
        ),
        st.integers(0, 25),
    ),
    st.builds(
        lambda y, m, d, form: form.format(y=y, m=m, d=d),
        st.sampled_from([1799, 1800, 1900, 2000, 2020, 2021, 2100, 2200]),
        st.integers(0, 13),
        st.integers(0, 32),
        st.sampled_from(["{y}-{m:02}-{d:02}", "{y}{m:02}{d:02}", "{y}年{m}月{d}日", "{y}/{m}/{d}", "{y}.{m:02}.{d}"]),
    ),
)  # fmt: skip
CONTACTS = st.one_of(
    st.from_regex(r"1[0-9]{10}", fullmatch=True),
    st.from_regex(r"(0[0-9]{2,3}-?)?[1-9][0-9]{5,8}(-[0-9]{0,7})?", fullmatch=True),
    st.from_regex(r"(400|800)-?[0-9]{3}-?[0-9]{4}|1[0-9]{2,5}|9[0-9]{3,6}", fullmatch=True),
    st.emails(),
    st.from_regex(r"[a-z.]{1,5}@[a-z0-9-]{1,4}(\.[a-z0-9-]{1,4}){0,2}", fullmatch=True),
    st.from_regex(r"(https?|ftp|HTTP)://[a-z0-9.-]{1,9}(:[0-9]{0,6})?(/[!-~ ]{0,5})?", fullmatch=True),
    st.sampled_from(["http://10.0.0.256/a", "http://10.0.0.1:80/", "https://例子.cn", "http://gov.cn/统计?x=1#y", "http://1.2.3"]),
    st.from_regex(r"[0-9]{5,7}|[0-9]{9}|[0-9]{12}", fullmatch=True),
)  # fmt: skip
NOTHING = st.one_of(
    st.sampled_from(EMPTY_WORDS),
    st.sampled_from([word.upper() for word in EMPTY_WORDS]),
    st.text(BLANKS, max_size=4),
    st.builds(lambda a, word, b: a + word + b, st.text(BLANKS, max_size=2), st.sampled_from(EMPTY_WORDS), st.text(BLANKS, max_size=2)),
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=12),
    st.text("ab无空 12-/\\'\"%_;，。𠮷İK\u3000\n", max_size=6),
    st.sampled_from(
        [
            "张三",
            "无锡市",
            "空港新区",
            "未知名",
            "nullable",
            "O'Neil",
            '"',
            "t0.c",
            "a\x01b",
            "é",
            "e\u0301",
            "none ",
        ]
    ),
)


def spoilt(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Texts with one character changed, doubled, dropped, or with something at an end."""
    return st.builds(
        lambda text, at, new: text[: at % (len(text) + 1)] + new + text[at % (len(text) + 1) + 1 :],
        texts,
        st.integers(0, 40),
        st.sampled_from(["", "0", "9", "X", "x", "I", " ", "\u3000", "\n", "二", "１", "-", "."]),
    )


GOOD = st.one_of(IDENTITIES, CREDIT_CODES, CARDS, NUMBERS_AS_WRITTEN, DATES_AS_WRITTEN, CONTACTS)
CELLS: st.SearchStrategy[str] = st.one_of(GOOD, spoilt(GOOD), TEXTS, NOTHING)


def arrow(columns: Columns) -> pa.Table:
    """The staged table."""
    return pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
