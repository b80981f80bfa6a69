"""``shuheng demo``: the main job, checked and scored before one's eyes."""

from __future__ import annotations

import time
from typing import Any

import typer

from shuheng.assessment.demo import DEMO_NAME
from shuheng.cli import tables
from shuheng.cli.console import emit_json, say, show_problems, stdout
from shuheng.cli.help_pages import ChineseCommand
from shuheng.cli.options import OutputFormat
from shuheng.cli.sources import find_facts, find_folder
from shuheng.engines.rubric import Problem, ProblemsError, Rubric, check_rubric, load_rubric, score
from shuheng.reports.content import Report
from shuheng.reports.json_documents import result_document
from shuheng.reports.json_rubrics import check_line
from shuheng.reports.library import MAIN_SIX

OPEN_FACTS = "guangxi-open-2023"
# Rubric, facts (None: the shipped ones), what it is.
SCORED = (
    ("nanjing-2022", None, "南京 2022 年度整体绩效自评价（公开报告的真实指标值）"),
    ("guangxi-2021", DEMO_NAME, "演示省十四市按广西 2021 细则（演示数据）"),
    ("guangxi-2021", OPEN_FACTS, "广西十四市 2023 年开放目录按广西 2021 细则 D 部分（实测，其余未知）"),
)
# Of the measured cities, the indicators that public lists can answer.
MEASURED = ("D1-1", "D2-1", "D2-2", "D2-3", "D2-4")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("demo", cls=ChineseCommand)(demo)


def demo(output: OutputFormat = "table") -> int:
    """主要用途一次看完：检查六份细则，评南京 2022（真实）、演示省（演示数据）和广西十四市的开放目录（实测）。"""
    rubrics: dict[str, Rubric] = {}
    checks: dict[str, tuple[Problem, ...]] = {}
    for number, name in enumerate(MAIN_SIX, 1):
        checks[name] = _check(name, f"[{number}/{len(MAIN_SIX)}]", rubrics)
    reports = [_score(rubrics[name], facts, words) for name, facts, words in SCORED if name in rubrics]
    if output == "json":
        emit_json(_document(checks, reports))
    for report in reports if output != "json" else ():
        stdout.print()
        stdout.print(tables.result_table(report))
        if report.sheet.id == OPEN_FACTS:
            stdout.print(tables.indicator_table(report, MEASURED))
    return int(any(problem.severity == "error" for problems in checks.values() for problem in problems))


def _check(name: str, step: str, rubrics: dict[str, Rubric]) -> tuple[Problem, ...]:
    start = time.perf_counter()
    try:
        rubric = rubrics[name] = load_rubric(find_folder(name))
        problems = check_rubric(rubric)
    except ProblemsError as error:
        problems = error.problems
        show_problems(problems)
    took = f"（{time.perf_counter() - start:.2f} 秒）"
    say(f"{step} 检查 {tables.check_summary(name, problems)}{took}")
    return problems


def _score(rubric: Rubric, facts: str | None, words: str) -> Report:
    start = time.perf_counter()
    sheet = find_facts(rubric.id, rubric, facts)
    result = score(rubric, sheet)
    took = time.perf_counter() - start
    say(f"评分 {words}：{len(result.agencies)} 个单位，{len(rubric.counted())} 项指标（{took:.2f} 秒）")
    return Report(rubric, sheet, result)


def _document(checks: dict[str, tuple[Problem, ...]], reports: list[Report]) -> dict[str, Any]:
    return {
        "checks": [check_line(name, problems) for name, problems in checks.items()],
        "results": [result_document(report) for report in reports],
    }
