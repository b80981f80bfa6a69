"""The draw itself, so plain that anybody can make it again: SHA-256 of seed and key puts everything in an order.

For each thing the text ``<seed>|<key>`` (UTF-8) is hashed; things are ordered by the hash in hexadecimal; the first ones
are drawn. Nothing else decides: not Python's random numbers, not the order of the list.
"""

import hashlib
import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from shuheng.quality.sampling.terms import Amount

WHOLE = ""  # the one stratum of a draw without strata


class Member(NamedTuple):
    """One thing of a population: the code of its agency, and the key that stands for it."""

    agency: str
    key: str


def rank(seed: str, key: str) -> str:
    """Where a key stands in the order of this seed."""
    return hashlib.sha256(f"{seed}|{key}".encode()).hexdigest()


def draw(
    population: Iterable[Member], seed: str, amount: Amount, number: int, *, by_agency: bool
) -> tuple[Member, ...]:
    """The things drawn, by stratum and in the order of the draw.

    Without strata (`by_agency` False) an amount EACH is not known: ValueError.
    """
    if amount == Amount.EACH and not by_agency:
        raise ValueError("a number for each agency needs agencies as strata")
    strata: dict[str, list[Member]] = defaultdict(list)
    for one in population:
        strata[one.agency if by_agency else WHOLE].append(one)
    wanted = quotas({name: len(members) for name, members in strata.items()}, amount, number)
    return tuple(
        one
        for name in sorted(strata)
        for one in heapq.nsmallest(
            wanted[name], strata[name], key=lambda member: (rank(seed, member.key), member.key)
        )
    )


def quotas(counts: Mapping[str, int], amount: Amount, number: int) -> dict[str, int]:
    """How many are drawn of each stratum.

    EACH: so many, or all. SHARE: so many percent, a begun one counts whole. SIZE: so many in all, shared out by size with
    the largest remainders rounded up, of equal remainders the first by code.
    """
    if amount == Amount.EACH:
        return {name: min(count, number) for name, count in counts.items()}
    if amount == Amount.SHARE:
        return {name: -(-count * number // 100) for name, count in counts.items()}
    whole = sum(counts.values())
    size = min(number, whole)
    if not whole:
        return dict.fromkeys(counts, 0)
    given = {name: count * size // whole for name, count in counts.items()}
    by_rest = sorted(counts, key=lambda name: (-(counts[name] * size % whole), name))
    for name in by_rest[: size - sum(given.values())]:
        given[name] += 1
    return given


def population_text(population: Iterable[Member]) -> str:
    """The population as it is kept and hashed: a line per thing, agency and key with a tab between, sorted by both."""
    return "".join(f"{one.agency}\t{one.key}\n" for one in sorted(population))


def read_population(text: str) -> tuple[Member, ...]:
    """The population of a kept text."""
    return tuple(Member(*line.split("\t", 1)) for line in text.splitlines())
