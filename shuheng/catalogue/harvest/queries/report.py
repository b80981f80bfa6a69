"""The report of a run: counts that add up, reasons, values nobody could read, departments nobody recognised."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.http import urlencode

from shuheng.catalogue.harvest.codes import meaning_of
from shuheng.catalogue.harvest.queries.sources import RunLine, run_line
from shuheng.catalogue.harvest.runs.tally import ranked
from shuheng.catalogue.models import HarvestRecord, HarvestRun
from shuheng.catalogue.state import Changes
from shuheng.engines.harvest import TARGETS
from shuheng.files.csv_out import BOM, csv_line
from shuheng.jobs.models import Job

PER_PAGE = 50
SHOWN_NAMES = 200
HEADS = ("记录序号", "行", "处理", "代码", "说明", "字段", "标识", "原文")


@dataclass(frozen=True)
class Figure:
    """One count of the sum; `sign` stands before it."""

    sign: str
    title: str
    value: int
    link: str = ""


@dataclass(frozen=True)
class CodeLine:
    """One reason with what to do; `link` filters the records by it."""

    code: str
    count: int
    meaning: str
    remedy: str
    link: str
    chosen: bool


@dataclass(frozen=True)
class Example:
    """A record that was added or changed: what it changes, field by field."""

    number: int
    title: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ReportPage:
    run: HarvestRun
    line: RunLine
    job: Job | None
    sum: tuple[Figure, ...]
    reasons: tuple[tuple[str, tuple[CodeLine, ...]], ...]
    remarks: tuple[dict[str, str], ...]
    unmapped: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    providers: tuple[tuple[str, int], ...]
    unspoken: tuple[tuple[str, int, str], ...]
    added: tuple[Example, ...]
    changed: tuple[Example, ...]
    records: tuple[HarvestRecord, ...]
    count: int
    code: str
    number: int
    last: int
    earlier: str
    later: str


def report_page(run: HarvestRun, code: str, number: int) -> ReportPage:
    """The report with the records of one code, or all that were refused or noted."""
    summary = run.summary
    reports = run.reports.select_related("entry").order_by("-refused", "number", "pk")
    pages = Paginator(reports.filter(code=code) if code else reports, PER_PAGE)
    page = pages.get_page(number)
    examples = summary.get("examples", {})
    return ReportPage(
        run=run,
        line=run_line(run),
        job=Job.objects.filter(pk=run.job_number).first() if run.job_number else None,
        sum=sum_of(run),
        reasons=(
            ("拒收的原因", code_lines(summary.get("refused", {}), code)),
            ("提示", code_lines(summary.get("notes", {}), code)),
        ),
        remarks=tuple(summary.get("remarks", ())),
        unmapped=tuple(
            (field, tuple((value or "其余", count) for value, count in ranked(values)))
            for field, values in summary.get("unmapped", {}).items()
        ),
        providers=tuple((name or "其余", count) for name, count in ranked(summary.get("providers", {})))[
            :SHOWN_NAMES
        ],
        unspoken=tuple(
            (field, count, "、".join(found)) for field, count, found in summary.get("unspoken", ())
        ),
        added=tuple(example(one) for one in examples.get("added", ())),
        changed=tuple(example(one) for one in examples.get("changed", ())),
        records=tuple(page.object_list),
        count=pages.count,
        code=code,
        number=page.number,
        last=pages.num_pages,
        earlier=address(code, page.number - 1) if page.has_previous() else "",
        later=address(code, page.number + 1) if page.has_next() else "",
    )


def sum_of(run: HarvestRun) -> tuple[Figure, ...]:
    """读入 = 新增 + 变更 + 未变 + 拒收."""
    return (
        Figure("", "读入", run.records),
        Figure("=", "新增", run.added),
        Figure("+", "变更", run.changed),
        Figure("+", "未变", run.unchanged),
        Figure("+", "拒收", run.refused),
    )


def code_lines(counts: dict[str, int], chosen: str) -> tuple[CodeLine, ...]:
    return tuple(
        CodeLine(code, count, *meaning_of(code), f"?{urlencode({'code': code})}#records", code == chosen)
        for code, count in ranked(counts)
    )


def example(told: dict[str, object]) -> Example:
    changes = told.get("changes")
    pairs: Changes = changes if isinstance(changes, dict) else {}
    lines = tuple((title_of(name), text(pair[0]), text(pair[1])) for name, pair in pairs.items())
    number = told["number"]
    return Example(number if isinstance(number, int) else 0, str(told["title"]), lines)


OTHERS = {"provider_name": "提供单位", "status": "状态", "agency": "所属单位", "provider": "识别为单位",
          "unmapped": "未能对应的值", "published": "已发布", "ended": "消失日期", "end_reason": "消失原因"}  # fmt: skip


def title_of(name: str) -> str:
    return OTHERS.get(name) or (TARGETS[name].title if name in TARGETS else name)


def text(value: object) -> str:
    """A value of history as a short text."""
    if isinstance(value, list):
        return "；".join(map(str, value)) or "未知"
    if isinstance(value, dict):
        return "；".join(f"{name}：{one}" for name, one in value.items()) or "无"
    return "未知" if value in {None, ""} else str(value)


def address(code: str, number: int) -> str:
    return "?" + urlencode({"code": code, "page": str(number)}) + "#records"


def report_lines(run: HarvestRun) -> Iterator[str]:
    """The records of a run as CSV, line by line; a text that a spreadsheet would compute is marked as text."""
    yield BOM + csv_line(HEADS)
    for one in run.reports.iterator(chunk_size=2000):
        done = "拒收" if one.refused else "提示"
        cells = (one.number, one.line or "", done, one.code, one.message, one.field, one.key, one.raw)
        yield csv_line(cells)
