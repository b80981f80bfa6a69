"""Unified social credit codes, GB 32100: registering office, kind, division, body, check character MOD 31."""

from __future__ import annotations

import re

import ibis.expr.types as ir

from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.formats.model import Asked, Format

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I O S V Z
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
LETTER = "[0-9ABCDEFGHJKLMNPQRTUWXY]"
PATTERN = f"^{LETTER}{{2}}[0-9]{{6}}{LETTER}{{10}}$"
WRITTEN = re.compile(f"{LETTER}{{2}}[0-9]{{6}}{LETTER}{{10}}")


def conforms(c: ir.StringValue, backend: Backend, _: Asked) -> ir.BooleanValue:
    """18 characters of the alphabet, six digits of a division from the third, the right check character."""
    values = [backend.place_in(ALPHABET, backend.character(c, place)) - 1 for place in range(1, 18)]
    total = sum((weight * value for weight, value in zip(WEIGHTS, values, strict=True)), start=0)
    right = backend.equals(
        backend.place_character(ALPHABET, (31 - total % 31) % 31 + 1), backend.character(c, 18)
    )
    return backend.matches(c, PATTERN).ifelse(right, False)


def is_conforming(text: str, _: Asked) -> bool:
    """Twin of :func:`conforms`."""
    if not WRITTEN.fullmatch(text):
        return False
    total = sum(weight * ALPHABET.index(letter) for weight, letter in zip(WEIGHTS, text, strict=False))
    return ALPHABET[(31 - total % 31) % 31] == text[17]


FORMAT = Format(
    code="credit_code",
    title="统一社会信用代码",
    source="GB 32100",
    says="18 位，不含 I、O、S、V、Z，第 3 至 8 位是数字，校验码相符",
    ok=conforms,
    ok_text=is_conforming,
    names=("统一社会信用代码", "信用代码", "社会信用代码", "uscc", "credit_code", "tyshxydm"),
    shape=f"^{LETTER}{{18}}$",
)
