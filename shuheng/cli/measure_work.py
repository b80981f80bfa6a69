"""The work of ``shuheng measure``. Loaded by the command once the database is ready."""

from __future__ import annotations

from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from shuheng.assessment.ledger.measured import Taken, measure_facts
from shuheng.cli.console import emit_json, say, stdout
from shuheng.cli.harvest_progress import Bar
from shuheng.cli.measure_command import Wish
from shuheng.cli.options import Format
from shuheng.cli.tables import demo_mark, titled
from shuheng.engines.measure import MEASURES
from shuheng.jobs.progress import Progress, Snapshot
from shuheng.problems import ProblemsError
from shuheng.quality.actions import Order
from shuheng.quality.models import MeasuredAgency, MeasureFigure
from shuheng.quality.orders import agencies_of, period_problem

ACTOR = "命令行"
# Key of the JSON, head of the table, measure, the count taken of its figure over all published entries.
COLUMNS = (
    ("entries", "目录", "entries", "yes"),
    ("volume", "数据量", "volume", "amount"),
    ("low_capacity", "低容量", "low_capacity", "yes"),
    ("structured", "结构化", "structured", "yes"),
    ("periodic", "有更新承诺", "periodic", "yes"),
    ("on_time", "按时更新", "on_time", "yes"),
)
Figures = dict[tuple[int, str, str], MeasureFigure]


def run(wish: Wish, output: Format) -> int:
    """Measure, put the facts down, show what was found."""
    wrong = period_problem(wish.period)
    if wrong is not None:
        raise ProblemsError([wrong])
    agencies = agencies_of(list(wish.agencies)) if wish.agencies else None
    order = Order(wish.period, wish.as_of, wish.baseline, agencies)
    with Bar("计量") as bar:
        taken = measure_facts(order=order, actor=ACTOR, progress=Progress(lambda now: tell(bar, now)))
    tell_rest(taken)
    if output == "json":
        emit_json(document(taken))
    else:
        stdout.print(table(taken))
    return 0


def tell(bar: Bar, now: Snapshot) -> None:
    bar.total(now.total)
    bar.step(now.done, now.message)


def tell_rest(taken: Taken) -> None:
    """What the table does not show: where the facts went, who could not be measured."""
    put, run = taken.put, taken.finished.run
    say(
        f"第 {run.pk} 次计量：指标值记入台账“{run.period}”，新增 {put.added}，更正 {put.corrected}，未变 {put.same}。"
    )
    if put.held:
        say(f"{len(put.held)} 个指标值已有人工填报或评定，没有被实测覆盖。", "yellow")
    if taken.finished.skipped:
        names = "、".join(one.name for one in taken.finished.skipped)
        say(f"没有清单截止日期、未计量：{names}。可用 --as-of 日期 计量。", "yellow")


def figures_of(taken: Taken) -> tuple[list[MeasuredAgency], Figures]:
    run = taken.finished.run
    figures = {(one.agency_id, one.measure, one.scope): one for one in run.figures.all()}
    return list(run.measured.select_related("agency")), figures


def count_of(figure: MeasureFigure | None, take: str) -> int | None:
    """The count, or None where nothing is known."""
    if figure is None or (not figure.yes + figure.no and figure.unknown):
        return None
    found: int | None = getattr(figure, take)
    return found


def document(taken: Taken) -> dict[str, Any]:
    """The whole run for programs; see docs/reference/json-output.md."""
    run, put = taken.finished.run, taken.put
    measured, figures = figures_of(taken)
    return {
        "run": run.pk,
        "period": run.period,
        "as_of": run.as_of.isoformat() if run.as_of else "source",
        "baseline": run.baseline.isoformat() if run.baseline else None,
        "demo": run.demo,
        "entries": run.entries,
        "agencies": [agency_document(one, figures) for one in measured],
        "facts": {"added": put.added, "corrected": put.corrected, "same": put.same, "held": len(put.held)},
        "skipped": [one.code for one in taken.finished.skipped],
    }


def agency_document(measured: MeasuredAgency, figures: Figures) -> dict[str, Any]:
    agency = measured.agency
    return {
        "code": agency.code,
        "name": agency.name,
        "as_of": measured.as_of.isoformat(),
        **{key: count_of(figures.get((agency.pk, code, "all")), take) for key, _, code, take in COLUMNS},
        "figures": [figure_document(one) for key, one in sorted(figures.items()) if key[0] == agency.pk],
    }


def figure_document(figure: MeasureFigure) -> dict[str, Any]:
    return {
        "measure": figure.measure,
        "title": MEASURES[figure.measure].title,
        "scope": figure.scope,
        "yes": figure.yes,
        "no": figure.no,
        "unknown": figure.unknown,
        "amount": figure.amount,
        "denominator": figure.denominator,
    }


def table(taken: Taken) -> Group:
    """One line per agency; an unknown count is 未知, and how many entries are unknown stands behind a count."""
    run = taken.finished.run
    measured, figures = figures_of(taken)
    shown = Table()
    shown.add_column("单位")
    shown.add_column("截至", no_wrap=True)
    for _, head, _, _ in COLUMNS:
        shown.add_column(head, justify="right")
    for one in measured:
        found = [(figures.get((one.agency_id, code, "all")), take) for _, _, code, take in COLUMNS]
        cells = [Text(words(figure, take)) for figure, take in found]
        shown.add_row(one.agency.name, one.as_of.isoformat(), *cells)
    shown.caption, shown.caption_justify = "括号里是未知、没有计入的目录数。", "left"
    return titled(f"{demo_mark(demo=run.demo)}第 {run.pk} 次计量（周期 {run.period}）", shown)


def words(figure: MeasureFigure | None, take: str) -> str:
    count = count_of(figure, take)
    if figure is None or count is None:
        return "未知"
    return f"{count:,}（{figure.unknown:,}）" if figure.unknown else f"{count:,}"
