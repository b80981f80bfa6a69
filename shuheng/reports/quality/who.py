"""For which agencies a visitor may take a report away: it speaks of all below, so all below must be open to him."""

from __future__ import annotations

from shuheng.accounts.models import Agency
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor

READ = "quality.read"


def reportable(visitor: Visitor) -> tuple[Agency, ...]:
    """In the order of the tree."""
    there = list(Agency.objects.order_by("path"))
    readable = set(reachable(visitor, READ).values_list("pk", flat=True))
    barred = {above for one in there if one.pk not in readable for above in one.path_ids}
    return tuple(one for one in there if one.pk not in barred)
