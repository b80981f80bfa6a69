"""Random checks of a month: what was drawn, looked at and found."""

from __future__ import annotations

from django.db.models import Count

from shuheng.accounts.models import Agency
from shuheng.quality.models import SampledThing, SampleFinding
from shuheng.quality.monthly.model import FindingLine, Sampling
from shuheng.quality.monthly.month import Month
from shuheng.quality.monthly.results import in_month
from shuheng.quality.sampling.terms import FindingKind


def sampling_of(agency: Agency, month: Month) -> Sampling | None:
    """None where nothing of the agency or of those below it was drawn; voided draws do not count."""
    drawn = SampledThing.objects.filter(
        agency__path__startswith=agency.path, draw__day__range=in_month(month), draw__voided=None
    )
    counts = drawn.aggregate(draws=Count("draw", distinct=True), drawn=Count("pk"), checked=Count("checked"))
    if not counts["drawn"]:
        return None
    found = (
        SampleFinding.objects.filter(thing__in=drawn)
        .order_by()
        .values_list("thing__agency__path", "thing__agency__name", "kind")
        .annotate(count=Count("pk"))
        .order_by("thing__agency__path", "kind")
    )
    lines = tuple(FindingLine(name, FindingKind.titles()[kind], count) for _, name, kind, count in found)
    return Sampling(counts["draws"], counts["drawn"], counts["checked"], lines)
