"""The kinds of report and the forms they come in: registries that one may read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from shuheng.accounts.models import Agency
from shuheng.quality.monthly.cleanings import cleaning_summary
from shuheng.quality.monthly.fingerprint import fingerprint
from shuheng.quality.monthly.gather import monthly_quality
from shuheng.quality.monthly.month import Month
from shuheng.reports.quality.cleaning import cleaning_paper
from shuheng.reports.quality.monthly import monthly_paper
from shuheng.reports.quality.paper import Paper
from shuheng.reports.quality.pdf import pdf
from shuheng.reports.quality.word import word


@dataclass(frozen=True, slots=True)
class Made:
    """A paper and the fingerprint of what it says."""

    paper: Paper
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file: its title, its media type, and who writes it."""

    title: str
    media: str
    write: Callable[[Paper], bytes]


def monthly(agency: Agency, month: Month, today: date) -> Made:
    """质量月报."""
    said = monthly_quality(agency, month, today)
    return Made(monthly_paper(said), fingerprint(said))


def cleaning(agency: Agency, month: Month, today: date) -> Made:
    """清洗报告."""
    said = cleaning_summary(agency, month, today)
    return Made(cleaning_paper(said), fingerprint(said))


KINDS: dict[str, tuple[str, Callable[[Agency, Month, date], Made]]] = {
    "monthly": ("质量月报", monthly),
    "cleaning": ("清洗报告", cleaning),
}
FORMS = {
    "docx": Form("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", word),
    "pdf": Form("PDF", "application/pdf", pdf),
}
