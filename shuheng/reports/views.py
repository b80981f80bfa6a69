"""Files out and in over the web. Exports render the stored result; nothing is scored again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shuheng.accounts.visitors import visitor_of
from shuheng.assessment import actions, library
from shuheng.assessment.models import StoredResult
from shuheng.assessment.queries.rubrics import RubricRow, rubric_page, rubrics_page
from shuheng.assessment.sheets import sheet_of
from shuheng.assessment.stored import result_of
from shuheng.engines.rubric import FactSheet, Problem, ProblemsError, Rubric
from shuheng.reports.content import Report
from shuheng.reports.document_text import decode_document
from shuheng.reports.excel.workbook import result_workbook
from shuheng.reports.facts_io import SUFFIXES, read_facts, template_workbook
from shuheng.reports.html_page import result_page
from shuheng.reports.json_documents import result_json
from shuheng.reports.pdf.forms import result_pdf
from shuheng.reports.word.forms import result_form
from shuheng.web.access import permission
from shuheng.web.fragments import render_page
from shuheng.web.uploads import uploaded

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "docx": (DOCX, result_form),
    "pdf": ("application/pdf", result_pdf),
    "xlsx": (XLSX, result_workbook),
    "html": ("text/html; charset=utf-8", result_page),
    "json": ("application/json", result_json),
}
Found = TypeVar("Found")


@dataclass(frozen=True)
class NewResultPage:
    rubrics: tuple[RubricRow, ...]
    chosen: str
    title: str
    suffixes: str
    problems: tuple[Problem, ...] = ()
    file_error: str = ""
    file_name: str = ""


@permission("assessment.read")
@require_safe
def export(request: HttpRequest, number: int, form: str) -> HttpResponse:  # noqa: ARG001
    """The stored result as a file."""
    if form not in FORMS:
        raise Http404
    stored = get_object_or_404(StoredResult.objects.select_related("rubric"), pk=number)
    rubric = library.restored(stored.rubric)
    kind, write = FORMS[form]
    report = Report(rubric, sheet_of(rubric, stored.sheet), result_of(stored))
    mark = "演示数据-" if stored.demo else ""
    return attachment(write(report), kind, f"{mark}{stored.title}.{form}")


@permission("assessment.compute")
@require_safe
def facts_form(request: HttpRequest, rubric_id: str) -> HttpResponse:  # noqa: ARG001
    """The Excel form to fill in for a rubric."""
    rubric = found_or_404(library.shipped(rubric_id))
    return attachment(template_workbook(rubric), XLSX, f"填报表-{rubric.id}.xlsx")


@permission("rubric.document")
@require_POST
def upload_document(request: HttpRequest, rubric_id: str) -> HttpResponse:
    """Keep the text of the official document, to be shown beside the rules."""
    rubric = found_or_404(library.shipped(rubric_id))
    try:
        file = uploaded(request, "document")
        name = Path(file.name or "document").name
        text = decode_document(file.read(), Path(name))
    except ProblemsError as error:
        return document_refused(request, rubric, error.problems[0].message)
    actions.upload_document(rubric=rubric, name=name, text=text, actor=visitor_of(request).name)
    return redirect("rubric", rubric_id=rubric.id)


def document_refused(request: HttpRequest, rubric: Rubric, message: str) -> HttpResponse:
    return render_page(request, "assessment/rubric.html", rubric_page(rubric, message), status=422)


@permission("assessment.compute")
@require_http_methods(["GET", "HEAD", "POST"])
def new_result(request: HttpRequest) -> HttpResponse:
    """A file of facts becomes a result, or a table of all its mistakes."""
    if request.method != "POST":
        return form_page(request, request.GET.get("rubric", ""), "")
    chosen, title = request.POST.get("rubric", ""), request.POST.get("title", "")[:300].strip()
    rubric = library.shipped(chosen)
    if rubric is None:
        return form_page(request, chosen, title, file_error="请先选择评价细则，再选择文件。")
    try:
        file = uploaded(request, "facts")
    except ProblemsError as error:
        return form_page(request, chosen, title, file_error=error.problems[0].message)
    try:
        sheet = sheet_from(rubric, file)
    except ProblemsError as error:
        return form_page(request, chosen, title, problems=error.problems, file_name=file.name or "")
    stored = actions.store_result(rubric=rubric, sheet=sheet, actor=visitor_of(request).name, title=title)
    return redirect("result", number=stored.pk)


def form_page(  # each is one thing the page shows
    request: HttpRequest,
    chosen: str,
    title: str,
    *,
    problems: tuple[Problem, ...] = (),
    file_error: str = "",
    file_name: str = "",
) -> HttpResponse:
    usable = tuple(row for row in rubrics_page().rows if row.coverage is not None)
    page = NewResultPage(usable, chosen, title, ",".join(SUFFIXES), problems, file_error, file_name)
    status = 422 if problems or file_error else 200
    return render_page(request, "reports/new_result.html", page, status=status)


def sheet_from(rubric: Rubric, file: UploadedFile[bytes]) -> FactSheet:
    """The facts of an upload, read like any file; messages name it as the user does."""
    name = Path(file.name or "facts").name
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"facts{Path(name).suffix.lower()}"
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        return read_facts(rubric, path, label=name).sheet


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    """A download whose Chinese name every browser keeps."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename=\"result\"; filename*=UTF-8''{quote(name)}"
    return response


def found_or_404(found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found
