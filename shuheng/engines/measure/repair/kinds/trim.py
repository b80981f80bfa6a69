"""Blanks of all kinds at both ends of a cell go."""

from shuheng.engines.measure.repair.kinds.suspects import character_class, matching
from shuheng.engines.measure.repair.model import Given, Kind, Repair
from shuheng.engines.measure.repair.shapes import Rule
from shuheng.engines.measure.tables.words import BLANKS

BLANK = character_class(BLANKS)


def trimmed(text: str) -> str:
    """Without blanks at the ends: spaces, tabs, line ends, full-width, no-break and zero-width spaces."""
    return text.strip(BLANKS)


def prepare(_: Rule, __: Given) -> Repair:
    return Repair(trimmed, matching(rf"\A{BLANK}|{BLANK}\z"))


KIND = Kind(
    "trim", "去首尾空白", "去掉单元格首尾的各种空白（空格、全角空格、不换行空格、零宽字符、换行等）", prepare
)
