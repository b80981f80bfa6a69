"""Which rubric has which official form. A new form is one new file and one line here."""

from __future__ import annotations

from collections.abc import Callable

from docx.document import Document as DocumentObject

from shuheng.engines.rubric import AgencyScore
from shuheng.reports.content import DEMO_WORDS, Report
from shuheng.reports.word.generic import generic_form, ranking_table
from shuheng.reports.word.nanjing import nanjing_form
from shuheng.reports.word.page import new_page, page_break, to_bytes
from shuheng.reports.word.wuxi import wuxi_form

Form = Callable[[DocumentObject, Report, AgencyScore], None]
FORMS: dict[str, Form] = {
    "nanjing-2022": nanjing_form,
    "wuxi-pilot-2021": wuxi_form,
}


def result_form(report: Report) -> bytes:
    """The result as a Word file: the rubric's official form, or the plain score sheet."""
    result = report.result
    document = new_page(
        result.rubric_title,
        mark=DEMO_WORDS if result.demo else "",
        foot=f"细则指纹 {result.rubric_hash[:16]}　指标值指纹 {result.facts_hash[:16]}　第 ",
    )
    form = FORMS.get(report.rubric.id, generic_form)
    if len(result.agencies) > 1:
        ranking_table(document, report)
        page_break(document)
    for number, item in enumerate(result.agencies):
        if number:
            page_break(document)
        form(document, report, item)
    return to_bytes(document)
