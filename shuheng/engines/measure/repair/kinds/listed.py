"""Rows whose cell is not in a list are set apart; an empty cell is no fault."""

from shuheng.engines.measure.repair.kinds.lists import list_of
from shuheng.engines.measure.repair.model import Check, Given, Kind
from shuheng.engines.measure.repair.shapes import Rule
from shuheng.engines.measure.tables.cells import FILLED, state_of
from shuheng.engines.measure.tables.words import EMPTY_WORDS

WORDS = frozenset(EMPTY_WORDS)
NOT_LISTED = "不在允许的值之中"


def prepare(rule: Rule, given: Given) -> Check:
    allowed = frozenset(rule.allowed or list_of(rule, given))

    def fault(text: str) -> str:
        return "" if text in allowed or state_of(text, WORDS) != FILLED else NOT_LISTED

    return Check(fault)


KIND = Kind(
    "listed",
    "值不在表内另存",
    "值不在允许的范围或代码表内的整行移出，另存待核",
    prepare,
    ("allowed", "list"),
    (("allowed", "list"),),
)
