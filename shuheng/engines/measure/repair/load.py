"""Repairs from YAML text, and back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import yaml
from pydantic import ValidationError

from shuheng.engines.measure.repair.meaning import meaning_problems
from shuheng.engines.measure.repair.shape_errors import shape_problems
from shuheng.engines.measure.repair.shapes import RepairRules, Rule
from shuheng.files.yaml_source import Source, parse_source
from shuheng.problems import ProblemsError


def load_rules(
    text: str,
    name: str = "repair.yaml",
    *,
    columns: Collection[str] | None = None,
    lists: Collection[str] | None = None,
) -> RepairRules:
    """The rules of a YAML text; ProblemsError with all mistakes of one kind at once, each with its place.

    ``columns`` are those of the table and ``lists`` the code lists at hand; None leaves that to `repair`.
    """
    source = parse_source(text, name)
    if source.problems:
        raise ProblemsError(source.problems)
    rules = _shaped(source)
    problems = meaning_problems(rules, source, columns, lists)
    if problems:
        raise ProblemsError(sorted(problems, key=lambda problem: (problem.line, problem.column)))
    return rules


def rules_yaml(rules: RepairRules) -> str:
    """YAML text that `load_rules` reads back into equal rules."""
    data = {"name": rules.name, "rules": [_plain(rule) for rule in rules.rules]}
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)


def _plain(rule: Rule) -> dict[str, Any]:
    """The rule without what it does not say; lists of one stand as their member."""
    written = rule.model_dump(by_alias=True, exclude_defaults=True, mode="json")
    return {
        key: value[0] if isinstance(value, list) and len(value) == 1 else value
        for key, value in written.items()
    }


def _shaped(source: Source) -> RepairRules:
    try:
        return RepairRules.model_validate(source.data)
    except ValidationError as error:
        raise ProblemsError(shape_problems(error, source)) from error
