"""Small letters of codes become capitals."""

from shuheng.engines.measure.repair.kinds.suspects import matching
from shuheng.engines.measure.repair.model import Given, Kind, Repair
from shuheng.engines.measure.repair.shapes import Rule
from shuheng.engines.measure.tables.words import CAPITALS, SMALL

TO_CAPITALS = str.maketrans(SMALL, CAPITALS)


def raised(text: str) -> str:
    """a to z become A to Z; other letters stay."""
    return text.translate(TO_CAPITALS)


def prepare(_: Rule, __: Given) -> Repair:
    return Repair(raised, matching("[a-z]"))


KIND = Kind("upper", "字母大写", "把代码里的小写字母改为大写，如身份证号末位的 x、信用代码的字母", prepare)
