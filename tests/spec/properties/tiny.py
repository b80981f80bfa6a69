"""Rubrics of one indicator, written in a line, for the traps of exact arithmetic."""

import json
from fractions import Fraction

from shuheng.engines.rubric import FactRow, FactSheet, build_sheet
from tests.spec.properties.cells import differences, fast_cells, slow_cells
from tests.spec.properties.draft import Body
from tests.spec.properties.rubrics import Written, written

CLAUSE = {"clause": "基础.1", "says": "示例"}


def tiny_text(metrics: dict[str, Body], rule: Body, total: str = "基础 - 扣分 + 加分") -> str:
    """The text of a rubric with one rule."""
    declared = {
        name: {"code": f"m.k{n}", "origin": "reported", "supply": "portal"} | body
        for n, (name, body) in enumerate(metrics.items())
    }
    notes = [{"kind": "decision", "text": "示例", "accepts": ["cap-unreachable"]}]
    part = {"max": "10", "rules": [rule | CLAUSE]}
    indicator = {"code": "A1", "title": "指标", "base": part, "notes": notes}
    body: Body = {"rubric": "tiny", "title": "示例", "version": "1", "assessed": "区县"}
    body |= {"document": {"title": "示例"}, "not_applicable": "drop", "total": {"formula": total}}
    body["period"] = {"kind": "year", "name": "2021", "from": "2021-01-01", "to": "2021-12-31"}
    body |= {"metrics": declared, "groups": [{"code": "A", "title": "甲组", "indicators": [indicator]}]}
    return json.dumps(body, ensure_ascii=False)


def tiny(metrics: dict[str, Body], rule: Body, total: str = "基础 - 扣分 + 加分") -> Written:
    """A rubric with one rule."""
    return written(tiny_text(metrics, rule, total))


def sheet_of(made: Written, *agencies: dict[str, str]) -> FactSheet:
    """A fact sheet with one agency for each table of facts."""
    rows = [
        FactRow(f"u{number}", title, text)
        for number, facts in enumerate(agencies)
        for title, text in facts.items()
    ]
    return build_sheet(made.rubric, rows)


def totals(made: Written, *agencies: dict[str, str]) -> list[Fraction]:
    """The total of every agency, after both engines were found to agree in every cell."""
    sheet = sheet_of(made, *agencies)
    fast = fast_cells(made.plan(), sheet)
    assert differences(fast, slow_cells(made.rubric, sheet)) == []
    assert [row["total:low"] for row in fast] == [row["total:high"] for row in fast]
    return [row["total:low"] for row in fast]
