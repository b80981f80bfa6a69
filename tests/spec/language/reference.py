"""Every key of the language, from the shapes themselves; the words beside them are in ``keys.yaml``."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, TypeAdapter

from shuheng.engines.rubric import shapes
from shuheng.engines.rubric.cases import Case, Expectation
from shuheng.engines.rubric.fields import Shape
from shuheng.engines.rubric.metrics import Metric
from shuheng.engines.rubric.rules import KINDS, RuleBase
from shuheng.engines.rubric.scope import Parameter
from shuheng.files.yaml_source import parse_source
from tests.spec.language.features import HERE

MODELS: tuple[type[BaseModel], ...] = (
    shapes.HeadShape,
    shapes.Document,
    shapes.Period,
    shapes.Stage,
    shapes.Rounding,
    shapes.Classes,
    shapes.Peers,
    Parameter,
    shapes.Declares,
    shapes.Statement,
    shapes.Total,
    shapes.FixedTotal,
    shapes.Gate,
    shapes.Grades,
    shapes.Note,
    Metric,
    shapes.GroupShape,
    shapes.IndicatorShape,
    shapes.Part,
    RuleBase,
    *KINDS.values(),
    Case,
    Expectation,
)


class Section(Shape):
    """The words of one shape: its Chinese title, and what each of its keys means."""

    title: str
    keys: dict[str, str]


@cache
def sections() -> dict[str, Section]:
    """``keys.yaml`` by the name of the shape."""
    source = parse_source((HERE / "keys.yaml").read_text(encoding="utf-8"), "keys.yaml")
    assert not source.problems
    return TypeAdapter(dict[str, Section]).validate_python(source.data)


def keys_of(model: type[BaseModel]) -> dict[str, bool]:
    """The keys one writes for a shape, and whether each must be written; common keys of rules stand apart."""
    titled = model in (Metric, Parameter)
    return {
        field.alias or name: field.is_required() and not (titled and name == "title")
        for name, field in model.model_fields.items()
        if model is RuleBase or not (issubclass(model, RuleBase) and name in RuleBase.model_fields)
    }
