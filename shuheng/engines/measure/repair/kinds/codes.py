"""Values as they were written become codes, by a table written in the rule or by a code list."""

from collections.abc import Mapping

from shuheng.engines.measure.repair.kinds.lists import list_of
from shuheng.engines.measure.repair.kinds.suspects import among
from shuheng.engines.measure.repair.model import Given, Kind, Repair
from shuheng.engines.measure.repair.shapes import Rule


def by_meaning(codes: Mapping[str, str]) -> dict[str, str]:
    """Meaning -> code, for meanings of one code only that are no codes themselves."""
    meanings = list(codes.values())
    return {
        meaning: code
        for code, meaning in codes.items()
        if meaning not in codes and meanings.count(meaning) == 1
    }


def prepare(rule: Rule, given: Given) -> Repair:
    mapping = dict(rule.map) if rule.map else by_meaning(list_of(rule, given))
    return Repair(lambda text: mapping.get(text, text), among(mapping))


KIND = Kind(
    "codes",
    "代码对照",
    "按对照表或代码表把写法改为代码，如“男”改为 1；对照表里没有的不改",
    prepare,
    ("map", "list"),
    (("map", "list"),),
)
