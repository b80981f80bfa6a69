"""Uploads are bounded before they are read, and files become text in one place."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

FORM_ALLOWANCE = 64 * 1024
DRAINED_AT_MOST = 10


def too_large(request: HttpRequest) -> bool:
    """Whether the body says of itself that it exceeds what an upload may be."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdigit() and int(length) > settings.UPLOAD_BYTES + FORM_ALLOWANCE


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
