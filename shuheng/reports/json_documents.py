"""The JSON of every command. Keys are stable and documented in docs/reference/json-output.md.

Points are exact decimals as strings, counts are integers, unknown values are null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from shuheng.engines.rubric import (
    ORIGIN_WORDS,
    Advice,
    Agency,
    AgencyScore,
    CaseResult,
    Coverage,
    FactSheet,
    IndicatorScore,
    Problem,
    Reason,
    Rubric,
    RubricChange,
    WhatIf,
)
from shuheng.reports.content import Report
from shuheng.reports.numbers import exact_text

Json = dict[str, Any]
Passages = Mapping[str, Mapping[str, str]]
ORIGIN_CODES = {word: code for code, word in ORIGIN_WORDS.items()}
SEVERITIES = ("error", "warning", "contradiction", "info")


def result_json(report: Report) -> bytes:
    """The result as a JSON file."""
    return (json.dumps(result_document(report), ensure_ascii=False, indent=2) + "\n").encode()


def result_document(report: Report) -> Json:
    """``shuheng score --format json``."""
    result = report.result
    document: Json = {
        "rubric": result.rubric_id,
        "title": result.rubric_title,
        "rubric_hash": result.rubric_hash,
        "facts": result.facts_id,
        "facts_title": result.facts_title,
        "facts_hash": result.facts_hash,
        "period": result.period,
        "demo": result.demo,
        "agencies": [_agency(item, report.digits) for item in result.agencies],
    }
    if report.passages:
        document["passages"] = {code: dict(parts) for code, parts in report.passages.items()}
    return document


def _agency(score: AgencyScore, digits: int) -> Json:
    return {
        "code": score.agency.code,
        "name": score.agency.name,
        "peer": score.agency.peer,
        "class": score.class_name,
        "base": exact_text(score.base, digits),
        "deduction": exact_text(score.deduction, digits),
        "bonus": exact_text(score.bonus, digits),
        "total": exact_text(score.total, digits),
        "low": exact_text(score.low, digits),
        "high": exact_text(score.high, digits),
        "grade": score.grade,
        "vetoed": score.vetoed,
        "rank": score.rank,
        "rank_best": score.rank_best,
        "rank_worst": score.rank_worst,
        "rank_all": score.rank_all,
        "groups": [
            {
                "code": group.code,
                "title": group.title,
                "level": group.level,
                "top": exact_text(group.top, digits),
                "points": exact_text(group.points, digits),
                "low": exact_text(group.low, digits),
                "high": exact_text(group.high, digits),
            }
            for group in score.groups
        ],
        "indicators": [_indicator(item, digits) for item in score.indicators],
        "extras": [_indicator(item, digits) for item in score.extras],
    }


def _indicator(score: IndicatorScore, digits: int) -> Json:
    return {
        "code": score.code,
        "title": score.title,
        "group": score.group,
        "top": exact_text(score.top, digits),
        "base": exact_text(score.base, digits),
        "deduction": exact_text(score.deduction, digits),
        "bonus": exact_text(score.bonus, digits),
        "points": exact_text(score.points, digits),
        "low": exact_text(score.low, digits),
        "high": exact_text(score.high, digits),
        "status": score.status,
    }


def rubric_line(rubric: Rubric, facts: Sequence[str]) -> Json:
    """One entry of ``shuheng rubric list --format json``."""
    declared = rubric.declares
    return {
        "rubric": rubric.id,
        "title": rubric.title,
        "version": rubric.version,
        "rubric_hash": rubric.hash,
        "assessed": rubric.assessed,
        "period": rubric.period.name,
        "indicators": declared.indicators,
        "base": _decimal(declared.base),
        "deduction": _decimal(declared.deduction),
        "bonus": _decimal(declared.bonus),
        "facts": list(facts),
    }


def problem_line(problem: Problem) -> Json:
    """One problem."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "place": problem.place(),
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "sheet": problem.sheet,
        "row": problem.row,
        "field": problem.field,
        "message": problem.message,
        "allowed": list(problem.allowed),
        "hint": problem.hint,
    }


def check_line(name: str, problems: Iterable[Problem]) -> Json:
    """One entry of ``shuheng rubric check --format json``."""
    lines = [problem_line(problem) for problem in problems]
    counts = {f"{word}s": sum(line["severity"] == word for line in lines) for word in SEVERITIES}
    return {"rubric": name, "ok": counts["errors"] == 0, **counts, "problems": lines}


def coverage_document(rubric: Rubric, found: Coverage) -> Json:
    """``shuheng rubric coverage ID --format json``."""
    return {
        "rubric": rubric.id,
        "title": rubric.title,
        "rubric_hash": rubric.hash,
        "indicators": found.indicators,
        "clauses": found.clauses,
        "rules": found.rules,
        "base": _decimal(found.base),
        "deduction": _decimal(found.deduction),
        "bonus": _decimal(found.bonus),
        "metrics": found.metrics,
        "metrics_by_origin": dict(found.metrics_by_origin),
        "base_points_by_origin": _decimals(found.base_points_by_origin),
        "planned_base_points": _decimals(found.planned_base_points),
    }


