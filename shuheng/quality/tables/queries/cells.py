"""One number as pages show it: how many of how many, the share, and how dark its square is."""

from dataclasses import dataclass
from fractions import Fraction

from shuheng.engines.measure.tables import TableMeasure, Tells
from shuheng.engines.rubric.exact import percent
from shuheng.quality.models import ResultFigure
from shuheng.quality.tables.summary import Total

BANDS = (Fraction(0), Fraction(1, 100), Fraction(1, 10), Fraction(3, 10), Fraction(6, 10))


@dataclass(frozen=True)
class Cell:
    """`main` is the number as written; `share` the percentage, empty where there is no whole; `band` 0 to 5, or none."""

    main: str = ""
    ratio: str = ""
    share: str = ""
    band: str = ""
    how: str = ""
    link: str = ""
    faulty: bool = False
    unknown: bool = False


NOT_ASKED = Cell()


def cell_of(figure: ResultFigure, measure: TableMeasure | None, link: str = "") -> Cell:
    """A kept figure as a cell; without a measure (this program knows it no more) its number only."""
    how = "" if figure.how == "exact" else "抽样" if figure.how == "sampled" else "估算"
    judged = measure is not None and measure.tells is Tells.FAULTS
    return cell(figure.value, figure.whole, judged=judged, how=how, link=link)


def total_cell(measure: TableMeasure, total: Total, link: str = "") -> Cell:
    """A measure's total over a table as a cell."""
    return cell(total.value, total.whole, judged=measure.tells is Tells.FAULTS, link=link)


def cell(value: int | None, whole: int | None, *, judged: bool = True, how: str = "", link: str = "") -> Cell:
    """Unknown is said, never shown as 0; a whole of nothing has no share."""
    if value is None:
        return Cell("未知", how=how, link=link, unknown=True)
    if not judged or whole is None:
        return Cell(f"{value:,}", how=how, link=link, faulty=judged and value > 0)
    if not whole:
        return Cell(f"{value:,}", f"{value:,} / 0", how=how, link=link)
    share = Fraction(value, whole)
    ratio = f"{value:,} / {whole:,}"
    return Cell(f"{value:,}", ratio, percent(share), band_of(share), how, link, value > 0)


def band_of(share: Fraction) -> str:
    """0 for no fault at all, then 1 to 5 by share: under 1%, under 10%, under 30%, under 60%, and from 60%."""
    if not share:
        return "0"
    return str(sum(share >= one for one in BANDS))
