"""Whether a stated value is one that its metric takes; every mistake at once."""

from urllib.parse import urlsplit

from shuheng.assessment import library
from shuheng.engines.rubric import FactRow, Metric, Rubric, build_sheet
from shuheng.problems import Problem, ProblemsError, did_you_mean

LONGEST_EVIDENCE = 1_000
ANYBODY = "x"


def metric_of(code: str) -> tuple[Rubric, Metric] | None:
    """The metric with this code, in the first rubric of the library that has it; a code means one thing everywhere."""
    for rubric_id in library.rubric_ids():
        rubric = library.shipped(rubric_id)
        for metric in rubric.metrics.values() if rubric is not None else ():
            if rubric is not None and metric.code == code:
                return rubric, metric
    return None


def metrics_by_code() -> dict[str, Metric]:
    """All metrics of the library."""
    rubrics = (library.shipped(rubric_id) for rubric_id in library.rubric_ids())
    return {metric.code: metric for rubric in rubrics if rubric for metric in rubric.metrics.values()}


def checked_value(metric: str, value: str, evidence: str, link: str) -> str:
    """The value as the ledger writes it. An empty one is allowed: it takes the fact back."""
    found = metric_of(metric)
    problems: list[Problem] = []
    text = value.strip()
    if found is None:
        hint = did_you_mean(metric, metrics_by_code())
        problems.append(Problem("metric-unknown", f"没有指标“{metric}”。", field="metric", hint=hint))
    elif text:
        try:
            text = exact_text(*found, text)
        except ProblemsError as error:
            problems += error.problems
    problems += evidence_problems(evidence, link)
    if problems:
        raise ProblemsError(problems)
    return text


def exact_text(rubric: Rubric, metric: Metric, text: str) -> str:
    """What the rubric engine makes of the text; ProblemsError where it cannot be a value of the metric."""
    peers = rubric.peers.groups[0] if rubric.peers else ""
    sheet = build_sheet(rubric, [FactRow(ANYBODY, metric.title, text, peer=peers)])
    return sheet.facts[ANYBODY, metric.title].text


def evidence_problems(evidence: str, link: str) -> list[Problem]:
    problems = []
    if not evidence.strip():
        text = "没有写依据。"
        problems.append(
            Problem("evidence-missing", text, field="evidence", hint="请写明出自哪份文件或材料。")
        )
    if len(evidence) > LONGEST_EVIDENCE:
        text = f"依据有 {len(evidence)} 个字，最多 {LONGEST_EVIDENCE} 个字。"
        problems.append(Problem("evidence-long", text, field="evidence"))
    if link.strip() and urlsplit(link.strip()).scheme not in {"http", "https"}:
        text = "链接要以 http:// 或 https:// 开头。"
        problems.append(Problem("evidence-link", text, field="link"))
    return problems
