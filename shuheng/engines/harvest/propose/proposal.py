"""What is proposed, how sure it is and why; a person confirms it, or `--accept` does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shuheng.engines.harvest.mapping.shapes import Mapping
from shuheng.engines.harvest.mapping.write import mapping_yaml

Confidence = Literal["high", "medium", "low"]
CONFIDENCE_WORDS: dict[Confidence, str] = {"high": "把握大", "medium": "把握中等", "low": "把握小"}


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another field of the source that might fill the same target."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class FieldProposal:
    """One target: the fields of the source that fill it, the reason in Chinese, and what values become.

    ``examples`` pairs a value as written with the value it becomes ('未知' where it cannot be read).
    """

    target: str
    title: str
    sources: tuple[str, ...]
    confidence: Confidence
    reason: str
    examples: tuple[tuple[str, str], ...]
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftField:
    """A field of the source left out of the proposal: records that have it, why, and examples."""

    field: str
    records: int
    reason: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole mapping with its reasons. ``personal`` fields hold contacts and are never kept.

    ``records`` is the number of records looked at; without a proposal for the title ``mapping`` cannot be used.
    """

    mapping: Mapping
    fields: tuple[FieldProposal, ...]
    key_reason: str
    left: tuple[LeftField, ...] = ()
    personal: tuple[str, ...] = ()
    records: int = 0

    @property
    def usable(self) -> bool:
        """Whether the title is among what is proposed."""
        return "title" in self.mapping.fields

    def to_yaml(self) -> str:
        """YAML that `load_mapping` reads back into `mapping`, with the reasons as remarks above it."""
        remarks = [
            f"# {item.title}（{item.target}）← {'、'.join(item.sources)}：{CONFIDENCE_WORDS[item.confidence]}，{item.reason}"
            for item in self.fields
        ]
        left = [f"# 未映射：{item.field}（{item.records} 条有此字段），{item.reason}" for item in self.left]
        lines = [f"# 标识：{self.key_reason}", *remarks, *left]
        return "".join(f"{_remark(line)}\n" for line in lines) + mapping_yaml(self.mapping)


def _remark(line: str) -> str:
    """One line that YAML can carry, whatever stands in the values it shows."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in line).split())
