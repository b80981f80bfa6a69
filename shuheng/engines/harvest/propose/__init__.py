"""A mapping proposed for a list nobody has mapped: from the names of its fields and from their values."""

from shuheng.engines.harvest.propose.proposal import (
    Alternative,
    Confidence,
    FieldProposal,
    LeftField,
    Proposal,
)
from shuheng.engines.harvest.propose.propose import propose

__all__ = ["Alternative", "Confidence", "FieldProposal", "LeftField", "Proposal", "propose"]
