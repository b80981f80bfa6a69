"""Agencies by dimensions: in how many of the measured tables a dimension shows no issue. Counts of tables, never a mean."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet, Subquery
from django.urls import reverse
from django.utils.http import urlencode

from shuheng.accounts.reach import reachable
from shuheng.accounts.visitors import Visitor
from shuheng.catalogue.models import DataLibrary
from shuheng.engines.measure.tables import Dimension
from shuheng.engines.rubric.exact import percent
from shuheng.quality.models import DataTable, TableResult
from shuheng.quality.tables.queries.cells import band_of
from shuheng.quality.tables.queries.listing import newest
from shuheng.quality.tables.summary import verdict_in
from shuheng.quality.tables.terms import ResultState


@dataclass(frozen=True)
class MatrixCell:
    """`clean` of `tables` whose figures of this dimension are known; no table known: unknown."""

    clean: int
    tables: int
    link: str

    @property
    def known(self) -> bool:
        return self.tables > 0

    @property
    def share(self) -> str:
        return percent(Fraction(self.clean, self.tables)) if self.tables else ""

    @property
    def band(self) -> str:
        """How dark: by the share of tables with an issue."""
        return band_of(Fraction(self.tables - self.clean, self.tables)) if self.tables else ""


@dataclass(frozen=True)
class MatrixRow:
    """One agency's own tables, or the tables of one library."""

    name: str
    link: str
    tables: int
    measured: int
    sampled: int
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class MatrixPage:
    """`agencies` and `libraries` are tables of the same shape: title of the first column, and rows."""

    dimensions: tuple[Dimension, ...]
    agencies: tuple[MatrixRow, ...]
    libraries: tuple[MatrixRow, ...]


def matrix_page(visitor: Visitor) -> MatrixPage:
    """Agencies with tables of their own, and libraries whose entries have tables, as the newest measurings found them."""
    readable = reachable(visitor, "quality.read")
    tables = DataTable.objects.filter(agency__in=readable, archived=None).annotate(
        measured_id=Subquery(newest(ResultState.MEASURED).values("pk")[:1])
    )
    by_agency, by_library = grouped(tables, "agency"), grouped(tables, "entry__libraries")
    ids = {one for results in by_agency.values() for one in results if one}
    found = {one.pk: one for one in TableResult.objects.filter(pk__in=ids).select_related("run")}
    libraries = DataLibrary.objects.filter(pk__in=by_library)
    return MatrixPage(
        dimensions=tuple(Dimension),
        agencies=tuple(
            row_of(one.name, {"agency": one.code}, by_agency[one.pk], found)
            for one in readable
            if one.pk in by_agency
        ),
        libraries=tuple(
            row_of(one.name, {"library": str(one.pk)}, by_library[one.pk], found) for one in libraries
        ),
    )


def grouped(tables: QuerySet[DataTable], field: str) -> dict[int, list[int | None]]:
    """The newest results of tables by what `field` names; None for a table that was never measured."""
    found: dict[int, list[int | None]] = defaultdict(list)
    for group, result in tables.values_list(field, "measured_id"):
        if group is not None:
            found[group].append(result)
    return found


def row_of(
    name: str, address: dict[str, str], own: list[int | None], found: dict[int, TableResult]
) -> MatrixRow:
    results = [found[one] for one in own if one]
    return MatrixRow(
        name=name,
        link=f"{reverse('data-tables')}?{urlencode(address)}",
        tables=len(own),
        measured=len(results),
        sampled=sum(one.run.sample_every is not None for one in results),
        cells=tuple(cell_of(address, dimension, results) for dimension in Dimension),
    )


def cell_of(address: dict[str, str], dimension: Dimension, results: list[TableResult]) -> MatrixCell:
    verdicts = [verdict for one in results if (verdict := verdict_in(one.summary, dimension.value))]
    clean = sum(not faulty for _, faulty in verdicts)
    link = urlencode({**address, "dimension": dimension.value})
    return MatrixCell(clean, len(verdicts), f"{reverse('data-tables')}?{link}")
