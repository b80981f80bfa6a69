"""The rule kinds: one class each, and this table. A new kind is one new class and one line here."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Tag, TypeAdapter

from shuheng.engines.rubric.rules.bands import Bands
from shuheng.engines.rubric.rules.base import Outcome, RuleBase
from shuheng.engines.rubric.rules.conditions import Condition, Deadline, Matrix
from shuheng.engines.rubric.rules.counts import Loss, Per, Proportional, Shortfall
from shuheng.engines.rubric.rules.group import Group
from shuheng.engines.rubric.rules.items import Checklist, Judgement, Levels
from shuheng.engines.rubric.rules.peers import Rank, ShareOfBest
from shuheng.engines.rubric.rules.quota import Quota

KINDS: dict[str, type[RuleBase]] = {
    "bands": Bands,
    "checklist": Checklist,
    "per": Per,
    "shortfall": Shortfall,
    "loss": Loss,
    "proportional": Proportional,
    "judgement": Judgement,
    "levels": Levels,
    "deadline": Deadline,
    "rank": Rank,
    "share_of_best": ShareOfBest,
    "quota": Quota,
    "condition": Condition,
    "matrix": Matrix,
    "group": Group,
}
COMMON_KEYS = tuple(RuleBase.model_fields)


def kind_of(value: Any) -> str | None:
    """Which kind a mapping is, by its one kind key."""
    if isinstance(value, RuleBase):
        return value.kind
    found = [kind for kind in KINDS if isinstance(value, dict) and kind in value]
    return found[0] if len(found) == 1 else None


Rule = Annotated[
    Annotated[Bands, Tag("bands")]
    | Annotated[Checklist, Tag("checklist")]
    | Annotated[Per, Tag("per")]
    | Annotated[Shortfall, Tag("shortfall")]
    | Annotated[Loss, Tag("loss")]
    | Annotated[Proportional, Tag("proportional")]
    | Annotated[Judgement, Tag("judgement")]
    | Annotated[Levels, Tag("levels")]
    | Annotated[Deadline, Tag("deadline")]
    | Annotated[Rank, Tag("rank")]
    | Annotated[ShareOfBest, Tag("share_of_best")]
    | Annotated[Quota, Tag("quota")]
    | Annotated[Condition, Tag("condition")]
    | Annotated[Matrix, Tag("matrix")]
    | Annotated[Group, Tag("group")],
    Discriminator(kind_of),
]

Group.model_rebuild(_types_namespace={"Rule": Rule})
RULE = TypeAdapter(Rule)
__all__ = ["COMMON_KEYS", "KINDS", "RULE", "Outcome", "Rule", "RuleBase", "kind_of"]
