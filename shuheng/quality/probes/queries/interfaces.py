"""The list of interfaces: state, availability and latency, filtered by what stands in the address."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.engines.rubric.exact import percent
from shuheng.quality.models import Outage, Probe, ProbedInterface
from shuheng.quality.probes.queries.figures import KINDS, Availability, Spark, trails
from shuheng.quality.probes.terms import COUNTED, Outcome, Platform
from shuheng.web.components import Choice, Figure

PAGE_SIZE = 50
PERIODS = {30: "近 30 天", 90: "近 90 天", 365: "近一年"}
STATES = {"": "全部", "down": "中断中", "odd": "不符或慢", "never": "未探测", "stopped": "已停用"}


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `agency` a code, `days` how far back availability is counted."""

    q: str = ""
    agency: str = ""
    platform: str = ""
    state: str = ""
    days: int = 30
    page: int = 1


@dataclass(frozen=True)
class Line:
    """One interface in the list; `last` is its latest check, None before the first."""

    interface: ProbedInterface
    last: Probe | None
    down: bool
    availability: Availability
    spark: Spark | None

    @property
    def kind(self) -> str:
        """The state mark."""
        if not self.interface.active or self.last is None:
            return "unknown"
        return KINDS[Outcome[self.last.outcome.upper()]]

    @property
    def word(self) -> str:
        """The state in a word."""
        if not self.interface.active:
            return "已停用"
        return "未探测" if self.last is None else self.last.outcome_title

    @property
    def platform(self) -> str:
        """The title of its platform."""
        return Platform.titles()[self.interface.platform]


@dataclass(frozen=True)
class InterfacesPage:
    asked: Asked
    figures: tuple[Figure, ...]
    lines: tuple[Line, ...]
    total: int
    agencies: tuple[Agency, ...]
    platforms: tuple[Choice, ...]
    states: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    earlier: str
    later: str
    last_page: int
    may_manage: bool
    demo: bool


def interfaces_page(asked: Asked, visitor: Visitor, today: date) -> InterfacesPage:
    """The interfaces of the agencies whose quality the visitor may see."""
    readable = reachable(visitor, "quality.read")
    mine = ProbedInterface.objects.filter(agency__in=readable)
    chosen = narrowed(mine, asked)
    total = chosen.count()
    last_page = max(1, -(-total // PAGE_SIZE))
    at = min(asked.page, last_page)
    shown = list(chosen.select_related("agency")[(at - 1) * PAGE_SIZE : at * PAGE_SIZE])
    lines = lines_of(shown, today - timedelta(days=asked.days), today)
    return InterfacesPage(
        asked=asked,
        figures=figures_of(mine, today),
        lines=lines,
        total=total,
        agencies=tuple(readable.filter(probed_interfaces__isnull=False).distinct().order_by("path")),
        platforms=choices(asked, "platform", {"": "全部", **Platform.titles()}),
        states=choices(asked, "state", STATES),
        periods=choices(asked, "days", PERIODS),
        earlier=link(asked, page=at - 1) if at > 1 else "",
        later=link(asked, page=at + 1) if at < last_page else "",
        last_page=last_page,
        may_manage=allows(visitor, "quality.manage"),
        demo=any(one.demo for one in shown),
    )


def lines_of(shown: list[ProbedInterface], start: date, end: date) -> tuple[Line, ...]:
    """Each with its latest check, whether it is down, and its figures of the period."""
    numbers = [one.pk for one in shown]
    newest = (
        Probe.objects.filter(interface=OuterRef("pk"), final=True).order_by("-at", "-pk").values("pk")[:1]
    )
    last = dict(
        ProbedInterface.objects.filter(pk__in=numbers)
        .annotate(last=Subquery(newest))
        .values_list("pk", "last")
    )
    probes = Probe.objects.in_bulk([pk for pk in last.values() if pk])
    down = set(
        Outage.objects.filter(interface__in=numbers, recovered=None).values_list("interface_id", flat=True)
    )
    found = trails(numbers, start, end)
    return tuple(
        Line(
            one,
            probes.get(last[one.pk] or 0),
            one.pk in down,
            found[one.pk].availability,
            found[one.pk].spark,
        )
        for one in shown
    )


def narrowed(mine: QuerySet[ProbedInterface], asked: Asked) -> QuerySet[ProbedInterface]:
    """Those that the filters leave."""
    found = mine.filter(agency__code=asked.agency) if asked.agency else mine
    if asked.platform:
        found = found.filter(platform=asked.platform)
    if asked.q:
        found = found.filter(Q(title__icontains=asked.q) | Q(agency__name__icontains=asked.q))
    if asked.state == "stopped":
        return found.filter(active=False)
    if asked.state == "down":
        return found.filter(open_outage()).filter(active=True)
    if asked.state == "never":
        return found.exclude(Exists(Probe.objects.filter(interface=OuterRef("pk"), final=True)))
    if asked.state == "odd":
        newest = Probe.objects.filter(interface=OuterRef("pk"), final=True).order_by("-at", "-pk")
        return found.annotate(newest=Subquery(newest.values("outcome")[:1])).filter(
            newest__in=[Outcome.SLOW, Outcome.ODD], active=True
        )
    return found


def open_outage() -> Exists:
    return Exists(Outage.objects.filter(interface=OuterRef("pk"), recovered=None))


def figures_of(mine: QuerySet[ProbedInterface], today: date) -> tuple[Figure, ...]:
    """What one wants to see first: how many, how available in 30 days, how many down."""
    active = mine.filter(active=True)
    checks = Probe.objects.filter(
        interface__in=mine, final=True, outcome__in=COUNTED, at__date__gt=today - timedelta(days=30)
    )
    all_, failed = checks.count(), checks.filter(outcome=Outcome.FAILED).count()
    share = Availability(all_ - failed, all_).share
    down = active.filter(open_outage()).count()
    return (
        Figure("受测接口", f"{active.count():,}", "个", link=link(Asked())),
        Figure(
            "近 30 天合格率",
            "未知" if share is None else percent(share),
            note=f"{all_ - failed:,} / {all_:,} 次探测" if all_ else "还没有探测",
            state="" if all_ else "unknown",
        ),
        Figure("中断中", f"{down:,}", "个", link=link(Asked(state="down")), state="bad" if down else ""),
        Figure(
            "从未探测",
            f"{active.filter(probes__isnull=True).count():,}",
            "个",
            link=link(Asked(state="never")),
        ),
    )


def choices(asked: Asked, name: str, titles: dict[str, str] | dict[int, str]) -> tuple[Choice, ...]:
    """The values of one filter, with the address of each."""
    now = getattr(asked, name)
    return tuple(
        Choice(title, link(asked, page=1, **{name: value}), value == now) for value, title in titles.items()
    )


def link(asked: Asked, **changes: object) -> str:
    """The same question with something changed; what is as usual is left out."""
    usual = asdict(Asked())
    wanted = {**asdict(asked), **changes}
    return "?" + urlencode({name: value for name, value in wanted.items() if value != usual[name]})
