"""The demonstration fact sheet: fourteen cities, every metric, a few facts left unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from shuheng.assessment.demo.cities import City, cities, class_value
from shuheng.assessment.demo.demands import Demand, demands
from shuheng.assessment.demo.values import number_of, text_of
from shuheng.engines.rubric import FactRow, FactSheet, Metric, Rubric, Where, build_sheet, plain

DEMO_NAME = "demo"
DEMO_RUBRIC = "guangxi-2021"
MARK = "演示数据"
TITLE = "演示省（演示数据，不代表任何真实单位）"
GAPS_PER_THOUSAND = 25
_EARLIER_YEAR = re.compile(r"20\d\d年末?")


def has_demo(rubric: Rubric) -> bool:
    """Whether the demonstration province is what the rubric is scored with where no facts are named."""
    return rubric.id == DEMO_RUBRIC


def demo_sheet(rubric: Rubric) -> FactSheet:
    """The facts of the province under ``rubric``; the same for the same rubric, always."""
    asked = demands(rubric)
    rows: list[FactRow] = []
    for city in cities(rubric):
        for title, text in _facts(rubric, city, asked).items():
            if not _is_gap(rubric, city, rubric.metrics[title]):
                rows.append(_row(city, title, text))
    return build_sheet(rubric, rows, sheet_id=DEMO_NAME, title=TITLE, demo=True)


def _row(city: City, title: str, text: str) -> FactRow:
    agency = city.agency
    return FactRow(
        agency.code,
        title,
        text,
        name=agency.name,
        peer=agency.peer or "",
        evidence=MARK,
        where=Where(file=MARK),
    )


def _facts(rubric: Rubric, city: City, asked: Mapping[str, Demand]) -> dict[str, str]:
    """Text by metric: the class first, wholes before their parts, last year's figures after this year's."""
    texts: dict[str, str] = {}
    numbers: dict[str, Fraction] = {"": Fraction(city.rank_of_class)}
    if rubric.classes is not None:
        value = class_value(city, tuple(threshold for threshold, _ in rubric.classes.at_least))
        numbers[rubric.classes.of], texts[rubric.classes.of] = Fraction(value), str(value)
    for title in _ordered(rubric):
        metric = rubric.metrics[title]
        if title in texts:
            continue
        if metric.kind in {"count", "amount"}:
            numbers[title] = _number(metric, city, asked[title], numbers)
            texts[title] = plain(numbers[title])
        else:
            texts[title] = text_of(metric, city, asked[title], numbers, rubric)
    return texts


def _number(metric: Metric, city: City, demand: Demand, numbers: Mapping[str, Fraction]) -> Fraction:
    this_year = _EARLIER_YEAR.sub("", metric.title)
    if this_year != metric.title and this_year in numbers:
        growth = 1000 + city.grade_of(metric.code) * 4 // 10
        return Fraction(int(numbers[this_year] * 1000 / growth))
    return number_of(metric, city, demand, numbers)


def _ordered(rubric: Rubric) -> list[str]:
    """Titles so that each metric comes after the whole it is part of and after this year's twin."""
    ordered: dict[str, None] = {}

    def place(title: str, above: tuple[str, ...] = ()) -> None:
        if title in ordered or title in above or title not in rubric.metrics:
            return
        within = rubric.metrics[title].within
        this_year = _EARLIER_YEAR.sub("", title)
        for earlier in (within, this_year if this_year != title else None):
            if earlier is not None:
                place(earlier, (*above, title))
        ordered[title] = None

    for title in rubric.metrics:
        place(title)
    return list(ordered)


def _is_gap(rubric: Rubric, city: City, metric: Metric) -> bool:
    decides = rubric.classes is not None and metric.title == rubric.classes.of
    return city.gaps and not decides and city.noise(f"gap|{metric.code}") < GAPS_PER_THOUSAND
