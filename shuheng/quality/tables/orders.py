"""Which tables a run is to measure: some, an agency's with those below it, a library's, or all."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from shuheng.accounts.models import Agency
from shuheng.catalogue.models import DataLibrary
from shuheng.jobs.progress import Json
from shuheng.quality.models import DataTable
from shuheng.quality.tables.codes import refused

LEAST_EVERY, MOST_EVERY = 2, 100_000


@dataclass(frozen=True)
class TableOrder:
    """Exactly one of `tables`, `agency`, `library` narrows the order; none of them means all tables.

    `every` reads only each so-many-th row; None reads them all. `within` bounds an order of all or of a library to
    the agencies that the asking person may measure (None: no bound).
    """

    as_of: date
    tables: tuple[int, ...] = ()
    agency: Agency | None = None
    library: DataLibrary | None = None
    every: int | None = None
    within: tuple[int, ...] | None = None

    @property
    def title(self) -> str:
        """The order in words."""
        what = "全部数据表"
        if self.tables:
            what = f"{len(self.tables)} 张表"
        elif self.agency is not None:
            what = self.agency.name
        elif self.library is not None:
            what = self.library.name
        sampled = f"，每 {self.every} 行抽 1 行" if self.every else ""
        return f"表计量：{what}（{self.as_of.isoformat()}{sampled}）"

    def plain(self) -> dict[str, Json]:
        """The order as a run keeps it."""
        return {
            "tables": list(self.tables),
            "agency": self.agency.code if self.agency else None,
            "library": self.library.pk if self.library else None,
        }


def tables_of(order: TableOrder) -> QuerySet[DataTable]:
    """The tables in force that the order means. ProblemsError where there are none or the order is no order."""
    if sum((bool(order.tables), order.agency is not None, order.library is not None)) > 1:
        raise refused("run-order")
    if order.every is not None and not LEAST_EVERY <= order.every <= MOST_EVERY:
        raise refused("run-sample", f"写的是 {order.every}", field="every")
    found = DataTable.objects.filter(archived=None)
    if order.tables:
        found = found.filter(pk__in=order.tables)
    elif order.agency is not None:
        found = found.filter(agency__path__startswith=order.agency.path)
    elif order.library is not None:
        found = found.filter(entry__libraries=order.library)
    if order.within is not None:
        found = found.filter(agency__in=order.within)
    if not found.exists():
        raise refused("run-nothing")
    return found
