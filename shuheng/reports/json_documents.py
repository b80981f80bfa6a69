"""The JSON of a result. Keys are stable and documented in docs/reference/json-output.md.

Points are exact decimals as strings, counts are integers, unknown values are null.
"""

from __future__ import annotations

import json
from typing import Any

from shuheng.engines.rubric import AgencyScore, IndicatorScore
from shuheng.reports.content import Report
from shuheng.reports.numbers import exact_text

Json = dict[str, Any]


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
