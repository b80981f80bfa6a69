"""What a measure is, what it answers about one entry, and the figures that come of many."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

import ibis.expr.types as ir
import pyarrow as pa

from shuheng.engines.measure.parameters import Question

Entry = Mapping[str, Any]
Value = bool | int | None


class Kind(Enum):
    """How the answers about entries become one figure."""

    FLAG = "flag"
    AMOUNT = "amount"
    FAMILY = "family"


class Scope(Enum):
    """Which entries a figure is about: all, those that may be shared, those that may be opened."""

    ALL = "all"
    SHARING = "sharing"
    OPENING = "opening"

    @property
    def title(self) -> str:
        """The scope in the words of the screens."""
        return {"all": "全部目录", "sharing": "共享目录", "opening": "开放目录"}[self.value]


class Answer(NamedTuple):
    """What a twin says of one entry: the value (None = unknown), the code of its reason, the whole it is part of."""

    value: Value
    why: str | None = None
    whole: int | None = None

    @property
    def truth(self) -> bool | None:
        """The value of a FLAG as such."""
        return None if self.value is None else bool(self.value)


Store = Callable[[str, ir.Table], ir.Table]  # keeps an expression as a table of the database, by this name
Expression = Callable[[ir.Table, Question], ir.Value]
Twin = Callable[[Entry, Question], Answer]
AcrossTwin = Callable[[Sequence[Entry], Question], Mapping[int, Answer]]


def everything(_: ir.Table, __: Question) -> ir.Value:
    """The population of measures that ask about every entry that is held, published or not."""
    return ir.literal(True)


def everyone(_: Entry, __: Question) -> bool | None:
    """Twin of :func:`everything`."""
    return True


def is_published(t: ir.Table, _: Question) -> ir.Value:
    """The population of most measures: what stands published."""
    return t.published


def was_published(entry: Entry, _: Question) -> bool | None:
    """Twin of :func:`is_published`."""
    published: bool | None = entry["published"]
    return published


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a catalogue, defined once as an expression and once more as its plain twin.

    ``value`` gives a nullable truth (FLAG), a nullable whole number (AMOUNT) or the number of the family that the
    entry belongs to (FAMILY); null is unknown, but in a FAMILY it is "in none". ``population`` says of whom it is
    asked; where that is unknown, so is the answer. ``whole`` is the amount that an AMOUNT is a part of. ``why`` gives
    the code of a reason (see reasons.py). A twin answers from one entry; ``across`` from all entries of one agency.
    """

    code: str
    title: str
    source: str
    says: str
    unknown: str
    unit: str
    kind: Kind
    value: Expression
    twin: Twin | None = None
    across: AcrossTwin | None = None
    population: Expression = is_published
    population_twin: Callable[[Entry, Question], bool | None] = was_published
    why: Expression | None = None
    whole: Expression | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: an agency, a measure, a scope.

    FLAG: ``yes``, ``no``, ``unknown`` count entries, ``denominator`` is their sum. AMOUNT: ``yes`` counts the entries
    whose amount is known, ``unknown`` the others, ``amount`` sums the known ones, ``denominator`` sums the wholes of
    the known ones (None without a whole). FAMILY: ``yes`` and ``no`` count entries inside and outside of families,
    ``amount`` counts families.
    Entries of which nobody knows whether they belong to the scope are among the unknown.
    """

    agency: str
    measure: str
    scope: Scope
    yes: int
    no: int
    unknown: int
    amount: int | None
    denominator: int | None


@dataclass(frozen=True, slots=True)
class CatalogueFigures:
    """All figures of one measuring, the answers per entry behind them, and the families found.

    ``flags``: one row per entry: ``entry_id``, ``agency``, ``in_sharing``, ``in_opening`` (null = unknown) and per
    measure ``<code>`` (value, null = unknown or not asked), ``<code>__asked`` (whether it belongs to the population),
    and where the measure has them ``<code>__why`` and ``<code>__whole``. ``families``: one row per family, largest first:
    ``family`` (least number of its entries), ``agency``, ``stem``, ``kinds`` (of cuts, joined by commas), ``entries``, of these
    ``sharing`` and ``opening``, and how many different ``times``, ``categories``, ``regions``, ``departments``, ``providers``.
    ``members``: ``family``, ``entry_id``, ``provider`` and what was cut off the title: ``time``, ``category``, ``region``, ``department``.
    """

    figures: tuple[Figure, ...]
    flags: pa.Table
    families: pa.Table
    members: pa.Table

    def figure(self, agency: str, measure: str, scope: Scope = Scope.ALL) -> Figure:
        """One figure; KeyError where the agency has no entries or the measure does not exist."""
        for found in self.figures:
            if (found.agency, found.measure, found.scope) == (agency, measure, scope):
                return found
        raise KeyError((agency, measure, scope))
