"""What leaves a trace when a report is taken away."""

from __future__ import annotations

from shuheng.accounts.models import Agency
from shuheng.audit.chain import record
from shuheng.quality.monthly.month import Month


def note_taken(*, agency: Agency, month: Month, kind: str, form: str, fingerprint: str, actor: str) -> None:
    """The row of the log: who took which report of whom, as which file, with which content."""
    record(
        actor=actor,
        action="quality_reports.take",
        thing_type="Agency",
        thing_id=agency.pk,
        detail={"month": str(month), "kind": kind, "form": form, "fingerprint": fingerprint},
    )
