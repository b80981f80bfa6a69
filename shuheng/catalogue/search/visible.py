"""Which entries somebody may know of: what is open to the public, what is published, what lies in their agencies."""

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.models import CatalogueEntry
from shuheng.catalogue.search.documents import OPEN
from shuheng.catalogue.search.marks import mark, marks
from shuheng.catalogue.terms import EntryStatus

READ = "catalogue.read"
PUBLIC = (mark("visible", "public"),)


def may_see(visitor: Visitor, entry: CatalogueEntry) -> bool:
    """Whether this one entry may be shown: `visible_terms` says the same of all of them."""
    if entry.published and entry.open_type in OPEN and entry.status == EntryStatus.ACTIVE:
        return True
    return (entry.published and allows(visitor, READ)) or allows(visitor, READ, entry)


def visible_terms(visitor: Visitor) -> tuple[str, ...] | None:
    """One of these terms an entry must have; None: every entry may be seen."""
    if not allows(visitor, READ):
        return PUBLIC
    if visitor.is_operator or visitor.is_system_admin:
        return None
    agencies = list(reachable(visitor, READ).order_by("pk").values_list("pk", flat=True))
    if len(agencies) == Agency.objects.count():
        return None
    return (mark("visible", "published"), *marks("agency", agencies))
