"""The field's vocabulary: closed lists of values with their Chinese titles, the same in every room and engine.

Codes are stored and exchanged; titles are shown. Source: 政务信息资源目录编制指南 (core metadata) and the Guangxi
assessment of 2021, B2-1 (lists and the twelve steps), C1-1, C2 (kinds of resources, update).
"""

from shuheng.terms.catalogue import (
    AccessType,
    Grade,
    LibraryKind,
    LifecycleStep,
    ResourceKind,
    UpdateCycle,
)
from shuheng.terms.term import Term

__all__ = ["AccessType", "Grade", "LibraryKind", "LifecycleStep", "ResourceKind", "Term", "UpdateCycle"]
