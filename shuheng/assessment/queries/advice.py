"""What would gain an agency most points. Finding it takes a while, so it is asked for apart and then kept."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.cache import cache
from django.urls import reverse

from shuheng.assessment import library
from shuheng.assessment.models import StoredResult
from shuheng.assessment.sheets import sheet_of
from shuheng.assessment.stored import result_of, score_of
from shuheng.engines.rubric import Advice, AgencyScore, advise

FIRST, ALL = 5, 100


@dataclass(frozen=True)
class AdviceRow:
    advice: Advice
    link: str


@dataclass(frozen=True)
class AdvicePage:
    stored: StoredResult
    score: AgencyScore
    rows: tuple[AdviceRow, ...]
    more_link: str


def advice_page(stored: StoredResult, code: str, *, most: int) -> AdvicePage | None:
    score = score_of(result_of(stored), code)
    if score is None:
        return None
    rows = tuple(advice_row(stored, code, one) for one in advice_for(stored, code))
    more_link = reverse("advice", args=[stored.pk, code]) if len(rows) > most else ""
    return AdvicePage(stored, score, rows[:most], more_link)


def advice_for(stored: StoredResult, code: str) -> tuple[Advice, ...]:
    """Searched for once per result and agency; both never change."""
    key = f"advice-{stored.result_hash}-{stored.facts_hash}-{code.encode().hex()}"
    kept: tuple[Advice, ...] | None = cache.get(key)
    if kept is None:
        rubric = library.restored(stored.rubric)
        kept = advise(rubric, sheet_of(rubric, stored.sheet), code)
        cache.set(key, kept, timeout=None)
    return kept


def advice_row(stored: StoredResult, code: str, advice: Advice) -> AdviceRow:
    changes = urlencode({change.metric: change.after for change in advice.changes})
    return AdviceRow(advice, f"{reverse('what-if', args=[stored.pk, code])}?{changes}")
