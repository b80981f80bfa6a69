"""Results, issues, probes, draws and cleanings of a month, written straight into the tables that keep them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.jobs.progress import Json
from shuheng.quality.issues.terms import Act, IssueState, Severity
from shuheng.quality.models import (
    DataTable,
    IssueEvent,
    Outage,
    Probe,
    ProbedInterface,
    ProbeRun,
    QualityIssue,
    ResultFigure,
    TableResult,
    TableRun,
    TableVersion,
)
from shuheng.quality.probes.terms import Outcome, Platform
from shuheng.quality.tables.terms import ResultState, RunState, VersionOrigin

Figures = dict[str, list[int | None]]
ACTOR = "测试"


def noon(day: date) -> datetime:
    """A moment of that day, here."""
    return datetime.combine(day, time(12), timezone.get_current_timezone())


def table(agency: Agency, title: str, created: date) -> DataTable:
    """A table registered on that day, with a first version."""
    made = DataTable.objects.create(agency=agency, title=title, actor=ACTOR)
    DataTable.objects.filter(pk=made.pk).update(created=noon(created))
    version = TableVersion.objects.create(
        table=made,
        number=1,
        origin=VersionOrigin.UPLOAD,
        file_name="a.csv",
        sha256="a" * 64,
        size=1,
        parquet_sha256="b" * 64,
        rows=100,
        columns=["电话"],
        actor=ACTOR,
    )
    made.current = version
    made.save(update_fields=["current"])
    return made


def run(day: date, every: int | None = None) -> TableRun:
    """A finished run as of that day."""
    return TableRun.objects.create(
        title=f"表计量（{day.isoformat()}）",
        as_of=day,
        sample_every=every,
        state=RunState.DONE,
        finished=noon(day),
        actor=ACTOR,
    )


def summary(measures: Figures, dimensions: Figures | None = None) -> dict[str, Json]:
    """As the room of tables keeps it: [value, whole, unknown] by measure, [judged, faulty] by dimension."""
    return {"measures": {**measures}, "dimensions": {**(dimensions or {})}}


def measured(
    in_run: TableRun, of: DataTable, kept: dict[str, Json], figures: Iterable[tuple[str, str, int, int]] = ()
) -> TableResult:
    """One measured table of 100 rows; ``figures`` as measure, column, value, whole."""
    result = TableResult.objects.create(
        run=in_run,
        table=of,
        version=of.current,
        state=ResultState.MEASURED,
        rows=100,
        summary=kept,
        backend="duckdb",
        finished=in_run.finished,
    )
    ResultFigure.objects.bulk_create(
        ResultFigure(result=result, measure=measure, column=column, value=value, whole=whole, how="exact")
        for measure, column, value, whole in figures
    )
    return result


def failed(in_run: TableRun, of: DataTable) -> TableResult:
    """One table that could not be measured."""
    return TableResult.objects.create(
        run=in_run, table=of, state=ResultState.FAILED, problem_code="table-gone", problem="文件不在了。"
    )


def issue(
    of: DataTable, in_run: TableRun, opened: date, due: date | None, column: str = "电话"
) -> QualityIssue:
    """An open issue of empty cells."""
    return QualityIssue.objects.create(
        table=of,
        agency=of.agency,
        measure="empty_cells",
        column=column,
        severity=Severity.MEDIUM,
        value=7,
        whole=100,
        opened_by=in_run,
        seen_by=in_run,
        opened=opened,
        due=due,
    )


def close(one: QualityIssue, in_run: TableRun, day: date) -> None:
    """Found clean by a run on that day."""
    QualityIssue.objects.filter(pk=one.pk).update(state=IssueState.CLOSED, closed=day, closed_by=in_run)


def event(one: QualityIssue, act: Act, day: date) -> None:
    """Something done about an issue on that day."""
    made = IssueEvent.objects.create(issue=one, actor=ACTOR, act=act)
    IssueEvent.objects.filter(pk=made.pk).update(at=noon(day))


def interface(agency: Agency, title: str) -> ProbedInterface:
    """An interface on the sharing platform."""
    return ProbedInterface.objects.create(
        agency=agency, title=title, platform=Platform.SHARING, address="http://127.0.0.1/a", actor=ACTOR
    )


def probe(of: ProbedInterface, day: date, outcome: Outcome) -> Probe:
    """A check that counts, in a round of its own."""
    around = ProbeRun.objects.create(title="探测", asked=[of.pk], actor=ACTOR, started=noon(day))
    code = "" if outcome is Outcome.PASSED else "probe-status"
    return Probe.objects.create(
        interface=of, run=around, at=noon(day), attempt=1, final=True, outcome=outcome, code=code
    )


def outage(first: Probe, due: date | None, recovery: Probe | None = None) -> Outage:
    """From a failed check until one that found the interface callable."""
    return Outage.objects.create(
        interface=first.interface,
        first=first,
        began=first.at,
        told=first.at + timedelta(hours=1),
        due=due,
        last_failure=first.at,
        recovered=recovery.at if recovery else None,
        recovery=recovery,
    )
