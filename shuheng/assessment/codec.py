"""Results, reasons and fact sheets as JSON and back. Points stay exact: a fraction is kept as its text."""

import hashlib
import json
from typing import Any

from pydantic import TypeAdapter

from shuheng.engines.rubric import Reason, Result

RESULT: TypeAdapter[Result] = TypeAdapter(Result)
REASON: TypeAdapter[Reason] = TypeAdapter(Reason)


def fingerprint(value: Any) -> str:
    """SHA-256 of a JSON value in its one canonical text."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
