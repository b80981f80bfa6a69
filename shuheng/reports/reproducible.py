"""The same result gives the same bytes: files inside an Office document carry one fixed date."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

MOMENT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def with_fixed_dates(content: bytes) -> bytes:
    """Repack an Office file so that its bytes depend on its content alone."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w") as target:
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = member.external_attr
            target.writestr(info, source.read(member))
    return packed.getvalue()
