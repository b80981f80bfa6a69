"""What was found, counted for facts: Suqian 2022 takes points per find, Guangxi 2021 per data set found."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shuheng.accounts.models import Agency
from shuheng.quality.models import SampledThing, SampleFinding
from shuheng.quality.sampling.terms import FindingKind

METRICS = {
    "quality.spotcheck_stale": FindingKind.STALE,
    "quality.spotcheck_incomplete": FindingKind.INCOMPLETE,
    "quality.spotcheck_low_volume": FindingKind.LOW_VOLUME,
}


@dataclass(frozen=True)
class FindingCounts:
    """Of one agency with those under it: things drawn, how many of them were checked, finds by kind.

    `counts` is None as long as a thing that was drawn is not checked: then nobody knows how many there will be.
    """

    drawn: int
    checked: int
    counts: dict[FindingKind, int] | None


def findings(agencies: Iterable[Agency], start: date, end: date) -> dict[int, FindingCounts | None]:
    """By the id of the agency, over draws of these days (both included) that stand; None where nothing was drawn.

    What several draws find in one thing counts each time, as the documents count per find.
    """
    drawn = SampledThing.objects.filter(
        draw__day__gte=start, draw__day__lte=end, draw__voided=None
    ).select_related("agency")
    kinds: dict[int, Counter[str]] = {}
    for thing, kind in SampleFinding.objects.filter(thing__in=drawn).values_list("thing", "kind"):
        kinds.setdefault(thing, Counter())[kind] += 1
    listed = [(one.agency.path, one.checked is not None, kinds.get(one.pk, Counter())) for one in drawn]
    found: dict[int, FindingCounts | None] = {}
    for agency in agencies:
        own = [one for one in listed if one[0].startswith(agency.path)]
        checked = sum(1 for _, is_checked, _ in own if is_checked)
        counts: Counter[str] = sum((one[2] for one in own), Counter())
        by_kind = {kind: counts[kind] for kind in FindingKind}
        known = by_kind if checked == len(own) else None
        found[agency.pk] = FindingCounts(len(own), checked, known) if own else None
    return found
