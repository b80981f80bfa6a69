"""What the pages of the ledger show: facts in force, one fact with its history and its evidence, periods."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.urls import reverse

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.terms import AgencyKind
from shuheng.accounts.visitors import Visitor
from shuheng.assessment import library
from shuheng.assessment.facts import SUPPLIES, Supply
from shuheng.assessment.ledger.check import metrics_by_code
from shuheng.assessment.ledger.models import AssessmentPeriod, FactOrigin, LedgerFact
from shuheng.assessment.ledger.put import facts_hash, in_force
from shuheng.assessment.ledger.sheet import evidence_words
from shuheng.engines.rubric import Metric
from shuheng.quality.models import MeasureFigure
from shuheng.registers.shelf import declarations
from shuheng.web.components import Choice

PER_PAGE = 100
PAGES = {
    "tables": "data-tables",
    "probes": "probes",
    "cleaning": "cleanings",
    "sampling": "sample-draws",
}


@dataclass(frozen=True)
class Wanted:
    """What the address asks for."""

    period: str = ""
    agency: str = ""
    origin: str = ""
    q: str = ""
    page: int = 1

    def address(self, **changes: object) -> str:
        wish = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]  # names and kinds are our own
        said = {
            name: value for name, value in wish.__dict__.items() if value and (name, value) != ("page", 1)
        }
        return "?" + urlencode(said)


@dataclass(frozen=True)
class FactLine:
    """One row of the ledger in words."""

    fact: LedgerFact
    title: str
    unit: str
    origin: str
    evidence: str

    @property
    def link(self) -> str:
        return reverse("fact", args=[self.fact.pk])


@dataclass(frozen=True)
class FactsPage:
    wanted: Wanted
    lines: tuple[FactLine, ...]
    total: int
    last: int
    periods: tuple[Choice, ...]
    origins: tuple[Choice, ...]
    agencies: tuple[Agency, ...]
    closed: AssessmentPeriod | None
    earlier: str
    later: str
    export: str
    rubrics: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FactPage:
    line: FactLine
    metric: Metric | None
    supply: Supply | None
    behind: str
    unknown: str
    run_number: int | None
    history: tuple[FactLine, ...]
    in_force: bool
    closed: AssessmentPeriod | None
    may_write: bool
    correct: str


@dataclass(frozen=True)
class PeriodLine:
    period: str
    facts: int
    agencies: int
    closed: AssessmentPeriod | None
    intact: bool


@dataclass(frozen=True)
class PeriodsPage:
    lines: tuple[PeriodLine, ...]
    may_close: bool


def facts_page(wanted: Wanted, visitor: Visitor) -> FactsPage:
    """The facts in force of one period (the newest unless chosen) of agencies that the visitor may see."""
    periods = list(LedgerFact.objects.order_by("-period").values_list("period", flat=True).distinct())
    chosen = replace(wanted, period=wanted.period or (periods[0] if periods else ""))
    seen = readable_agencies(chosen.period, visitor)
    facts = chosen_facts(chosen, seen)
    pages = Paginator(facts, PER_PAGE)
    page = pages.get_page(chosen.page)
    return FactsPage(
        wanted=chosen,
        lines=tuple(line_of(one) for one in page.object_list),
        total=pages.count,
        last=pages.num_pages,
        periods=tuple(Choice(one, chosen.address(period=one), one == chosen.period) for one in periods[:12]),
        origins=(
            Choice("全部", chosen.address(origin=""), not chosen.origin),
            *(Choice(one.title, chosen.address(origin=one), one == chosen.origin) for one in FactOrigin),
        ),
        agencies=seen,
        closed=AssessmentPeriod.objects.filter(period=chosen.period).first(),
        earlier=chosen.address(page=page.number - 1) if page.has_previous() else "",
        later=chosen.address(page=page.number + 1) if page.has_next() else "",
        export=reverse("facts-export") + chosen.address(),
        rubrics=rubrics_of(chosen.period),
        kinds=tuple(
            (code, title) for code, title in AgencyKind.titles().items() if code in {one.kind for one in seen}
        ),
    )


def rubrics_of(period: str) -> tuple[tuple[str, str], ...]:
    """Id and title of the rubrics that ask for some fact of the period."""
    said = set(in_force(period).exclude(value="").values_list("metric", flat=True))
    found = (library.shipped(rubric_id) for rubric_id in library.rubric_ids())
    return tuple(
        (rubric.id, rubric.title)
        for rubric in found
        if rubric and any(metric.code in said for metric in rubric.metrics.values())
    )


def chosen_facts(wanted: Wanted, seen: tuple[Agency, ...]) -> QuerySet[LedgerFact]:
    """The facts in force that the wish asks for; a value taken back is not among them."""
    facts = in_force(wanted.period).exclude(value="")
    agencies = [one.pk for one in seen if not wanted.agency or one.code == wanted.agency]
    facts = facts.filter(agency__in=agencies)
    if wanted.origin in FactOrigin.titles():
        facts = facts.filter(origin=wanted.origin)
    if wanted.q:
        named = [
            code for code, metric in metrics_by_code().items() if wanted.q in metric.title or wanted.q == code
        ]
        facts = facts.filter(metric__in=named)
    return facts


def readable_agencies(period: str, visitor: Visitor) -> tuple[Agency, ...]:
    """The agencies with facts in a period whose facts the visitor may see."""
    found = Agency.objects.filter(facts__period=period).distinct().order_by("position", "code")
    return tuple(one for one in found if allows(visitor, "facts.read", one))


def line_of(fact: LedgerFact) -> FactLine:
    metric = metrics_by_code().get(fact.metric)
    return FactLine(
        fact=fact,
        title=metric.title if metric else fact.metric,
        unit=metric.unit if metric else "",
        origin=FactOrigin.titles().get(fact.origin, fact.origin),
        evidence=evidence_words(fact.evidence, fact.as_of),
    )


def fact_page(fact: LedgerFact, visitor: Visitor) -> FactPage:
    """One fact: what it rests on, what stood there before and after, and the way to the entries behind it."""
    rows = LedgerFact.objects.filter(agency=fact.agency, period=fact.period, metric=fact.metric)
    history = tuple(line_of(one) for one in rows.select_related("agency").order_by("-pk"))
    figure = figure_of(fact)
    link = reverse("figure-entries", args=[figure.pk]) if figure else ""
    take = fact.evidence.get("take")
    closed = AssessmentPeriod.objects.filter(period=fact.period).first()
    query = urlencode({"agency": fact.agency.code, "period": fact.period, "metric": fact.metric})
    return FactPage(
        line=line_of(fact),
        metric=metrics_by_code().get(fact.metric),
        supply=SUPPLIES.get(fact.metric) if figure else None,
        behind=f"{link}?answer={'no' if take == 'no' else 'yes'}" if link else behind_room(fact),
        unknown=f"{link}?answer=unknown" if figure and figure.unknown else "",
        run_number=figure.run_id if figure else None,
        history=history,
        in_force=history[0].fact.pk == fact.pk,
        closed=closed,
        may_write=allows(visitor, "facts.write", fact.agency) and closed is None,
        correct=f"{reverse('new-fact')}?{query}",
    )


def behind_room(fact: LedgerFact) -> str:
    """The page that shows what a gathered fact was counted from; empty where there is none."""
    said = fact.evidence
    if said.get("register") in declarations():
        days = {"agency": fact.agency.code, "start": said["from"], "end": said["to"]}
        return f"{reverse('register-metric', args=[said['register'], fact.metric])}?{urlencode(days)}"
    page = PAGES.get(str(said.get("room")))
    return f"{reverse(page)}?{urlencode({'agency': fact.agency.code})}" if page else ""


def figure_of(fact: LedgerFact) -> MeasureFigure | None:
    """The figure that a measured fact was taken from."""
    said = fact.evidence
    if not said.get("measure"):
        return None
    run, measure, scope = int(said["run"]), str(said["measure"]), str(said["scope"])
    return MeasureFigure.objects.filter(run=run, agency=fact.agency, measure=measure, scope=scope).first()


def periods_page(visitor: Visitor) -> PeriodsPage:
    """Every period with facts; for a closed one, whether its facts still have the hash of the closing."""
    counted = LedgerFact.objects.filter(corrected_by__isnull=True).exclude(value="")
    rows = counted.values("period").annotate(Count("pk"), Count("agency", distinct=True)).order_by("-period")
    closed = {one.period: one for one in AssessmentPeriod.objects.all()}
    return PeriodsPage(
        lines=tuple(
            PeriodLine(
                row["period"],
                row["pk__count"],
                row["agency__count"],
                closed.get(row["period"]),
                row["period"] not in closed or facts_hash(row["period"]) == closed[row["period"]].facts_hash,
            )
            for row in rows
        ),
        may_close=may_close(visitor),
    )


class EveryAgency:
    """Belongs to no one agency: only who may do it in the whole tree may do it to this."""

    agency = None


def may_close(visitor: Visitor) -> bool:
    """A period is closed for all agencies at once."""
    return allows(visitor, "period.close", EveryAgency())
