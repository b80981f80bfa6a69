"""Words that mean "none" become nothing."""

import pyarrow as pa
import pyarrow.compute as pc

from shuheng.engines.measure.repair.model import Given, Kind, Repair
from shuheng.engines.measure.repair.shapes import Rule
from shuheng.engines.measure.tables.cells import FILLED, state_of
from shuheng.engines.measure.tables.words import BLANKS, EMPTY_WORDS, FOLD


def prepare(rule: Rule, _: Given) -> Repair:
    words = frozenset(word.translate(FOLD) for word in rule.words or EMPTY_WORDS)
    wanted = pa.array(sorted(words | {""}), pa.string())

    def emptied(text: str) -> str | None:
        return text if state_of(text, words) == FILLED else None

    def suspects(texts: pa.Array) -> pa.Array:
        return pc.is_in(pc.ascii_lower(pc.utf8_trim(texts, BLANKS)), value_set=wanted)

    return Repair(emptied, suspects)


KIND = Kind(
    "empty", "空值词清空", "“无”“暂无”“null”“-”一类的写法和只有空白的单元格改为空", prepare, ("words",)
)
