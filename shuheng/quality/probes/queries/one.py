"""One interface: how it is asked, its figures, its checks and its outages; and one round of probes."""

from dataclasses import dataclass
from datetime import date, timedelta

from shuheng.accounts.permissions import allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.engines.rubric.exact import percent
from shuheng.quality.models import Probe, ProbedInterface, ProbeRun
from shuheng.quality.probes.codes import meaning_of, remedy_of
from shuheng.quality.probes.columns import VOLUME
from shuheng.quality.probes.fields import TYPES, DeclaredField, from_data
from shuheng.quality.probes.queries.figures import KINDS, Spark, Trail, trails
from shuheng.quality.probes.queries.outages import OutageLine, outage_lines
from shuheng.quality.probes.runs import tally_of
from shuheng.quality.probes.terms import COUNTED, Method, Outcome, Platform, Rhythm
from shuheng.web.components import Choice, Figure

PAGE_SIZE = 50
MOST_LINES = 500
DAYS = 90


@dataclass(frozen=True)
class CheckLine:
    """One attempt with its state mark and what to do about it."""

    probe: Probe

    @property
    def kind(self) -> str:
        """The state mark."""
        return KINDS[Outcome[self.probe.outcome.upper()]]

    @property
    def remedy(self) -> str:
        """What to do; nothing where all is in order."""
        return remedy_of(self.probe.code)

    @property
    def volume(self) -> str:
        """Why the volume is not known; empty where it is."""
        return meaning_of(self.probe.volume_code)


@dataclass(frozen=True)
class InterfacePage:
    """`pairs` says how it is asked; `latest` is the last check, None before the first."""

    interface: ProbedInterface
    figures: tuple[Figure, ...]
    pairs: tuple[tuple[str, str], ...]
    fields: tuple[tuple[DeclaredField, str], ...]
    spark: Spark | None
    latest: CheckLine | None
    checks: tuple[CheckLine, ...]
    outages: tuple[OutageLine, ...]
    number: int
    last: int
    may_work: bool
    may_manage: bool


def interface_page(one: ProbedInterface, visitor: Visitor, today: date, at: int) -> InterfacePage:
    """All about one interface; `at` is the page of its attempts, newest first."""
    probes = one.probes.order_by("-at", "-pk")
    last = max(1, -(-probes.count() // PAGE_SIZE))
    number = min(at, last)
    shown = probes[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    latest = probes.filter(final=True).first()
    trail = trails([one.pk], today - timedelta(days=DAYS), today)[one.pk]
    return InterfacePage(
        interface=one,
        figures=figures_of(trail, latest),
        pairs=pairs_of(one),
        fields=tuple((field, TYPES[field.type]) for field in from_data(one.fields)),
        spark=trail.spark,
        latest=CheckLine(latest) if latest else None,
        checks=tuple(CheckLine(probe) for probe in shown),
        outages=outage_lines(one.outages.select_related("interface__agency", "first")[:PAGE_SIZE], today),
        number=number,
        last=last,
        may_work=allows(visitor, "quality.work", one.agency),
        may_manage=allows(visitor, "quality.manage", one.agency),
    )


def figures_of(trail: Trail, latest: Probe | None) -> tuple[Figure, ...]:
    """Availability, the middle latency, rows and volume; what is not known is said."""
    found = trail.availability
    times = sorted(
        one.total_ms for one in trail.checks if one.outcome in COUNTED and one.total_ms is not None
    )
    share = found.share
    rows = latest.rows if latest else None
    volume = latest.volume if latest else None
    return (
        Figure(
            f"近 {DAYS} 天合格率",
            "未知" if share is None else percent(share),
            note=f"{found.passed:,} / {found.checks:,} 次探测" if found.checks else "还没有探测",
            state="" if found.checks else "unknown",
        ),
        figure("用时中位数", times[len(times) // 2] if times else None, "毫秒", "含无法调用的"),
        figure("最近返回", rows, "行", "应答里的数据"),
        figure("数据容量", volume, "条", "容量查询给出的"),
    )


def figure(title: str, value: int | None, unit: str, note: str) -> Figure:
    """A number, or that it is not known."""
    if value is None:
        return Figure(title, "未知", note=note, state="unknown")
    return Figure(title, f"{value:,}", unit, note=note)


def pairs_of(one: ProbedInterface) -> tuple[tuple[str, str], ...]:
    """How it is asked; header values and the query of the address are not shown."""
    said = (
        ("单位", one.agency.name),
        ("平台", Platform.titles()[one.platform]),
        ("地址", one.where),
        ("请求方法", Method.titles()[one.method]),
        ("请求头", "、".join(one.header_names) or "没有"),
        ("应答状态", str(one.expected_status)),
        ("数据路径", one.rows_path or "最外层的列表"),
        ("容量查询", VOLUME[one.volume_query]),
        ("容量查询地址", one.volume_address.split("?", 1)[0]),
        ("容量路径", one.volume_path),
        ("时延上限", f"{one.latency_ms:,} 毫秒"),
        ("探测周期", Rhythm.titles()[one.rhythm]),
    )
    return tuple((title, value) for title, value in said if value)


@dataclass(frozen=True)
class RunLine:
    """One interface in a round: its check, or None while it waits or after it was left out."""

    interface: ProbedInterface
    check: CheckLine | None


@dataclass(frozen=True)
class ProbeRunPage:
    """At most 500 lines of a round, and how many more there are; `hidden` are not for this visitor to see."""

    run: ProbeRun
    words: str
    lines: tuple[RunLine, ...]
    more: int
    hidden: int
    choices: tuple[Choice, ...]


def run_page(run: ProbeRun, visitor: Visitor, only: str) -> ProbeRunPage:
    """A round and what it found of the interfaces the visitor may see; `only` is an outcome, or empty."""
    readable = ProbedInterface.objects.filter(agency__in=reachable(visitor, "quality.read"))
    wanted = set(run.asked)
    mine = [one for one in readable.select_related("agency") if one.pk in wanted]
    checks = {probe.interface_id: CheckLine(probe) for probe in run.probes.filter(final=True)}
    lines = tuple(RunLine(one, checks.get(one.pk)) for one in mine)
    counts = {title: sum(outcome_in(line) == code for line in lines) for code, title in Outcome.choices()}
    titles = {"": "全部", **Outcome.titles()}
    chosen = [line for line in lines if not only or outcome_in(line) == only]
    return ProbeRunPage(
        run=run,
        words=tally_of(run).words if run.finished or checks else "还没有结果",
        lines=tuple(chosen[:MOST_LINES]),
        more=max(0, len(chosen) - MOST_LINES),
        hidden=len(run.asked) - len(mine),
        choices=tuple(
            Choice(title, f"?only={code}", code == only, counts.get(title) if code else len(lines))
            for code, title in titles.items()
        ),
    )


def outcome_in(line: RunLine) -> str:
    """The outcome's code; empty where there is no check."""
    return line.check.probe.outcome if line.check else ""
