"""What requests say, checked: files, wishes in the address, changed facts."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from shuheng.assessment import library
from shuheng.assessment.models import StoredResult
from shuheng.assessment.queries.ranking import SORTS, Wanted
from shuheng.assessment.queries.whatif import wanted_changes
from shuheng.assessment.sheets import sheet_of
from shuheng.web.uploads import too_large


def wanted(query: QueryDict) -> Wanted:
    """The wish for a ranking; what is not offered is left out."""
    sort = query.get("sort", "rank")
    return Wanted(
        peer=query.get("peer", ""),
        class_name=query.get("class", ""),
        name=query.get("q", "")[:100].strip(),
        sort=sort if sort in SORTS else "rank",
        falling=query.get("order") == "desc",
    )


def uploaded(request: HttpRequest, name: str) -> UploadedFile[bytes] | str:
    """The file of a form, or what is wrong with it."""
    most = settings.UPLOAD_BYTES
    if too_large(request):
        return f"文件太大，没有读取。上限是 {most // 1024 // 1024} MB。"
    found = request.FILES.get(name)
    if not isinstance(found, UploadedFile):
        return "没有选择文件。"
    if not found.size:
        return "文件是空的。"
    return f"文件太大，没有读取。上限是 {most // 1024 // 1024} MB。" if found.size > most else found


def texts(query: QueryDict) -> dict[str, str]:
    """The last text given for each name."""
    return {name: value for name, value in query.items() if isinstance(value, str)}


def changed_facts(stored: StoredResult, code: str, given: QueryDict) -> Mapping[str, str] | None:
    """What the form changed; None for an agency that is not in the result."""
    rubric = library.restored(stored.rubric)
    sheet = sheet_of(rubric, stored.sheet)
    if sheet.agency(code) is None:
        return None
    return wanted_changes(rubric, sheet, code, texts(given))
