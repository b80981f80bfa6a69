"""Cells of the demonstration tables (演示数据): each sound, and made of the number of its row alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from shuheng.catalogue.demo import AS_OF

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
STATES = ("存续", "变更", "注销")
KINDS = ("甲类", "乙类", "丙类", "丁类")
TOWNS = ("东湖", "西山", "南溪", "北桥", "中兴", "临江")
LONG_DEAD = date(1885, 3, 1)  # no living person was born then


def credit_code(number: int) -> str:
    """统一社会信用代码 with its check character (GB 32100); the division 999999 belongs to nobody."""
    body = f"91999999{number:08d}Y"
    total = sum(weight * ALPHABET.index(char) for weight, char in zip(CREDIT_WEIGHTS, body, strict=True))
    return body + ALPHABET[(31 - total % 31) % 31]


def identity_number(number: int) -> str:
    """An identity number with its check character (GB 11643), of somebody born in 1885."""
    born = LONG_DEAD + timedelta(days=number % 300)
    body = f"45{number % 9000 + 1000:04d}{born:%Y%m%d}{number % 1000:03d}"
    total = sum(weight * int(digit) for weight, digit in zip(IDENTITY_WEIGHTS, body, strict=True))
    return body + "10X98765432"[total % 11]


def day(number: int, seed: int) -> str:
    """A day of the two years before the day of measuring; the first row has the latest."""
    return (AS_OF - timedelta(days=(number * 7 + (seed % 5 if number else 0)) % 700)).isoformat()


MAKE: dict[str, Callable[[int, int], str]] = {
    "名称": lambda n, seed: f"演示对象{seed:03d}-{n + 1:05d}",
    "统一社会信用代码": lambda n, seed: credit_code(seed * 100_000 + n),
    "地址": lambda n, seed: f"演示市{TOWNS[(n + seed) % len(TOWNS)]}路{n % 300 + 1}号",
    "负责部门": lambda n, seed: f"演示{'一二三四五'[(n * 3 + seed) % 5]}科",
    "登记日期": day,
    "状态": lambda n, seed: STATES[(n * 5 + seed) % 3],
    "类别": lambda n, seed: KINDS[(n * 11 + seed) % 4],
    "有效期至": lambda n, seed: (AS_OF + timedelta(days=(n * 13 + seed) % 900 + 1)).isoformat(),
    "数量": lambda n, seed: str((n * 37 + seed) % 500 + 1),
    "备注": lambda n, seed: f"演示数据{(n + seed) % 9 + 1}",
}
