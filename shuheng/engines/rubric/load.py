"""From files to a Rubric: read, shape, resolve, check. Every mistake is reported at once, with its place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from shuheng.engines.rubric.check import Finding, check
from shuheng.engines.rubric.formula.analyse import Analyser
from shuheng.engines.rubric.metrics import Metric
from shuheng.engines.rubric.model import Group, Indicator, Place, Rubric
from shuheng.engines.rubric.problems import Problem, ProblemsError, did_you_mean
from shuheng.engines.rubric.scope import Scope
from shuheng.engines.rubric.shape_errors import shape_problems
from shuheng.engines.rubric.shapes import GroupShape, HeadShape, IncludeShape
from shuheng.engines.rubric.source import Source, read_source

HEAD = TypeAdapter(HeadShape)
INCLUDE = TypeAdapter(IncludeShape)


def load_rubric(folder: Path) -> Rubric:
    """Load ``folder/rubric.yaml`` and what it includes; raise ProblemsError with all mistakes."""
    rubric = _resolve(*_read(folder))
    errors = [problem for problem in check(rubric) if problem.severity == "error"]
    if errors:
        raise ProblemsError(errors)
    return rubric


def check_rubric(rubric: Rubric) -> tuple[Problem, ...]:
    """Warnings, contradictions and remarks of a rubric that could be loaded."""
    return tuple(check(rubric))


def _read(folder: Path) -> tuple[HeadShape, list[tuple[Source, IncludeShape]]]:
    head_source = read_source(folder / "rubric.yaml")
    problems: list[Problem] = list(head_source.problems)
    head = _shape(HEAD, head_source, problems)
    files: list[tuple[Source, IncludeShape]] = [(head_source, head)] if head is not None else []
    for name in _included(head_source):
        try:
            if "/" in name or "\\" in name or not name.endswith(".yaml"):
                raise ProblemsError(
                    [Problem("include-name", f"include 只能写同一文件夹里的 .yaml 文件，不是“{name}”。")]
                )
            source = read_source(folder / name)
        except ProblemsError as error:
            line_column = head_source.place(("include",))
            problems += [
                replace(p, line=p.line or line_column[0], file=p.file or "rubric.yaml")
                for p in error.problems
            ]
            continue
        problems += source.problems
        included = _shape(INCLUDE, source, problems)
        if included is not None:
            files.append((source, included))
    if problems or head is None:
        raise ProblemsError(problems)
    return head, files


def _included(source: Source) -> list[str]:
    names = source.data.get("include") if isinstance(source.data, dict) else None
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _shape(adapter: TypeAdapter[Any], source: Source, problems: list[Problem]) -> Any:
    try:
        return adapter.validate_python(source.data)
    except ValidationError as error:
        problems += shape_problems(error, source)
        return None


def _resolve(head: HeadShape, files: list[tuple[Source, IncludeShape]]) -> Rubric:
    metrics, metric_places, findings = _metrics(files)
    groups_of = [(source, group, index) for source, file in files for index, group in enumerate(file.groups)]
    classes = tuple(label for _, label in head.classes.at_least) if head.classes is not None else ()
    scope = Scope(metrics, {}, head.parameters, classes)
    groups = tuple(
        _group(group, 1, group.counted, scope, Place(source, ("groups", index)))
        for source, group, index in groups_of
    )
    indicators: dict[str, Indicator] = {}
    for indicator in (leaf for group in groups for leaf in group.leaves()):
        if indicator.code in indicators:
            findings.append(
                Finding(
                    "indicator-duplicate", f"指标代码“{indicator.code}”重复。", indicator.place.at("code")
                )
            )
        indicators[indicator.code] = indicator
    if findings:
        raise ProblemsError(finding.problem() for finding in findings)
    place = Place(files[0][0], ())
    digest = hashlib.sha256(
        json.dumps([source.data for source, _ in files], ensure_ascii=False, sort_keys=True).encode()
    ).hexdigest()
    return Rubric(head, digest, groups, indicators, metrics, scope, Analyser(scope), place, metric_places)


def _metrics(
    files: list[tuple[Source, IncludeShape]],
) -> tuple[dict[str, Metric], dict[str, Place], list[Finding]]:
    metrics: dict[str, Metric] = {}
    places: dict[str, Place] = {}
    codes: dict[str, str] = {}
    findings: list[Finding] = []
    for source, file in files:
        for path, declared in _metric_blocks(file):
            for title, metric in declared.items():
                place = Place(source, (*path, title))
                if title in metrics:
                    findings.append(
                        Finding("metric-duplicate", f"指标值“{title}”定义了两次。", place.at(key=True))
                    )
                if metric.code in codes and title not in metrics:
                    text = f"代码“{metric.code}”已用于“{codes[metric.code]}”，一个代码只能对应一个指标值。"
                    findings.append(Finding("metric-code-duplicate", text, place.at("code")))
                metrics[title], places[title] = metric, place
                codes[metric.code] = title
    for title, metric in metrics.items():
        if metric.within is not None and metric.within not in metrics:
            hint = did_you_mean(metric.within, metrics)
            text = f"within 所指的“{metric.within}”没有定义。{hint}"
            findings.append(Finding("metric-undefined", text, places[title].at("within")))
    return metrics, places, findings


def _metric_blocks(file: IncludeShape) -> Iterator[tuple[tuple[str | int, ...], dict[str, Metric]]]:
    yield ("metrics",), file.metrics
    stack: list[tuple[tuple[str | int, ...], GroupShape]] = [
        (("groups", index), group) for index, group in enumerate(file.groups)
    ]
    while stack:
        path, group = stack.pop(0)
        yield (*path, "metrics"), group.metrics
        for index, indicator in enumerate(group.indicators):
            yield (*path, "indicators", index, "metrics"), indicator.metrics
        stack += [((*path, "groups", index), inner) for index, inner in enumerate(group.groups)]


def _group(shape: GroupShape, level: int, counted: bool, scope: Scope, place: Place) -> Group:
    groups = tuple(
        _group(
            inner,
            level + 1,
            counted and inner.counted,
            scope,
            Place(place.source, (*place.path, "groups", index)),
        )
        for index, inner in enumerate(shape.groups)
    )
    indicators = []
    for index, leaf in enumerate(shape.indicators):
        local = replace(scope, formulas=leaf.formulas)
        where = Place(place.source, (*place.path, "indicators", index))
        indicators.append(Indicator(leaf, local, Analyser(local), shape.code, counted, where))
    return Group(shape, level, counted, groups, tuple(indicators), place)
