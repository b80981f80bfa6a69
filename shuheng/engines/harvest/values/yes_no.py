"""Yes and no."""

from __future__ import annotations

from shuheng.engines.harvest.values.text import Reading, folded

YES = frozenset({"是", "有", "支持", "已", "true", "yes", "y"})
NO = frozenset({"否", "没有", "不支持", "未", "false", "no", "n"})


def read_yes_no(written: str) -> Reading:
    """True, False, or unknown with `yes-no-unknown`; digits may mean anything and stay unknown."""
    word = folded(written)
    if word in YES:
        return True, ""
    return (False, "") if word in NO else (None, "yes-no-unknown")
