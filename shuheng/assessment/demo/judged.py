"""What reviewers would say of the demonstration city (演示数据): a judged fact for every metric that people judge."""

from __future__ import annotations

from shuheng.assessment.demo.province import MARK, demo_sheet
from shuheng.engines.rubric import Rubric

CITY = 2  # the demonstration city is judged as the third city of the province


def judged_facts(rubric: Rubric) -> dict[str, str]:
    """Metric code -> value as text. Metrics that are part of a measured whole are left out: no reviewer has seen it."""
    sheet = demo_sheet(rubric)
    agency = sheet.agencies[CITY].code
    found: dict[str, str] = {}
    for title, metric in rubric.metrics.items():
        fact = sheet.facts.get((agency, title))
        if metric.origin == "judged" and metric.within is None and fact is not None:
            found[metric.code] = fact.text
    return found


WHY = f"{MARK}：评审意见由程序生成。"
