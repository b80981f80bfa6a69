"""``shuheng rubric``: list, check, coverage, test, schema, diff."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from shuheng.assessment.facts import supplied
from shuheng.cli import tables
from shuheng.cli.console import emit_json, say, show_problems, stdout
from shuheng.cli.help_pages import ChineseCommand, ChineseGroup
from shuheng.cli.options import OutputFormat, RubricName, SomeRubrics
from shuheng.cli.sources import find_folder, find_rubric
from shuheng.engines.rubric import (
    CaseResult,
    Problem,
    ProblemsError,
    Rubric,
    check_rubric,
    coverage,
    diff,
    json_schema,
    load_rubric,
    run_cases,
)
from shuheng.reports import json_rubrics as documents
from shuheng.reports.library import facts_names, rubric_ids

app = typer.Typer(cls=ChineseGroup, help="细则：列出、检查、覆盖情况、算例、格式、比较", no_args_is_help=True)


@app.command("list", cls=ChineseCommand)
def list_rubrics(output: OutputFormat = "table") -> None:
    """列出全部细则。"""
    rubrics = [(load_rubric(find_folder(name)), facts_names(find_folder(name))) for name in rubric_ids()]
    if output == "json":
        emit_json({"rubrics": [documents.rubric_line(rubric, facts) for rubric, facts in rubrics]})
    else:
        stdout.print(tables.rubric_list(rubric for rubric, _ in rubrics))


@app.command("check", cls=ChineseCommand)
def check(rubrics: SomeRubrics = None, output: OutputFormat = "table") -> int:
    """检查细则：错误、提醒，以及原文自相矛盾之处。"""
    results = [(name, _problems_of(name)) for name in rubrics or rubric_ids()]
    if output == "json":
        emit_json({"rubrics": [documents.check_line(name, problems) for name, problems in results]})
    else:
        for name, problems in results:
            stdout.rule(name, align="left")
            show_problems(problems, stdout)
            stdout.print(Text(tables.check_summary(name, problems)))
    return int(any(problem.severity == "error" for _, problems in results for problem in problems))


def _problems_of(name: str) -> tuple[Problem, ...]:
    folder = find_folder(name)
    try:
        return check_rubric(load_rubric(folder))
    except ProblemsError as error:
        return error.problems


@app.command("coverage", cls=ChineseCommand)
def show_coverage(rubrics: SomeRubrics = None, output: OutputFormat = "table") -> None:
    """每份细则的指标、条款、规则、计量指标，以及分值今天由谁供数。"""
    loaded = [find_rubric(name) for name in rubrics or rubric_ids()]
    found = [(rubric, coverage(rubric, supplied())) for rubric in loaded]
    if output != "json":
        stdout.print(tables.coverage_table(found))
        return
    lines = [documents.coverage_document(rubric, item) for rubric, item in found]
    emit_json(lines[0] if rubrics and len(rubrics) == 1 else {"rubrics": lines})


@app.command("test", cls=ChineseCommand)
def run_all_cases(rubrics: SomeRubrics = None, output: OutputFormat = "table") -> int:
    """运行细则的算例：人工算出的分值与引擎逐一核对。"""
    results = {name: _cases_of(name) for name in rubrics or rubric_ids()}
    if output == "json":
        emit_json({"rubrics": [documents.cases_document(name, cases) for name, cases in results.items()]})
    else:
        for name, cases in results.items():
            stdout.print(tables.case_results(name, cases))
    return int(any(not case.ok for cases in results.values() for case in cases))


def _cases_of(name: str) -> tuple[CaseResult, ...]:
    say(f"{name}：运行算例…", "dim")
    rubric: Rubric = find_rubric(name)
    return run_cases(rubric, find_folder(name) / "cases")


@app.command("schema", cls=ChineseCommand)
def schema() -> None:
    """输出 rubric.yaml 的 JSON Schema，供编辑器补全。"""
    emit_json(json_schema())


@app.command("diff", cls=ChineseCommand)
def show_diff(
    before: RubricName,
    after: Annotated[str, typer.Argument(metavar="另一份细则", help="要比较的细则编号或文件夹")],
    output: OutputFormat = "table",
) -> None:
    """比较两份细则：增、删、改了什么。"""
    first, second = find_rubric(before), find_rubric(after)
    changes = diff(first, second)
    if output == "json":
        emit_json(documents.diff_document(first, second, changes))
    else:
        stdout.print(tables.change_table(changes) if changes else Text("两份细则没有差别。"))
