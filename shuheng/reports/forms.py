"""Which rubric has which official form. A new form is one new file and one line here. Word and PDF print the same."""

from __future__ import annotations

from collections.abc import Callable

from shuheng.engines.rubric import AgencyScore
from shuheng.reports.content import Report
from shuheng.reports.sheets import Break, Piece
from shuheng.reports.word.generic import generic_form, ranking_table
from shuheng.reports.word.nanjing import nanjing_form
from shuheng.reports.word.wuxi import wuxi_form

Form = Callable[[Report, AgencyScore], tuple[Piece, ...]]
FORMS: dict[str, Form] = {
    "nanjing-2022": nanjing_form,
    "wuxi-pilot-2021": wuxi_form,
}


def form_pieces(report: Report) -> tuple[Piece, ...]:
    """The rubric's official form of every agency, or the plain score sheet; before them the ranking of several."""
    form = FORMS.get(report.rubric.id, generic_form)
    agencies = report.result.agencies
    pieces: list[Piece] = [*ranking_table(report), Break()] if len(agencies) > 1 else []
    for number, item in enumerate(agencies):
        pieces += [*([Break()] if number else []), *form(report, item)]
    return tuple(pieces)


def form_foot(report: Report) -> str:
    """What stands before the page number: the hashes that the result can be computed again from."""
    result = report.result
    return f"细则指纹 {result.rubric_hash[:16]}　指标值指纹 {result.facts_hash[:16]}"
