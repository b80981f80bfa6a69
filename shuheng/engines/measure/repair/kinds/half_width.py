"""Full-width letters, digits and signs become those of ASCII."""

from shuheng.engines.measure.repair.kinds.suspects import matching
from shuheng.engines.measure.repair.model import Given, Kind, Repair
from shuheng.engines.measure.repair.shapes import Rule

FULL_WIDTH = range(0xFF01, 0xFF5F)
TO_HALF = {code: code - 0xFEE0 for code in FULL_WIDTH} | {0x3000: 0x20}


def halved(text: str) -> str:
    """Ａ１（ -> A1( and the full-width space -> a space; Chinese characters stay."""
    return text.translate(TO_HALF)


def prepare(_: Rule, __: Given) -> Repair:
    return Repair(halved, matching(r"[\x{ff01}-\x{ff5e}\x{3000}]"))


KIND = Kind("half_width", "全角转半角", "把全角的字母、数字和符号改为半角", prepare)