def cases_document(name: str, cases: Sequence[CaseResult]) -> Json:
    """One entry of ``shuheng rubric test --format json``."""
    failed = [
        {
            "case": case.case,
            "indicator": case.indicator,
            "file": case.file,
            "line": case.line,
            "because": case.because,
            "differences": list(case.differences),
            "problems": [problem_line(problem) for problem in case.problems],
        }
        for case in cases
        if not case.ok
    ]
    return {"rubric": name, "cases": len(cases), "passed": len(cases) - len(failed), "failed": failed}


def diff_document(before: Rubric, after: Rubric, changes: Iterable[RubricChange]) -> Json:
    """``shuheng rubric diff A B --format json``."""
    return {
        "before": {"rubric": before.id, "version": before.version, "rubric_hash": before.hash},
        "after": {"rubric": after.id, "version": after.version, "rubric_hash": after.hash},
        "changes": [
            {"kind": c.kind, "place": c.place, "what": c.what, "before": c.before, "after": c.after}
            for c in changes
        ],
    }


def explanation_document(
    rubric: Rubric, sheet: FactSheet, agency: Agency, reason: Reason, passages: Passages
) -> Json:
    """``shuheng explain --format json``."""
    return {
        **_head(rubric, sheet),
        **_who(agency),
        "reason": _reason(reason, rubric.rounding.digits, passages),
    }


def _reason(reason: Reason, digits: int, passages: Passages) -> Json:
    node: Json = {
        "kind": reason.kind,
        "code": reason.code,
        "title": reason.title,
        "clause": reason.clause,
        "says": reason.says,
        "steps": list(reason.steps),
        "facts": [
            {
                "title": fact.title,
                "code": fact.code,
                "value": fact.text,
                "unit": fact.unit,
                "origin": ORIGIN_CODES.get(fact.origin, fact.origin),
                "evidence": fact.evidence,
            }
            for fact in reason.facts
        ],
        "top": exact_text(reason.top, digits),
        "points": exact_text(reason.points, digits),
        "low": exact_text(reason.low, digits),
        "high": exact_text(reason.high, digits),
        "status": reason.status,
        "children": [_reason(child, digits, passages) for child in reason.children],
    }
    if reason.kind == "indicator" and reason.code in passages:
        node["passages"] = dict(passages[reason.code])
    return node


def advice_document(rubric: Rubric, sheet: FactSheet, agency: Agency, advice: Iterable[Advice]) -> Json:
    """``shuheng advise --format json``."""
    lines = [
        {
            "indicator": item.indicator,
            "title": item.title,
            "gain": exact_text(item.gain, rubric.rounding.digits),
            "text": item.text,
            "changes": [
                {
                    "metric": change.metric,
                    "from": change.before or None,
                    "to": change.after,
                    "unit": change.unit,
                }
                for change in item.changes
            ],
        }
        for item in advice
    ]
    return {**_head(rubric, sheet), **_who(agency), "advice": lines}


def what_if_document(
    rubric: Rubric, sheet: FactSheet, changes: Mapping[tuple[str, str], str], found: WhatIf
) -> Json:
    """``shuheng whatif --format json``."""
    digits = rubric.rounding.digits
    return {
        **_head(rubric, sheet),
        "changes": [
            {"agency": agency, "metric": metric, "value": text} for (agency, metric), text in changes.items()
        ],
        "after_rubric": {"rubric": found.after.rubric_id, "rubric_hash": found.after.rubric_hash},
        "moves": [
            {
                **_who(move.agency),
                "total_before": exact_text(move.before.total, digits),
                "total_after": exact_text(move.after.total, digits),
                "low_before": exact_text(move.before.low, digits),
                "low_after": exact_text(move.after.low, digits),
                "high_before": exact_text(move.before.high, digits),
                "high_after": exact_text(move.after.high, digits),
                "rank_before": move.before.rank,
                "rank_after": move.after.rank,
            }
            for move in found.moves
        ],
    }


def _head(rubric: Rubric, sheet: FactSheet) -> Json:
    return {
        "rubric": rubric.id,
        "title": rubric.title,
        "rubric_hash": rubric.hash,
        "facts": sheet.id,
        "facts_title": sheet.title,
        "facts_hash": sheet.hash,
        "period": sheet.period,
        "demo": sheet.demo,
    }


def _who(agency: Agency) -> Json:
    return {"code": agency.code, "name": agency.name}


def _decimal(value: Fraction | None) -> str:
    return exact_text(value or Fraction(0), 0) or "0"


def _decimals(points: Mapping[Any, Fraction]) -> dict[str, str]:
    return {str(origin): _decimal(value) for origin, value in points.items()}
