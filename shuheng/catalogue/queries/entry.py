"""The page of an entry."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.clock import Clock, beginnings, clock_of
from shuheng.catalogue.fields import GROUPS, LISTS, Field
from shuheng.catalogue.lifecycle import ORDER, STAGES, Stage, is_accessible, missing, stage_of
from shuheng.catalogue.models import CatalogueEntry, DataLibrary, EntryStep, InformationItem, Resource
from shuheng.catalogue.queries.access import may_read
from shuheng.catalogue.terms import EntryStatus, StepDecision
from shuheng.catalogue.values import shown
from shuheng.problems import Problem
from shuheng.terms import LifecycleStep, ResourceKind
from shuheng.web.components import Figure
from shuheng.workdays.queries import calendar

FIRST_ITEMS = 200  # what the page shows of the items; the rest is in the Excel file and the form
STATES = {EntryStatus.ACTIVE: "good", EntryStatus.WITHDRAWN: "bad", EntryStatus.VANISHED: "warn"}
COUNTS = (("tables", ResourceKind.TABLE), ("apis", ResourceKind.API), ("file_count", ResourceKind.FILE),
          ("videos", ResourceKind.VIDEO), ("iot", ResourceKind.IOT))  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """A field with its text; an empty text is unknown."""

    title: str
    text: str
    link: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Mark:
    """One step of the stepper: done, now, ahead, or skipped: it lies behind, but nobody decided it in this system."""

    number: int
    stage: Stage
    state: str

    @property
    def word(self) -> str:
        return {"done": "已办", "now": "正在办", "ahead": "未到", "skipped": "没有在本系统办理"}[self.state]


@dataclass(frozen=True)
class Life:
    """Where the entry stands in its life cycle, and what the visitor may do now."""

    marks: tuple[Mark, ...]
    stage: Stage
    clock: Clock
    missing: tuple[str, ...]
    may_decide: bool
    proposes: bool
    decisions: tuple[EntryStep, ...]

    @property
    def can_pass(self) -> bool:
        return self.may_decide and not self.missing

    @property
    def decides_lists(self) -> bool:
        """Whether passing decides if the entry comes on the list 可发布."""
        return "can_publish" in self.stage.sets


@dataclass(frozen=True)
class Panel:
    """What a room above shows of the entry, at its own address."""

    title: str
    url_name: str


@dataclass(frozen=True)
class EntryPage:
    """`life` is None for who may only see what is public."""

    entry: CatalogueEntry
    state: str
    status: str
    figures: tuple[Figure, ...]
    groups: tuple[tuple[str, tuple[Pair, ...]], ...]
    lists: tuple[tuple[str, bool], ...]
    items: tuple[InformationItem, ...]
    resources: tuple[Resource, ...]
    libraries: tuple[DataLibrary, ...]
    life: Life | None
    panels: tuple[Panel, ...]
    may_edit: bool
    problems: tuple[Problem, ...] = ()  # why a decision was refused, with the note that had been written
    note: str = ""

    @property
    def ended_text(self) -> str:
        """Since when the entry is out of force, and why."""
        return f"{self.entry.ended}　{self.entry.end_reason}"

    @property
    def has_counts(self) -> bool:
        return any(getattr(self.entry, name) for name, _ in COUNTS)

    @property
    def more_items(self) -> int:
        return (self.entry.item_count or 0) - len(self.items)

    @property
    def withdrawn(self) -> bool:
        return self.entry.status == EntryStatus.WITHDRAWN


def entry_page(entry: CatalogueEntry, visitor: Visitor) -> EntryPage:
    """The page as this visitor may see it."""
    inside = may_read(entry, visitor)
    may_edit = inside and allows(visitor, "catalogue.edit", entry.agency)
    resources = entry.resources.all() if inside else entry.resources.filter(unmounted=None)
    items = entry.items.select_related("code_list", "element")[:FIRST_ITEMS]
    panels = tuple(Panel(*one) for one in settings.ENTRY_PANELS) if inside else ()
    return EntryPage(
        entry=entry,
        state=STATES[EntryStatus[entry.status.upper()]],
        status=EntryStatus.titles()[entry.status],
        figures=figures_of(entry),
        groups=tuple(
            (title, tuple(pair_of(entry, one) for one in fields)) for title, fields in GROUPS.items()
        ),
        lists=tuple((title, getattr(entry, name)) for name, title in LISTS.items()),
        items=tuple(items),
        resources=tuple(resources),
        libraries=tuple(entry.libraries.select_related("agency")),
        life=life_of(entry, visitor, timezone.localdate()) if inside else None,
        panels=panels,
        may_edit=may_edit,
    )


def figures_of(entry: CatalogueEntry) -> tuple[Figure, ...]:
    """Volume, items and resources; what nobody said is unknown, never 0."""
    kinds = "、".join(f"{kind.title} {getattr(entry, name)}" for name, kind in COUNTS if getattr(entry, name))
    total = sum(getattr(entry, name) for name, _ in COUNTS)
    resources = figure("挂载资源", total if entry.resources_known or total else None, "个", kinds)
    return (
        figure("数据量", entry.rows, "条"),
        figure("信息项", entry.item_count, "个"),
        resources,
        Figure("环节", LifecycleStep.titles()[entry.step], note=f"第 {ORDER.index(entry.step) + 1} / {len(ORDER)} 步"),
    )  # fmt: skip


def figure(title: str, value: int | None, unit: str, note: str = "") -> Figure:
    if value is None:
        return Figure(title, "未知", state="unknown")
    return Figure(title, f"{value:,}", unit, note)


def pair_of(entry: CatalogueEntry, field: Field) -> Pair:
    value = getattr(entry, field.name)
    text = f"{value:,}" if field.kind == "count" and value is not None else shown(field, value)
    is_link = field.kind == "address" and text.lower().startswith(("http://", "https://"))
    return Pair(field.title, text, text if is_link else "", field.unit if text else "")


def life_of(entry: CatalogueEntry, visitor: Visitor, today: dt.date) -> Life:
    decisions = tuple(entry.steps.all())
    last = {one.step: one for one in decisions}
    now = ORDER.index(entry.step)
    marks = tuple(
        Mark(index + 1, stage, state_of(index, now, last.get(step)))
        for index, (step, stage) in enumerate(STAGES.items())
    )
    stage = stage_of(entry)
    return Life(
        marks=marks,
        stage=stage,
        clock=clock_of(entry, calendar(), beginnings([entry])[entry.pk], today),
        missing=missing(entry),
        may_decide=allows(visitor, stage.permission, entry.agency),
        proposes=is_accessible(entry),
        decisions=decisions[::-1],
    )


def state_of(index: int, now: int, last: EntryStep | None) -> str:
    """The state of the step at this place, when the entry stands at `now`."""
    if index >= now:
        return "now" if index == now else "ahead"
    return "done" if last is not None and last.decision == StepDecision.PASSED else "skipped"
