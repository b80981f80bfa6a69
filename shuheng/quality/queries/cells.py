"""One figure as people read it: the number, what it is of, how many are unknown, where its entries are."""

from dataclasses import dataclass
from fractions import Fraction

from shuheng.engines.measure import MEASURES, Kind, Measure
from shuheng.engines.rubric.exact import percent
from shuheng.quality.models import MeasureFigure
from shuheng.quality.queries.runs import entries_link

PLAIN = "entries"


@dataclass(frozen=True)
class Cell:
    """`main` is the number, `ratio` its numerator and denominator, `share` the percentage (empty where none)."""

    measure: Measure
    figure: MeasureFigure | None
    main: str
    unit: str = ""
    ratio: str = ""
    unknown: int = 0
    value: Fraction | None = None

    @property
    def known(self) -> bool:
        return self.value is not None

    @property
    def link(self) -> str:
        """To the entries behind the figure."""
        return entries_link(self.figure.pk, "yes") if self.figure is not None else ""

    @property
    def unknown_link(self) -> str:
        return entries_link(self.figure.pk, "unknown") if self.figure is not None and self.unknown else ""


def cell_of(measure: Measure, figure: MeasureFigure | None) -> Cell:
    """A ratio where entries were asked and some could fail; else a number. Nothing known at all is 未知."""
    if figure is None:
        return Cell(measure, None, "未计量")
    if not figure.yes + figure.no and figure.unknown:
        return Cell(measure, figure, "未知", unknown=figure.unknown)
    if measure.kind is Kind.FLAG:
        return flag_cell(measure, figure)
    amount = figure.amount or 0
    if figure.denominator is not None and measure.kind is Kind.AMOUNT:
        return ratio_cell(measure, figure, amount, figure.denominator)
    ratio = f"{figure.yes:,} 条目录" if measure.kind is Kind.FAMILY else ""
    unit = "族" if measure.kind is Kind.FAMILY else measure.unit
    return Cell(measure, figure, f"{amount:,}", unit, ratio, figure.unknown, Fraction(amount))


def flag_cell(measure: Measure, figure: MeasureFigure) -> Cell:
    asked = figure.yes + figure.no
    if measure.code == PLAIN:
        return Cell(
            measure, figure, f"{figure.yes:,}", measure.unit, "", figure.unknown, Fraction(figure.yes)
        )
    return ratio_cell(measure, figure, figure.yes, asked)


def ratio_cell(measure: Measure, figure: MeasureFigure, part: int, whole: int) -> Cell:
    if not whole:
        return Cell(measure, figure, "不适用", "", "没有可计量的", figure.unknown)
    share = Fraction(part, whole)
    return Cell(measure, figure, percent(share), "", f"{part:,} / {whole:,}", figure.unknown, share)


def measure_titled(code: str) -> Measure | None:
    return MEASURES.get(code)
