"""Nothing in the language is without its feature file, and no feature file speaks of what is not there."""

from collections.abc import Iterator

from pydantic import BaseModel

from shuheng.engines.rubric.formula.nodes import Arithmetic, Call, Compare, Logic, Node, Not
from shuheng.engines.rubric.formula.parse import FUNCTIONS
from shuheng.engines.rubric.metrics import KIND_WORDS
from shuheng.engines.rubric.rules import KINDS
from shuheng.files.yaml_source import parse_source
from tests.spec.language.features import feature, names, rubric_of, whole
from tests.spec.language.reference import MODELS, keys_of, sections

DESCRIBING = {"issuer", "file", "end", "layout", "cells", "mode", "anchor", "stages"}


def functions_in(node: Node) -> Iterator[str]:
    """The functions a formula calls, at any depth."""
    match node:
        case Call():
            yield node.function
            inner = node.items
        case Logic():
            inner = node.items
        case Arithmetic() | Compare():
            inner = (node.left, node.right)
        case Not():
            inner = (node.item,)
        case _:
            inner = ()
    for item in inner:
        yield from functions_in(item)


def written_keys(value: object) -> Iterator[str]:
    """Every key of plain YAML data, at any depth."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from written_keys(item)


def test_every_rule_kind_has_a_feature() -> None:
    """A new kind of rule brings its page of the manual."""
    used = {
        rule.kind
        for name in names()
        for leaf in rubric_of(name).indicators.values()
        for _, part in leaf.parts()
        for rule in part.all_rules()
    }
    assert used == set(KINDS)


def test_every_function_has_a_feature() -> None:
    """A new function brings its worked example."""
    used = {
        function
        for name in names()
        for leaf in rubric_of(name).indicators.values()
        for formula in leaf.all_formulas()
        for function in functions_in(formula.node)
    }
    assert used == set(FUNCTIONS)


def test_every_metric_kind_has_a_feature() -> None:
    """Each kind of fact is scored somewhere."""
    used = {metric.kind for name in names() for metric in rubric_of(name).metrics.values()}
    assert used == set(KIND_WORDS)


def test_every_key_that_scores_is_used() -> None:
    """Keys that only describe a document are in the reference table; all others have an example."""
    used = {
        key for name in names() for key in written_keys(parse_source(whole(feature(name).rubric), name).data)
    }
    rubric_models = [model for model in MODELS if model.__name__ not in ("Case", "Expectation")]
    known = {key for model in rubric_models for key in keys_of(model)}
    assert known - used == DESCRIBING


def test_every_key_is_explained() -> None:
    """The reference table names exactly the keys there are."""
    written = {name: set(section.keys) for name, section in sections().items()}
    assert written == {model.__name__: set(keys_of(model)) for model in MODELS}


def test_every_shape_below_the_head_is_in_the_reference() -> None:
    """A shape that a new key brings in is found by walking the head."""
    found: set[type[BaseModel]] = set()
    stack: list[type[BaseModel]] = [MODELS[0]]
    while stack:
        model = stack.pop()
        if model not in found:
            found.add(model)
            stack += [inner for field in model.model_fields.values() for inner in shapes_in(field.annotation)]
    told_beside = {"Late", "Axes", "QuotaGrade", "BandTable"}
    assert {model.__name__ for model in found} - told_beside <= {model.__name__ for model in MODELS}


def shapes_in(annotation: object) -> Iterator[type[BaseModel]]:
    """The shapes an annotation mentions, through unions, tuples and dicts."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from shapes_in(inner)
