"""Where things are, and what a test may demand of the machine."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "shuheng"
RUBRICS = PACKAGE / "rubrics"
SHARED = ROOT.parent / "shared"
DOCUMENTS = SHARED / "documents"


def demand(present: bool, what: str) -> None:
    """Skip where a system package is missing, except in CI: there its tests must run."""
    if present:
        return
    reason = f"{what} is not installed; `make setup` installs it where it may"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
