"""Uploads are bounded before they are read, and files become text in one place."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from shuheng.problems import Problem, ProblemsError

FORM_ALLOWANCE = 64 * 1024
DRAINED_AT_MOST = 10


def too_large(request: HttpRequest) -> bool:
    """Whether the body says of itself that it exceeds what an upload may be."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdigit() and int(length) > settings.UPLOAD_BYTES + FORM_ALLOWANCE


def uploaded(request: HttpRequest, name: str, *, hint: str = "") -> UploadedFile[bytes]:
    """The file of a form. Raises `ProblemsError` (upload-missing, upload-empty, upload-too-large: then with this hint)."""
    most = settings.UPLOAD_BYTES
    found = request.FILES.get(name)
    if too_large(request) or (isinstance(found, UploadedFile) and (found.size or 0) > most):
        text = f"文件太大，没有读取。上限是 {most // 1024 // 1024} MB。"
        raise ProblemsError([Problem("upload-too-large", text, hint=hint)])
    if not isinstance(found, UploadedFile):
        raise ProblemsError([Problem("upload-missing", "没有选择文件。", hint="请选择文件后再上传。")])
    if not found.size:
        raise ProblemsError([Problem("upload-empty", "文件是空的。", hint="请检查后重新选择。")])
    return found


class BoundedUploadHandler(FileUploadHandler):
    """Skips the file of a body that is too large, so that the page can still answer in words.

    A body of many times the limit is not even read to its end: the connection is cut.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # Django's own signature
        super().new_file(*args, **kwargs)
        if self.request is not None and too_large(self.request):
            length = int(self.request.META["CONTENT_LENGTH"])
            raise StopUpload(connection_reset=length > DRAINED_AT_MOST * settings.UPLOAD_BYTES)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002  # Django's own signature
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:  # noqa: ARG002  # the next handler keeps it
        return None
