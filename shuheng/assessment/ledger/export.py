"""A fact sheet as the YAML that the rubric engine reads again; the same facts give the same bytes."""

import json
from collections.abc import Iterator

from shuheng.engines.rubric import Fact, FactSheet, Rubric

HEAD = "# 由 shuheng facts export 从指标值台账写出；实测的值可用同样的清单重新计量核对。\n"


def facts_yaml(rubric: Rubric, sheet: FactSheet, *, sheet_id: str, title: str) -> str:
    """Agencies as the sheet has them, facts in the order of the rubric's metrics; figures and evidence only."""
    return HEAD + "\n".join(lines(rubric, sheet, sheet_id, title)) + "\n"


def lines(rubric: Rubric, sheet: FactSheet, sheet_id: str, title: str) -> Iterator[str]:
    yield f"rubric: {rubric.id}"
    yield f"id: {quoted(sheet_id)}"
    yield f"title: {quoted(title or sheet.title)}"
    yield f"demo: {'true' if sheet.demo else 'false'}"
    yield f"period: {quoted(sheet.period)}"
    yield "agencies:"
    for agency in sheet.agencies:
        yield f"  - code: {quoted(agency.code)}"
        yield f"    name: {quoted(agency.name)}"
        if agency.peer:
            yield f"    peer: {quoted(agency.peer)}"
        yield "    facts:"
        for metric in rubric.metrics:
            fact = sheet.fact(agency.code, metric)
            if fact is not None:
                yield f"      {metric}: {fact_text(fact)}"


def fact_text(fact: Fact) -> str:
    return (
        f"{{value: {quoted(fact.text)}, origin: {fact.origin}, evidence: {quoted(fact.evidence)}}}"
        if fact.origin
        else f"{{value: {quoted(fact.text)}, evidence: {quoted(fact.evidence)}}}"
    )


def quoted(text: str) -> str:
    """JSON strings are YAML strings; Chinese stays readable."""
    return json.dumps(text, ensure_ascii=False)
