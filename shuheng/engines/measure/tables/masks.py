"""Cells as they may be shown: enough to find and mend them, too little to know the person."""

from __future__ import annotations

import re

SHOWN = 40  # characters
DIGITS = re.compile(r"[0-9]{7,}")


def mask(text: str | None, role: str = "") -> str:
    """A text for the screen. Numbers of persons and cards keep their head and their end; names keep their first character."""
    if text is None:
        return "（空值）"
    if not text.strip():
        return f"（{len(text)} 个空白字符）"
    if role in {"person", "address"}:
        return text[:1] + "*" * min(len(text) - 1, 6)
    cut = text[:SHOWN] + ("…" if len(text) > SHOWN else "")
    if role in {"identity", "mobile", "phone", "bank_card", "email"} and len(text) > 4:
        return f"{cut[:3]}{'*' * max(len(cut) - 5, 1)}{cut[-2:]}"
    return DIGITS.sub(lambda found: f"{found[0][:3]}{'*' * (len(found[0]) - 5)}{found[0][-2:]}", cut)
