"""The fingerprint of a report: SHA-256 over everything it says, in one fixed spelling."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date

from shuheng.quality.monthly.model import CleaningSummary, MonthlyQuality


def fingerprint(said: MonthlyQuality | CleaningSummary) -> str:
    """64 hexadecimal digits; the same content gives the same ones on every machine."""
    return hashed(asdict(said))


def hashed(content: object) -> str:
    """SHA-256 of plain data: dicts, lists, texts, whole numbers, dates."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_day)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a fingerprint")
