"""The JSON about rubrics: list, check, coverage, cases, differences; see docs/reference/json-output.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from shuheng.engines.rubric import CaseResult, Coverage, Problem, Rubric, RubricChange
from shuheng.reports.json_documents import Json
from shuheng.reports.numbers import exact_text

SEVERITIES = ("error", "warning", "contradiction", "info")


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


def _decimal(value: Fraction | None) -> str:
    return exact_text(value or Fraction(0), 0) or "0"


def _decimals(points: Mapping[Any, Fraction]) -> dict[str, str]:
    return {str(origin): _decimal(value) for origin, value in points.items()}
