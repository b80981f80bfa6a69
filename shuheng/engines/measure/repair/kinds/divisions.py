"""Names of administrative divisions become their codes, where a name means one division only (GB/T 2260)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from shuheng.engines.measure.repair.kinds.lists import list_of
from shuheng.engines.measure.repair.kinds.suspects import among
from shuheng.engines.measure.repair.model import Given, Kind, Repair
from shuheng.engines.measure.repair.shapes import Rule

PROVINCE, CITY = 2, 4


def names_of(code: str, divisions: Mapping[str, str]) -> Iterator[str]:
    """How a division is written: its name alone, and with the names of city and province before it."""
    own = divisions[code]
    above = [code[:digits].ljust(len(code), "0") for digits in (CITY, PROVINCE)]
    city, province = (divisions.get(one, "") if one != code else "" for one in above)
    yield from dict.fromkeys((own, f"{city}{own}", f"{province}{own}", f"{province}{city}{own}"))


def codes_of(divisions: Mapping[str, str], within: str) -> dict[str, str]:
    """Name -> code for the divisions whose codes begin with ``within``; names of several are left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for code in divisions:
        if code.startswith(within):
            for name in names_of(code, divisions):
                found[name].add(code)
    return {name: min(codes) for name, codes in found.items() if len(codes) == 1 and name not in divisions}


def prepare(rule: Rule, given: Given) -> Repair:
    mapping = codes_of(list_of(rule, given), rule.within)
    return Repair(lambda text: mapping.get(text, text), among(mapping))


KIND = Kind(
    "divisions",
    "区划名称转代码",
    "按行政区划代码表把名称改为代码；一个名称对应几个区划时不改，可写 within 限定范围",
    prepare,
    ("list", "within"),
    (("list",),),
)
