"""Rows whose cell is not of a format are set apart; an empty cell is no fault."""

from shuheng.engines.measure.repair.model import Check, Given, Kind
from shuheng.engines.measure.repair.shapes import Rule
from shuheng.engines.measure.tables.cells import FILLED, state_of
from shuheng.engines.measure.tables.formats import FORMATS, Asked
from shuheng.engines.measure.tables.words import EMPTY_WORDS

WORDS = frozenset(EMPTY_WORDS)


def prepare(rule: Rule, given: Given) -> Check:
    wanted, asked = FORMATS[rule.format], Asked(given.as_of)
    reason = f"不符合“{wanted.title}”的写法（{wanted.source}）"

    def fault(text: str) -> str:
        return "" if wanted.ok_text(text, asked) or state_of(text, WORDS) != FILLED else reason

    return Check(fault)


KIND = Kind(
    "check",
    "格式不符另存",
    "不符合格式（如身份证号、信用代码校验码不对）的整行移出，另存待核",
    prepare,
    ("format",),
    (("format",),),
)
