"""A whole list through a mapping, with an account in which nothing is lost: records in = entries + refusals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from shuheng.engines.harvest.codes import PROBLEM_CODES
from shuheng.engines.harvest.convert.entry import EntryMaker, refusal
from shuheng.engines.harvest.convert.paths import root
from shuheng.engines.harvest.convert.repeats import Repeats
from shuheng.engines.harvest.mapping.shapes import Mapping
from shuheng.engines.harvest.names import HEADERS
from shuheng.engines.harvest.read.limits import BrokenListError
from shuheng.engines.harvest.read.raw import RawItem, RawRecord
from shuheng.engines.harvest.read.source import Source
from shuheng.engines.harvest.record import EntryRecord, Note, Raw, Refusal, canonical
from shuheng.engines.harvest.values import is_empty
from shuheng.engines.harvest.values.personal import is_personal_field, without_contacts
from shuheng.problems import Problem, ProblemsError, did_you_mean

EXAMPLES = 3
MOST_VALUES = 1_000
EXAMPLE_CHARS = 60


@dataclass(frozen=True, slots=True)
class Unspoken:
    """A field of the source that the mapping does not speak of: how many records have it, and examples."""

    field: str
    records: int
    examples: tuple[str, ...]


@dataclass
class Tally:
    """The account of one run. ``records`` = ``mapped`` + ``refused`` at every moment.

    ``refusals`` and ``notes`` count codes; ``unmapped`` counts per field the values that could not be read (at
    most MOST_VALUES different ones a field); ``left_out`` counts per field the contacts not kept.
    """

    records: int = 0
    mapped: int = 0
    refused: int = 0
    refusals: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    unmapped: dict[str, Counter[str]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    broken: Problem | None = None
    examples: dict[str, list[str]] = field(default_factory=dict)

    def count(self, item: EntryRecord | Refusal) -> None:
        """Take one more record into account."""
        self.records += 1
        if isinstance(item, Refusal):
            self.refused += 1
            self.refusals[item.code] += 1
            return
        self.mapped += 1
        if item.notes:
            self.notes.update(note.code for note in item.notes)
        for name, written in item.unmapped.items():
            values = self.unmapped.setdefault(name, Counter())
            if written in values or len(values) < MOST_VALUES:
                values[written] += 1

    def example(self, raw: Raw, names: list[str]) -> list[str]:
        """Keep examples of these fields; returns the names that need more."""
        for name in names:
            value = raw.get(name)
            text = "" if value is None or value == [] else without_contacts(str(value))[:EXAMPLE_CHARS]
            kept = self.examples.setdefault(name, [])
            if not is_empty(text) and text not in kept:
                kept.append(text)
        return [name for name in names if len(self.examples[name]) < EXAMPLES]


class Harvest:
    """The entries and refusals of a list, once, in order; `tally` and `problems` say how it went."""

    def __init__(self, source: Source, mapping: Mapping, start: int) -> None:
        self.source = source
        self.mapping = mapping
        self.tally = Tally()
        self.problems = source.survey.problems
        self._start = start
        self._maker = EntryMaker(mapping, frozenset(source.survey.fields) | HEADERS)
        self._repeats = Repeats()
        spoken = {root(name) for name in mapping.named()} | set(mapping.named())
        self._unspoken = [name for name in source.survey.fields
                          if name not in spoken and not is_personal_field(name)]  # fmt: skip

    def __iter__(self) -> Iterator[EntryRecord | Refusal]:
        if self.tally.records:
            raise RuntimeError("a harvest is read once; ask map_records for another")
        wanted = self._unspoken
        try:
            for item in self.source.items():
                if wanted and isinstance(item, RawRecord):
                    wanted = self.tally.example(item.data, wanted)
                made = self._one(item)
                self.tally.count(made)
                if item.number > self._start:
                    yield made
        except BrokenListError:
            if self.source.survey.broken is None:
                raise  # the list is no longer what was surveyed
            self.tally.broken = self.source.survey.broken

    @property
    def unspoken(self) -> tuple[Unspoken, ...]:
        """The fields the mapping does not speak of; complete once the run is through."""
        fields = self.source.survey.fields
        return tuple(
            Unspoken(name, fields[name], tuple(self.tally.examples.get(name, ()))) for name in self._unspoken
        )

    def _one(self, item: RawItem) -> EntryRecord | Refusal:
        if not isinstance(item, RawRecord):
            return Refusal(item.number, item.code, item.message, item.line, "", without_contacts(item.text))
        text = canonical(item.data)
        made, left_out = self._maker.make(item, text)
        self.tally.left_out.update(left_out)
        return made if isinstance(made, Refusal) else self._first_or_repeat(made, item, text)

    def _first_or_repeat(self, made: EntryRecord, item: RawRecord, text: str) -> EntryRecord | Refusal:
        earlier, others = self._repeats.same(made.key, text)
        if earlier:
            return refusal(item, "harvest-repeated", made.key, made.raw, f"第 {earlier} 条")
        if others and self.mapping.on_repeat == "refuse":
            return refusal(item, "harvest-key-repeated", made.key, made.raw, f"“{made.key[:100]}”")
        self._repeats.remember(made.key, item.number, text)
        if not others:
            return made
        key = f"{made.key}#{others + 1}"
        return replace(made, key=key, notes=(*made.notes, Note("key-repeated", "", key)))


def map_records(source: Source, mapping: Mapping, *, start: int = 0, partial: bool = False) -> Harvest:
    """The harvest of a list. Records up to number ``start`` are taken into account but not given out again.

    Raises ProblemsError where the list breaks before its end (with ``partial`` the records before the break are
    given out; nothing may then be concluded from what is absent), and where the mapping names fields that no
    record has.
    """
    survey = source.survey
    if survey.broken is not None and not (partial and survey.records):
        raise ProblemsError([survey.broken])
    problems = absent_fields(mapping, survey.fields) if survey.fields else []
    if problems:
        raise ProblemsError(problems)
    return Harvest(source, mapping, start)


def absent_fields(mapping: Mapping, fields: dict[str, int]) -> list[Problem]:
    """A problem per field that the mapping reads and no record has."""
    if mapping.missing_fields == "allow":
        return []
    read = [*mapping.key, *(name for target in mapping.fields.values() for name in target.fields)]
    absent = [name for name in dict.fromkeys(read) if name not in fields and root(name) not in fields]
    return [
        Problem(
            "mapping-field-absent",
            f"映射“{mapping.name}”要用字段“{name}”，源头的记录里没有。",
            field=name,
            allowed=tuple(fields),
            hint=did_you_mean(name, fields) or PROBLEM_CODES["mapping-field-absent"][1],
        )
        for name in absent
    ]
