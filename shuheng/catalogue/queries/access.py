"""Who may see the inside of an entry: drafts, history, life cycle, the raw record."""

from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.models import CatalogueEntry


def may_read(entry: CatalogueEntry, visitor: Visitor) -> bool:
    """Whether the visitor works with this entry; what anybody may see of it is `search.visible.may_see`."""
    return allows(visitor, "catalogue.read", entry.agency)
