"""A mapping from YAML text, or one of those the house brings along."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import ValidationError

from shuheng.engines.harvest.mapping.meaning import meaning_problems
from shuheng.engines.harvest.mapping.shape_errors import shape_problems
from shuheng.engines.harvest.mapping.shapes import Mapping
from shuheng.files.yaml_source import Source, parse_source
from shuheng.problems import ProblemsError

FOLDER = Path(__file__).resolve().parent.parent / "builtin"
BUILTIN = ("ckan", "datajson", "dcat")


def load_mapping(text: str, name: str = "mapping.yaml") -> Mapping:
    """The mapping of a YAML text; raises ProblemsError with all mistakes of one kind at once, each with its place."""
    source = parse_source(text, name)
    if source.problems:
        raise ProblemsError(source.problems)
    mapping = _shaped(source)
    problems = meaning_problems(mapping, source)
    if problems:
        raise ProblemsError(sorted(problems, key=lambda problem: (problem.line, problem.column)))
    return mapping


@cache
def builtin(profile: str) -> Mapping:
    """The mapping for 'ckan', 'datajson' or 'dcat'."""
    return load_mapping((FOLDER / f"{profile}.yaml").read_text(encoding="utf-8"), f"{profile}.yaml")


def _shaped(source: Source) -> Mapping:
    try:
        return Mapping.model_validate(source.data)
    except ValidationError as error:
        raise ProblemsError(shape_problems(error, source)) from error
