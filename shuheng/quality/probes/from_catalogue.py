"""API resources of the catalogue that nobody probes yet, and their registration in one go."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.models import Resource
from shuheng.catalogue.terms import EntryStatus
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.models import ProbedInterface
from shuheng.quality.probes.actions import add_interface
from shuheng.quality.probes.fields import DeclaredField, as_data
from shuheng.quality.probes.guard import Refusal, parsed
from shuheng.quality.probes.terms import Platform
from shuheng.quality.probes.wanted import Wanted
from shuheng.terms import AccessType, ResourceKind

OFFERED = (AccessType.UNCONDITIONAL.value, AccessType.CONDITIONAL.value)
LONGEST_TITLE = 300


@dataclass(frozen=True)
class Candidate:
    """A resource that could be probed on these platforms; `why_not` says in words why it cannot."""

    resource: Resource
    platforms: tuple[Platform, ...]
    why_not: str = ""

    @property
    def words(self) -> str:
        """The platforms in words."""
        return "、".join(one.title for one in self.platforms)

    @property
    def address(self) -> str:
        """Without the query, which may hold a key."""
        return self.resource.url.split("?", 1)[0]


def candidates(agencies: QuerySet[Agency]) -> tuple[Candidate, ...]:
    """API resources of these agencies' entries that are mounted and not registered on all their platforms."""
    resources = (
        Resource.objects.filter(
            kind=ResourceKind.API,
            unmounted=None,
            entry__agency__in=agencies,
            entry__status=EntryStatus.ACTIVE,
        )
        .select_related("entry__agency")
        .prefetch_related("entry__items")
        .order_by("entry__agency__path", "pk")
    )
    done: dict[int | None, set[str]] = {}
    known = ProbedInterface.objects.filter(resource__isnull=False).values_list("resource_id", "platform")
    for number, platform in known:
        done.setdefault(number, set()).add(platform)
    found = (candidate(one, done.get(one.pk, set())) for one in resources)
    return tuple(one for one in found if one.platforms or one.why_not)


def candidate(resource: Resource, done: set[str]) -> Candidate:
    """On which platforms a resource is offered and not registered yet; `done` are those on which it is."""
    entry = resource.entry
    offered = [
        platform
        for platform, kind in ((Platform.SHARING, entry.sharing_type), (Platform.OPENING, entry.open_type))
        if kind in OFFERED
    ]
    left = tuple(one for one in offered if one not in done)
    if not offered and not done:
        return Candidate(resource, (), "目录没有写共享类型和开放类型")
    try:
        parsed(resource.url)
    except Refusal:
        return Candidate(resource, (), "资源没有可用的地址") if left else Candidate(resource, ())
    return Candidate(resource, left)


def register(*, chosen: Iterable[int], agencies: QuerySet[Agency], by: Visitor) -> int:
    """Register the chosen resources (ids) on their platforms, all or nothing; how many interfaces were added.

    The information items of the entry become the declared fields. Raises `ProblemsError` interface-title where another
    interface has the title, interface-none where nothing was chosen.
    """
    wanted = set(chosen)
    found = [one for one in candidates(agencies) if one.resource.pk in wanted and one.platforms]
    if not found:
        raise ProblemsError([Problem("interface-none", "没有选择可以登记的资源。", hint="请至少勾选一项。")])
    added = 0
    with transaction.atomic():
        for one in found:
            for platform in one.platforms:
                add_interface(
                    wanted=wanted_of(one.resource, platform),
                    by=by,
                    resource=one.resource,
                    demo=one.resource.entry.demo,
                )
                added += 1
    return added


def wanted_of(resource: Resource, platform: Platform) -> Wanted:
    """The interface of a resource. Whether it has a volume query is known where the catalogue denies it."""
    entry = resource.entry
    title = (resource.title or entry.title)[:LONGEST_TITLE]
    taken = ProbedInterface.objects.filter(agency=entry.agency, platform=platform, title=title).exists()
    names = dict.fromkeys(item.field_name or item.name for item in entry.items.all())
    fields = tuple(DeclaredField(name, required=False) for name in names)
    values = {
        "title": f"{title[: LONGEST_TITLE - 20]}（{resource.pk}）" if taken else title,
        "platform": platform.value,
        "address": resource.url,
        "fields": as_data(fields),
        "volume_query": False if resource.volume_query is False else None,
    }
    return Wanted(entry.agency, values)
