"""Fact sheets as JSON and back: agencies and raw texts, checked again by the engine when they return."""

from typing import Any

from shuheng.engines.rubric import Agency, FactRow, FactSheet, Rubric, build_sheet

PREVIOUS = "上年"
Json = dict[str, Any]


def sheet_json(sheet: FactSheet) -> Json:
    """Everything the sheet says, facts in one order whatever order they came in."""
    return {
        "id": sheet.id,
        "title": sheet.title,
        "period": sheet.period,
        "demo": sheet.demo,
        "agencies": [
            {"code": one.code, "name": one.name, "peer": one.peer, "class": one.class_name}
            for one in sheet.agencies
        ],
        "facts": fact_rows(sheet.facts),
        "previous": fact_rows(sheet.previous),
    }


def fact_rows(facts: Any) -> list[list[str]]:
    """Agency, metric, text, origin and evidence of every fact."""
    return [
        [agency, metric, fact.text, fact.origin or "", fact.evidence]
        for (agency, metric), fact in sorted(facts.items(), key=lambda pair: pair[0])
    ]


def sheet_of(rubric: Rubric, kept: Json) -> FactSheet:
    """The sheet as the engine's object."""
    rows = [fact_row(row, "") for row in kept["facts"]] + [
        fact_row(row, PREVIOUS) for row in kept["previous"]
    ]
    agencies = [Agency(one["code"], one["name"], one["peer"], one["class"]) for one in kept["agencies"]]
    return build_sheet(
        rubric,
        rows,
        sheet_id=kept["id"],
        title=kept["title"],
        period=kept["period"],
        demo=kept["demo"],
        agencies=agencies,
    )


def fact_row(row: list[str], period: str) -> FactRow:
    agency, metric, text, origin, evidence = row
    return FactRow(agency, metric, text, period=period, origin=origin, evidence=evidence)
