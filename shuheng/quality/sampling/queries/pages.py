"""What the pages of random samples show."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.models import DataTable, SampleDraw, SampledThing
from shuheng.quality.sampling.actions import drawn_again
from shuheng.quality.sampling.contents import contents
from shuheng.quality.sampling.terms import Amount, FindingKind, SampledKind
from shuheng.web.components import Figure

PER_PAGE = 50
MOST_TABLES = 500


@dataclass(frozen=True)
class DrawLine:
    """One draw of the list: how many were drawn, checked, found at fault."""

    draw: SampleDraw
    drawn: int
    checked: int
    faulty: int


@dataclass(frozen=True)
class DrawsPage:
    """The draws in which the visitor may see something."""

    lines: tuple[DrawLine, ...]
    page: Page[SampleDraw]
    may_draw: bool


@dataclass(frozen=True)
class NewDrawPage:
    """The form, with what was typed and what was wrong with it."""

    agencies: tuple[Agency, ...]
    tables: tuple[DataTable, ...]
    said: dict[str, str]
    kinds: tuple[tuple[str, str], ...]
    amounts: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class KindBox:
    value: str
    title: str
    ticked: bool


@dataclass(frozen=True)
class ThingLine:
    """One thing drawn, what stands in it (of rows, masked), what was found."""

    thing: SampledThing
    content: str
    boxes: tuple[KindBox, ...]

    @property
    def clean(self) -> bool:
        return self.thing.checked is not None and not any(box.ticked for box in self.boxes)


@dataclass(frozen=True)
class DrawPage:
    """One draw. `again` is None unless it was asked to draw once more: then whether the same came out."""

    draw: SampleDraw
    figures: tuple[Figure, ...]
    lines: tuple[ThingLine, ...]
    page: Page[SampledThing]
    hidden: int
    amount: str
    may_manage: bool
    again: bool | None = None
    problems: tuple[Problem, ...] = ()


def draws_page(visitor: Visitor, number: int) -> DrawsPage:
    within = Q(things__agency__in=reachable(visitor, "quality.read"))
    draws = SampleDraw.objects.select_related("agency").filter(within).distinct()
    page = Paginator(draws, PER_PAGE).get_page(number)
    counted = SampleDraw.objects.filter(pk__in=[one.pk for one in page]).annotate(
        drawn_things=Count("things", filter=within, distinct=True),
        checked_things=Count("things", filter=within & Q(things__checked__isnull=False), distinct=True),
        faulty_things=Count("things", filter=within & Q(things__findings__isnull=False), distinct=True),
    )
    counts = {one.pk: (one.drawn_things, one.checked_things, one.faulty_things) for one in counted}
    return DrawsPage(
        tuple(DrawLine(one, *counts[one.pk]) for one in page), page, allows(visitor, "quality.manage")
    )


def new_draw_page(
    agencies: tuple[Agency, ...],
    tables: tuple[DataTable, ...],
    said: dict[str, str],
    problems: tuple[Problem, ...] = (),
) -> NewDrawPage:
    kinds, amounts = tuple(SampledKind.choices()), tuple(Amount.choices())
    return NewDrawPage(agencies, tables, said, kinds, amounts, problems)


def choices_for(visitor: Visitor) -> tuple[tuple[Agency, ...], tuple[DataTable, ...]]:
    """The agencies and tables that the visitor may draw from."""
    agencies = reachable(visitor, "quality.manage")
    tables = DataTable.objects.filter(agency__in=agencies, archived=None, current__isnull=False)
    found = tables.select_related("agency", "current__table__agency")[:MOST_TABLES]
    return tuple(agencies), tuple(found)


def seen_things(made: SampleDraw, visitor: Visitor) -> QuerySet[SampledThing]:
    """The things of the draw that the visitor may see: those of agencies whose quality he may read."""
    found = made.things.filter(agency__in=reachable(visitor, "quality.read"))
    return found.select_related("agency", "entry", "table").prefetch_related("findings")


def draw_page(
    made: SampleDraw,
    visitor: Visitor,
    number: int,
    *,
    check: bool = False,
    problems: tuple[Problem, ...] = (),
) -> DrawPage:
    seen = seen_things(made, visitor)
    page = Paginator(seen, PER_PAGE).get_page(number)
    shown: dict[int, str] = {}
    again: bool | None = None
    try:
        shown = contents(made, page)
        again = is_same(made) if check else None
    except ProblemsError as error:
        problems = (*problems, *error.problems)
    return DrawPage(
        draw=made,
        figures=figures_of(made, seen),
        lines=tuple(thing_line(one, shown) for one in page),
        page=page,
        hidden=made.things.count() - page.paginator.count,
        amount=amount_words(made),
        may_manage=allows(visitor, "quality.manage", made.agency),
        again=again,
        problems=problems,
    )


def is_same(made: SampleDraw) -> bool:
    """Whether drawing once more gives the very things that are kept, in their order."""
    kept = list(made.things.order_by("position").values_list("agency__code", "key"))
    return [tuple(one) for one in drawn_again(made)] == kept


def thing_line(one: SampledThing, shown: dict[int, str]) -> ThingLine:
    found = {finding.kind for finding in one.findings.all()}
    boxes = tuple(KindBox(kind.value, kind.title, kind in found) for kind in FindingKind)
    return ThingLine(one, shown.get(one.row or 0, ""), boxes)


def amount_words(made: SampleDraw) -> str:
    words = {
        Amount.SIZE.value: f"共抽 {made.number} 个",
        Amount.SHARE.value: f"抽 {made.number}%",
        Amount.EACH.value: f"每个单位抽 {made.number} 个",
    }[made.amount]
    return f"{words}{'，按单位分层' if made.by_agency else ''}"


def figures_of(made: SampleDraw, seen: QuerySet[SampledThing]) -> tuple[Figure, ...]:
    drawn = seen.count()
    checked = seen.filter(checked__isnull=False).count()
    faulty = seen.filter(findings__isnull=False).distinct().count()
    return (
        Figure("总体", f"{made.population:,}", "个"),
        Figure("抽中", f"{drawn:,}", "个"),
        Figure("已检查", f"{checked:,}", "个", "" if checked == drawn else f"还有 {drawn - checked:,} 个"),
        Figure("有问题", f"{faulty:,}", "个", state="bad" if faulty else "")
        if checked
        else Figure("有问题", "未知", state="unknown"),
    )
