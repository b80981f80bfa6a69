"""What a terminal shows: tables with numbers to the right and unknowns as ranges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import zip_longest

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from shuheng.engines.rubric import (
    CHANGE_WORDS,
    SUPPLY_WORDS,
    Advice,
    AgencyScore,
    CaseResult,
    Coverage,
    Problem,
    Rubric,
    RubricChange,
    WhatIf,
    show,
)
from shuheng.reports.content import DEMO_MARK, Report
from shuheng.reports.numbers import exact_text, interval
from shuheng.reports.ranking import NONE, NUMBERS, rank_text, ranking

ZERO = Fraction(0)


def demo_mark(*, demo: bool) -> str:
    """The mark beside every title of a demonstration."""
    return f"【{DEMO_MARK}】" if demo else ""


def titled(title: str, table: Table) -> Group:
    """A table under its title; rich's own titles are broken to the table's width."""
    return Group(Text(title, style="bold"), table)


def result_table(report: Report) -> Group:
    """The ranking; where one agency is scored, its groups as well."""
    result = report.result
    title = f"{demo_mark(demo=result.demo)}{result.rubric_title}（{result.period}）"
    ranking = titled(title, _ranking(report))
    if len(result.agencies) != 1:
        return ranking
    return Group(ranking, _groups(report, result.agencies[0]))


def _ranking(report: Report) -> Table:
    found = ranking(report)
    agencies = found.agencies
    table = Table()
    for head in found.heads:
        table.add_column(head, justify="right" if head in NUMBERS else "left")
    for item, following, row in zip_longest(agencies, agencies[1:], found.rows):
        ends = following is not None and following.agency.peer != item.agency.peer
        table.add_row(*(Text(cell) for cell in row), end_section=ends)
    table.caption, table.caption_justify = _caption(agencies), "left"
    return table


def _caption(agencies: Sequence[AgencyScore]) -> str:
    unknown = sum(item.total is None for item in agencies)
    return f"{unknown} 个单位有指标值缺失，总分给出下限～上限。" if unknown else ""


def _groups(report: Report, item: AgencyScore) -> Group:
    table = Table()
    for head in ("代码", "指标"):
        table.add_column(head)
    for head in ("满分", "得分"):
        table.add_column(head, justify="right")
    for group in item.groups:
        indent = "  " * (group.level - 1)
        points = interval(group.points, group.low, group.high, report.digits)
        style = "bold" if group.level == 1 else ""
        table.add_row(
            Text(group.code), Text(indent + group.title), show(group.top, report.digits), points, style=style
        )
    return titled(f"{item.agency.name}：各级指标得分", table)


def indicator_table(report: Report, codes: Sequence[str]) -> Group:
    """Some indicators of every agency and their sum, as points or as bounds; the highest guaranteed sum first."""
    table = Table()
    table.add_column("单位")
    for head in ("合计", *codes):
        table.add_column(head, justify="right")
    rows = []
    for item in report.result.agencies:
        found = {one.code: one for one in item.indicators}
        chosen = [found[code] for code in codes]
        low, high = sum((one.low for one in chosen), ZERO), sum((one.high for one in chosen), ZERO)
        points = low if all(one.points is not None for one in chosen) else None
        cells = [interval(one.points, one.low, one.high, report.digits) for one in chosen]
        rows.append((low, item.agency.name, interval(points, low, high, report.digits), cells))
    for _, name, total, cells in sorted(rows, key=lambda row: (-row[0], row[1])):
        table.add_row(Text(name), total, *cells)
    table.caption, table.caption_justify = "上下限之间是公开目录看不出的条款，如接口能否调用。", "left"
    titles = "、".join(f"{code} {report.rubric.indicators[code].title}" for code in codes)
    return titled(titles, table)


def rubric_list(rubrics: Iterable[Rubric]) -> Table:
    """``shuheng rubric list``."""
    table = Table()
    table.add_column("编号", no_wrap=True)
    for head in ("名称", "评谁", "周期"):
        table.add_column(head, overflow="fold")
    for head in ("指标", "基础分", "扣分", "加分"):
        table.add_column(head, justify="right")
    for rubric in rubrics:
        declared = rubric.declares
        numbers = (declared.base, declared.deduction, declared.bonus)
        table.add_row(
            rubric.id, rubric.title, rubric.assessed, rubric.period.name, str(declared.indicators or NONE),
            *(exact_text(number, 0) or "0" for number in numbers),
        )  # fmt: skip
    return table


def check_summary(name: str, problems: Sequence[Problem]) -> str:
    """One line under the problems of a rubric."""
    counts = {
        word: sum(p.severity == word for p in problems)
        for word in ("error", "warning", "contradiction", "info")
    }
    verdict = "不能使用" if counts["error"] else "可以使用"
    return (
        f"{name}：{verdict}。错误 {counts['error']}，提醒 {counts['warning']}，"
        f"原文矛盾 {counts['contradiction']}，说明 {counts['info']}。"
    )


def coverage_table(found: Iterable[tuple[Rubric, Coverage]]) -> Table:
    """``shuheng rubric coverage``: what there is, and who supplies the base points today."""
    table = Table(
        caption="分值按今天实际供数的来源统计：实测（机器）、台账、填报、评定（人）。", caption_justify="left"
    )
    table.add_column("细则")
    heads = (
        "指标",
        "条款",
        "规则",
        "计量指标",
        "基础分",
        "扣分",
        "加分",
        *(f"{word}分值" for word in SUPPLY_WORDS.values()),
    )
    for head in heads:
        table.add_column(head, justify="right")
    for rubric, item in found:
        counts = (item.indicators, item.clauses, item.rules, item.metrics)
        sums = (item.base, item.deduction, item.bonus)
        origins = (item.base_points_by_origin[supply] for supply in SUPPLY_WORDS)
        cells = [str(count) for count in counts] + [
            exact_text(points, 0) or "0" for points in (*sums, *origins)
        ]
        table.add_row(rubric.id, *cells)
    return table


def case_results(name: str, cases: Sequence[CaseResult]) -> RenderableType:
    """The cases that failed, and how many passed."""
    failed = [case for case in cases if not case.ok]
    summary = Text(f"{name}：{len(cases)} 个算例，{len(cases) - len(failed)} 个相符，{len(failed)} 个不符。")
    if not failed:
        return summary
    table = Table()
    for head in ("算例", "指标", "位置", "差别", "依据"):
        table.add_column(head, overflow="fold")
    for case in failed:
        wrong = "\n".join((*case.differences, *(str(problem) for problem in case.problems)))
        cells = (case.case, case.indicator or "总分", f"{case.file}:{case.line}", wrong, case.because)
        table.add_row(*(Text(cell) for cell in cells))
    return Group(titled(f"{name}：不符的算例", table), summary)


def change_table(changes: Iterable[RubricChange]) -> Table:
    """``shuheng rubric diff``."""
    table = Table()
    for head in ("变化", "位置", "内容", "原来", "现在"):
        table.add_column(head, overflow="fold")
    for change in changes:
        cells = (
            CHANGE_WORDS[change.kind],
            change.place,
            change.what,
            change.before,
            change.after,
        )
        table.add_row(*(Text(str(cell)) for cell in cells))
    return table


def move_table(found: WhatIf) -> Group:
    """``shuheng whatif``: those whose total or rank moves stand out."""
    digits = found.after.digits
    table = Table()
    table.add_column("单位")
    for head in ("原总分", "新总分", "变化", "原名次", "新名次"):
        table.add_column(head, justify="right")
    for move in found.moves:
        before, after = move.before, move.after
        totals = [interval(item.total, item.low, item.high, digits) for item in (before, after)]
        known = before.total is not None and after.total is not None
        gain = f"{'' if known else '下限 '}{_signed(move.low_gain, digits)}"
        moved = totals[0] != totals[1] or move.places != 0
        cells = (move.agency.name, *totals, gain, rank_text(before), rank_text(after))
        table.add_row(*(Text(cell) for cell in cells), style="bold" if moved else "dim")
    return titled(f"{demo_mark(demo=found.after.demo)}试算前后", table)


def _signed(value: Fraction, digits: int) -> str:
    return f"+{show(value, digits)}" if value > 0 else show(value, digits)


def advice_table(name: str, advice: Iterable[Advice], *, demo: bool) -> Group:
    """``shuheng advise``."""
    table = Table()
    table.add_column("指标", overflow="fold")
    table.add_column("怎样做", overflow="fold")
    table.add_column("可得分", justify="right")
    for item in advice:
        table.add_row(Text(f"{item.indicator} {item.title}"), Text(item.text), _signed(item.gain, 2))
    return titled(f"{demo_mark(demo=demo)}{name}：可以提高得分的改动", table)
