"""From files to a Rubric: read, shape, resolve, check. Every mistake is reported at once, with its place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from shuheng.engines.rubric.check import Finding, check
from shuheng.engines.rubric.formula.analyse import Analyser
from shuheng.engines.rubric.metrics import Metric
from shuheng.engines.rubric.model import Group, Indicator, Place, Rubric
from shuheng.engines.rubric.scope import Scope
from shuheng.engines.rubric.shape_errors import shape_problems
from shuheng.engines.rubric.shapes import GroupShape, HeadShape, IncludeShape
from shuheng.files.yaml_source import Source, read_source
from shuheng.problems import Problem, ProblemsError, did_you_mean

HEAD = TypeAdapter(HeadShape)
INCLUDE = TypeAdapter(IncludeShape)


def load_rubric(folder: Path) -> Rubric:
    """Load ``folder/rubric.yaml`` and what it includes; raise ProblemsError with all mistakes."""
    files = _read(folder)
    rubric, findings = _resolve(*files)
    errors = [finding.problem() for finding in findings]
    errors += [problem for problem in check(rubric) if problem.severity == "error"]
    if errors:
        order = [source.file for source, _ in files[1]]
        raise ProblemsError(sorted(errors, key=lambda p: (order.index(p.file), p.line, p.column)))
    return rubric


def check_rubric(rubric: Rubric) -> tuple[Problem, ...]:
    """Warnings, contradictions and remarks of a rubric that could be loaded."""
    return tuple(check(rubric))


def _read(folder: Path) -> tuple[HeadShape, list[tuple[Source, IncludeShape]]]:
    head_source = read_source(folder / "rubric.yaml")
    problems: list[Problem] = []
    head = _shape(HEAD, HeadShape, head_source, problems)
    files: list[tuple[Source, IncludeShape]] = [(head_source, head)] if head is not None else []
    for index, name in enumerate(_included(head_source)):
        try:
            source = _read_included(folder, name, head_source.place(("include", index)))
        except ProblemsError as error:
            problems += error.problems
            continue
        included = _shape(INCLUDE, IncludeShape, source, problems)
        if included is not None:
            files.append((source, included))
    if problems or head is None:
        raise ProblemsError(problems)
    return head, files


def _read_included(folder: Path, name: str, place: tuple[int, int]) -> Source:
    """The included file; what is wrong with it as a whole is told where it is named."""
    line, column = place
    if "/" in name or "\\" in name or not name.endswith(".yaml"):
        message = f"include 只能写同一文件夹里的 .yaml 文件，不是“{name}”。"
        hint = "请把文件放进本文件夹，只写文件名。"
        problem = Problem("include-name", message, file="rubric.yaml", line=line, column=column, hint=hint)
        raise ProblemsError([problem])
    try:
        return read_source(folder / name)
    except ProblemsError as error:
        raise ProblemsError(
            p
            if p.line
            else replace(
                p, message=f"include 的“{name}”：{p.message}", file="rubric.yaml", line=line, column=column
            )
            for p in error.problems
        ) from error


def _included(source: Source) -> list[str]:
    names = source.data.get("include") if isinstance(source.data, dict) else None
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _shape(adapter: TypeAdapter[Any], shape: type[BaseModel], source: Source, problems: list[Problem]) -> Any:
    found = list(source.problems)
    try:
        return adapter.validate_python(source.data)
    except ValidationError as error:
        found += shape_problems(error, source, shape)
        return None
    finally:
        problems += sorted(found, key=lambda problem: (problem.line, problem.column))


def _resolve(head: HeadShape, files: list[tuple[Source, IncludeShape]]) -> tuple[Rubric, list[Finding]]:
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
                    "indicator-duplicate",
                    f"指标代码“{indicator.code}”重复。",
                    indicator.place.at("code"),
                    hint="每个指标一个代码，请改其中一个。",
                )
            )
        indicators[indicator.code] = indicator
    place = Place(files[0][0], ())
    digest = hashlib.sha256(
        json.dumps([source.data for source, _ in files], ensure_ascii=False, sort_keys=True).encode()
    ).hexdigest()
    rubric = Rubric(head, digest, groups, indicators, metrics, scope, Analyser(scope), place, metric_places)
    return rubric, findings


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
                        Finding(
                            "metric-duplicate",
                            f"指标值“{title}”定义了两次。",
                            place.at(key=True),
                            hint="请删去一处，或改名。",
                        )
                    )
                if metric.code in codes and title not in metrics:
                    text = f"代码“{metric.code}”已用于“{codes[metric.code]}”，一个代码只能对应一个指标值。请改其中一个。"
                    findings.append(Finding("metric-code-duplicate", text, place.at("code")))
                metrics[title], places[title] = metric, place
                codes[metric.code] = title
    for title, metric in metrics.items():
        if metric.within is not None and metric.within not in metrics:
            hint = did_you_mean(metric.within, metrics) or "请先在 metrics 里定义。"
            text = f"within 所指的“{metric.within}”没有定义。"
            findings.append(Finding("metric-undefined", text, places[title].at("within"), hint=hint))
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
