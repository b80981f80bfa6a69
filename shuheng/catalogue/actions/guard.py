"""Who may act, and on what state of an entry."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import PERMISSIONS, allows
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.terms import EntryStatus
from shuheng.problems import Problem, ProblemsError

BATCH = 1_000


class ConflictError(ProblemsError):
    """Somebody else changed the entry meanwhile; `entry` is how it stands now."""

    def __init__(self, entry: CatalogueEntry, problem: Problem) -> None:
        super().__init__([problem])
        self.entry = entry


def demand(by: Visitor, permission: str, agency: Agency) -> None:
    """Refuse, in words, who may not do this in this agency."""
    if not allows(by, permission, agency):
        raise PermissionDenied(f"这里需要的权限：{PERMISSIONS[permission]}（{agency.name}）。")


def locked(number: int) -> CatalogueEntry:
    """The entry, kept from others until the transaction ends. `DoesNotExist` when there is none."""
    entries = CatalogueEntry.objects.select_for_update(of=("self",))
    return entries.select_related("agency", "provider", "source").get(pk=number)


def locked_many(numbers: Iterable[int]) -> list[CatalogueEntry]:
    """The entries in the order of their numbers, which keeps two such acts from waiting for one another."""
    wanted = sorted(set(numbers))
    entries = CatalogueEntry.objects.select_for_update(of=("self",)).defer("raw", "unmapped")
    entries = entries.select_related("agency", "provider").order_by("pk")
    batches = (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))
    return [entry for batch in batches for entry in entries.filter(pk__in=batch)]


def refuse_moved(entry: CatalogueEntry, version: int) -> None:
    """The act was decided on `version`; another may stand by now."""
    if entry.version != version:
        raise ConflictError(
            entry,
            Problem(
                "entry-moved",
                f"“{entry.title}”已被别人改过：您打开时是第 {version} 版，现在是第 {entry.version} 版。",
                hint="请对照现在的内容，确认后再保存。",
            ),
        )


def refuse_ended(entry: CatalogueEntry) -> None:
    if entry.status == EntryStatus.WITHDRAWN:
        raise refusal("entry-withdrawn", f"“{entry.title}”已于 {entry.ended} 撤销，不能再改。", "请先恢复。")


def refusal(code: str, message: str, hint: str = "") -> ProblemsError:
    """One reason for which an act does not happen."""
    return ProblemsError([Problem(code, message, hint=hint)])
