"""The shipped registers supply what the six rubrics ask of registers: each metric once, with its kind, unit and bounds."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # brings no types

from shuheng.engines.rubric import Metric as RubricMetric
from shuheng.engines.rubric import indicator_metrics, load_rubric
from shuheng.registers.declare import (
    Declaration,
    Metric,
    json_schema,
    kind_of,
    metric_of,
    shipped,
    supplied,
    unit_of,
)
from shuheng.registers.declare.load import SHIPPED
from shuheng.rubrics import FOLDER
from tests.spec.registers.manual import SCHEMA

RUBRICS = {path.parent.name: load_rubric(path.parent) for path in sorted(FOLDER.glob("*/rubric.yaml"))}
BY_ACCOUNTS = "registers/agencies"
"""Answered by the agencies themselves: population, and which of them must keep a catalogue."""
JUDGED_WHOLES = {"compliance.cloud_problems", "compliance.network_problems"}
"""Wholes that reviewers establish; the register's part is checked against its own number of problems found."""
SAME_ROW = {("licence.lowest_type_gathered", "licence.lowest_type_due")}
"""Part and whole of one and the same row, held by a check."""
LONGEST_RUN = 25
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True)
class Asked:
    """A metric as a rubric asks for it."""

    rubric: str
    title: str
    metric: RubricMetric
    within: str | None


def asked() -> Iterator[Asked]:
    """Every metric of the six rubrics."""
    for name, rubric in RUBRICS.items():
        metrics = rubric.metrics
        for title, metric in metrics.items():
            within = None if metric.within is None else metrics[metric.within].code
            yield Asked(name, title, metric, within)


ASKED = tuple(asked())
OF_REGISTERS = {
    one.metric.code
    for one in ASKED
    if one.metric.supply.startswith("registers/") and one.metric.supply != BY_ACCOUNTS
}


def of_register(code: str) -> tuple[Declaration, str, Metric]:
    """The register, the title and the metric with this code."""
    declaration = shipped()[supplied(shipped().values())[code]]
    found = next((title, one) for title, one in declaration.metrics.items() if one.code == code)
    return declaration, *found


def answered() -> list[Asked]:
    """What the rubrics ask and a register supplies."""
    codes = supplied(shipped().values())
    return [one for one in ASKED if one.metric.code in codes]


def test_six_rubrics_ask_for_many_metrics_of_registers() -> None:
    assert len(RUBRICS) == 6
    assert len(OF_REGISTERS) == 234


def test_every_metric_asked_of_registers_is_supplied_once() -> None:
    codes = [metric.code for one in shipped().values() for metric in one.metrics.values()]
    assert len(codes) == len(set(codes))
    assert OF_REGISTERS - set(codes) == set()


def test_no_register_supplies_what_no_rubric_asks() -> None:
    assert set(supplied(shipped().values())) - {one.metric.code for one in ASKED} == set()


def test_no_register_supplies_a_judgement() -> None:
    judged = {one.metric.code for one in answered() if one.metric.origin == "judged"}
    assert judged & OF_REGISTERS == set()


@pytest.mark.parametrize("one", answered(), ids=lambda one: f"{one.rubric}:{one.metric.code}")
def test_title_kind_and_unit_are_those_of_the_rubric(one: Asked) -> None:
    declaration, title, metric = of_register(one.metric.code)
    found = (title, kind_of(declaration, metric), unit_of(declaration, metric))
    assert found == (one.title, one.metric.kind, one.metric.unit)


def test_amounts_and_ratios_keep_no_more_decimals_than_the_rubric() -> None:
    for one in answered():
        declaration, _, metric = of_register(one.metric.code)
        match kind_of(declaration, metric):
            case "ratio":
                assert metric.digits <= one.metric.digits
            case "amount" | "list":
                field = declaration.fields[str(metric.field)]
                assert (metric.digits if metric.take == "mean" else field.digits) <= one.metric.digits


def test_values_cannot_pass_the_bounds_of_the_rubric() -> None:
    bounded = {one.metric.code: one.metric.max for one in answered() if one.metric.max is not None}
    assert bounded
    for code, most in bounded.items():
        declaration, _, metric = of_register(code)
        field = declaration.fields[str(metric.field)]
        assert most == (
            MONTHS_OF_A_YEAR if metric.take == "distinct" and field.type == "month" else field.max
        ), code


@pytest.mark.parametrize(
    "one", [one for one in answered() if one.within is not None], ids=lambda one: one.metric.code
)
def test_a_part_can_never_exceed_its_whole(one: Asked) -> None:
    declaration, _, metric = of_register(one.metric.code)
    within = str(one.within)
    if within in JUDGED_WHOLES or (metric.code, within) in SAME_ROW:
        assert any(check.part == metric.field for check in declaration.checks)
        return
    narrowed, whole = narrowing(declaration, metric), metric_of(declaration, within)
    assert within in narrowed
    if metric.take == "sum" and metric.field != whole.field:
        assert (metric.field, whole.field) in {(check.part, check.whole) for check in declaration.checks}
    else:
        assert metric.take == whole.take


def narrowing(declaration: Declaration, metric: Metric) -> list[str]:
    """The metrics whose rows this one narrows, nearest first."""
    found: list[str] = []
    while metric.of is not None:
        found.append(metric.of)
        metric = metric_of(declaration, metric.of)
    return found


def test_sources_name_the_indicators_that_read_the_metrics() -> None:
    read = {
        (name, metric): indicator.code
        for name, rubric in RUBRICS.items()
        for indicator in rubric.indicators.values()
        for metric in indicator_metrics(rubric, indicator)
    }
    for code, declaration in shipped().items():
        found: dict[str, set[str]] = {}
        for one in answered():
            if supplied([declaration]).get(one.metric.code):
                found.setdefault(one.rubric, set()).add(read[one.rubric, one.title])
        assert {rubric: set(places) for rubric, places in declaration.sources.items()} == found, code


def test_registers_stand_in_files_of_their_names_and_fit_the_schema() -> None:
    validator = Draft202012Validator(json_schema())
    for path in sorted(SHIPPED.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert [error.message for error in validator.iter_errors(data)] == [], path.name
        assert data["code"] == path.stem
    assert not validator.is_valid({"code": "x"})


def test_the_published_schema_is_not_stale() -> None:
    written = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert written == json_schema(), "run: python -m tests.spec.registers.manual --write"


def test_no_sentence_of_a_document_is_copied(shared: Path) -> None:
    said = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SHIPPED.glob("*.yaml")))
    runs = re.findall(rf"[^\s{{}}\[\]:,]{{{LONGEST_RUN},}}", said)
    parts = {run[at : at + LONGEST_RUN] for run in runs for at in range(len(run) - LONGEST_RUN + 1)}
    for path in sorted((shared / "documents").glob("*.txt")):
        document = re.sub(r"\s+", "", path.read_text(encoding="utf-8", errors="replace"))
        assert [part for part in sorted(parts) if part in document] == [], path.name
