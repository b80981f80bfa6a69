"""The JSON of reasons, what-if and advice; see docs/reference/json-output.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shuheng.engines.rubric import ORIGIN_WORDS, Advice, Agency, FactSheet, Reason, Rubric, WhatIf
from shuheng.reports.json_documents import Json
from shuheng.reports.numbers import exact_text

Passages = Mapping[str, Mapping[str, str]]
ORIGIN_CODES = {word: code for code, word in ORIGIN_WORDS.items()}


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
