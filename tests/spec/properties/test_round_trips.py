"""What is written out reads back the same: fact sheets as YAML, formulas as text."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shuheng.engines.rubric import FactSheet, read_facts_yaml
from shuheng.engines.rubric.formula.evaluate import Evaluator
from shuheng.engines.rubric.formula.parse import parse_formula
from shuheng.engines.rubric.oracle import Oracle
from tests.spec.properties.rubrics import Written, rubrics
from tests.spec.properties.sheets import facts


def as_yaml(sheet: FactSheet) -> str:
    """The sheet as a fact file; JSON is YAML too."""
    agencies = []
    for agency in sheet.agencies:
        body: dict[str, Any] = {"code": agency.code, "name": agency.name}
        body |= {key: v for key, v in (("peer", agency.peer), ("class", agency.class_name)) if v is not None}
        for key, found in (("facts", sheet.facts), ("previous", sheet.previous)):
            body[key] = {m: {"value": f.text} for (code, m), f in found.items() if code == agency.code}
        agencies.append(body)
    return json.dumps({"id": sheet.id, "period": sheet.period, "agencies": agencies}, ensure_ascii=False)


@given(st.data(), rubrics())
def test_fact_sheets(data: st.DataObject, written: Written) -> None:
    sheet = data.draw(facts(written.rubric)).sheet()
    with TemporaryDirectory() as folder:
        path = Path(folder, "facts.yaml")
        path.write_text(as_yaml(sheet), encoding="utf-8")
        again = read_facts_yaml(written.rubric, path)
    assert (again.agencies, again.facts, again.previous) == (sheet.agencies, sheet.facts, sheet.previous)
    assert again.hash == sheet.hash


@given(st.data(), rubrics())
def test_formulas(data: st.DataObject, written: Written) -> None:
    sheet = data.draw(facts(written.rubric)).sheet()
    oracle = Oracle(written.rubric, sheet)
    for leaf in written.rubric.indicators.values():
        evaluator: Evaluator = oracle.evaluator(sheet.agencies[0], leaf)
        for formula in leaf.all_formulas():
            again = parse_formula(str(formula))
            assert str(again) == str(formula)
            if leaf.analyser.info(formula.node).type in ("number", "bool"):
                assert evaluator.value(again.node) == evaluator.value(formula.node)
