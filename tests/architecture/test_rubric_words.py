"""Rubrics say each clause in words of their own: no sentence of a document stands in them.

Figures, codes and titles carry over. Compared are Chinese characters alone, so that other punctuation or a
line break does not hide a copy.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.places import ROOT, RUBRICS

LONGEST_COPY = 24
TITLES = {"title", "anchor", "issuer", "number", "file", "name"}
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def han(text: str) -> str:
    return "".join(HAN.findall(text))


def windows(text: str) -> set[str]:
    size = LONGEST_COPY + 1
    return {text[at : at + size] for at in range(len(text) - size + 1)}


@cache
def passages(documents: Path) -> frozenset[str]:
    return frozenset().union(
        *(windows(han(path.read_text(encoding="utf-8"))) for path in sorted(documents.glob("*.txt")))
    )


def words(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Every text of a YAML tree, keys included, but for titles."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from words(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from words(key)
            if key.value not in TITLES:
                yield from words(value)


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in RUBRICS.glob("*/rubric.yaml")))
def test_no_sentence_is_copied(folder: str, shared: Path) -> None:
    copied = [
        f"{path.relative_to(ROOT)}:{node.start_mark.line + 1}: {node.value[:60]}"
        for path in sorted((RUBRICS / folder).rglob("*.yaml"))
        for node in words(yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
        if windows(han(node.value)) & passages(shared / "documents")
    ]
    assert copied == []
