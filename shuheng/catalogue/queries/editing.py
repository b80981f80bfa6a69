"""The pages on which entries are made and changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from shuheng.accounts.models import Agency
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.forms.entry import EntryForm
from shuheng.catalogue.forms.rows import RowsForm
from shuheng.catalogue.lifecycle import STAGES, Stage
from shuheng.catalogue.models import CatalogueEntry, CodeList, DataElement
from shuheng.catalogue.queries.history import Difference
from shuheng.problems import Problem

MOST_OFFERED = 2_000


@dataclass(frozen=True)
class EditPage:
    """`version` is the one that the form was opened on; `meanwhile` is what somebody else changed since."""

    entry: CatalogueEntry | None
    form: EntryForm
    version: int
    problems: tuple[Problem, ...] = ()
    meanwhile: tuple[Difference, ...] = ()
    agencies: tuple[Agency, ...] = ()
    agency: str = ""
    agency_error: str = ""
    reason: str = ""


@dataclass(frozen=True)
class RowsPage:
    """The grid of items or resources; `first` is the place of its first row among all, from 0."""

    entry: CatalogueEntry
    form: RowsForm
    version: int
    problems: tuple[Problem, ...] = ()
    meanwhile: tuple[Difference, ...] = ()
    first: int = 0
    total: int = 0
    size: int = 0
    reason: str = ""
    code_lists: tuple[CodeList, ...] = ()
    elements: tuple[DataElement, ...] = ()
    moved: bool = False  # somebody else changed the items: what was typed can be read, not saved

    @property
    def page_number(self) -> int:
        """Which page of rows this is, counted from 1."""
        return self.first // self.size + 1 if self.size else 1

    @property
    def pages(self) -> tuple[tuple[int, int, int, bool], ...]:
        """Number, first and last row of each page, and whether it is this one."""
        if not self.size:
            return ()
        starts = range(0, max(self.total, 1), self.size)
        return tuple(
            (index, start + 1, min(start + self.size, self.total), start == self.first)
            for index, start in enumerate(starts, 1)
        )


@dataclass(frozen=True)
class EndPage:
    """Withdrawing or restoring."""

    entry: CatalogueEntry
    version: int
    day: str
    reason: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class BulkEditPage:
    """`expected` is None until a preview was asked for."""

    numbers: tuple[int, ...]
    entries: tuple[CatalogueEntry, ...]
    form: EntryForm
    reason: str = ""
    problems: tuple[Problem, ...] = ()
    expected: int | None = None
    same: int = 0
    ended: int = 0
    done: int | None = None

    @property
    def joined(self) -> str:
        """The numbers as one hidden field."""
        return ",".join(str(number) for number in self.numbers)

    @property
    def done_title(self) -> str:
        return f"已修改 {self.done} 条"

    @property
    def rest(self) -> str:
        """What stays as it is, in words; empty when all change."""
        parts = [f"{self.same} 条已经是这样"] if self.same else []
        return "，".join(parts + ([f"{self.ended} 条已撤销，不改"] if self.ended else []))


@dataclass(frozen=True)
class StepCount:
    """Entries that stand at one step: how many, how many are ready to pass."""

    stage: Stage
    count: int
    ready: int


@dataclass(frozen=True)
class BulkStepPage:
    numbers: tuple[int, ...]
    counts: tuple[StepCount, ...]
    note: str = ""
    problems: tuple[Problem, ...] = ()
    passed: int | None = None
    refused: tuple[tuple[int, str, str], ...] = ()

    @property
    def joined(self) -> str:
        """The numbers as one hidden field."""
        return ",".join(str(number) for number in self.numbers)

    @property
    def passed_title(self) -> str:
        return f"已办结 {self.passed} 条"

    @property
    def refused_text(self) -> str:
        return f"另有 {len(self.refused)} 条没有办，原因见下。" if self.refused else ""

    @property
    def total(self) -> int:
        return sum(one.count for one in self.counts)


def agencies_for(visitor: Visitor) -> tuple[Agency, ...]:
    """The agencies in which the visitor may make entries, those still in force."""
    found = reachable(visitor, "catalogue.edit").filter(valid_to=None)
    return tuple(found.order_by("path")[:MOST_OFFERED])


def offered_standards() -> tuple[tuple[CodeList, ...], tuple[DataElement, ...]]:
    """What an item may name, for the lists of suggestions."""
    lists = CodeList.objects.filter(retired=None)[:MOST_OFFERED]
    return tuple(lists), tuple(DataElement.objects.filter(retired=None)[:MOST_OFFERED])


def step_counts(entries: Sequence[CatalogueEntry], ready: Sequence[bool]) -> tuple[StepCount, ...]:
    """The entries by step, in the order of the life cycle."""
    found: list[StepCount] = []
    for step, stage in STAGES.items():
        flags = [one for entry, one in zip(entries, ready, strict=True) if entry.step == step]
        if flags:
            found.append(StepCount(stage, len(flags), sum(flags)))
    return tuple(found)
