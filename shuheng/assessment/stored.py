"""A stored result as the engine's own objects again; decoded once, because it never changes."""

from functools import lru_cache

from shuheng.assessment.codec import REASON, RESULT
from shuheng.assessment.models import StoredReasons, StoredResult
from shuheng.engines.rubric import AgencyScore, Reason, Result


def result_of(stored: StoredResult) -> Result:
    """The result, exactly as it was computed."""
    return _decoded(stored.pk, stored.result_hash)


@lru_cache(maxsize=32)
def _decoded(pk: int, result_hash: str) -> Result:  # noqa: ARG001  # the hash tells databases of tests apart
    return RESULT.validate_python(StoredResult.objects.only("result").get(pk=pk).result, strict=False)


def score_of(result: Result, code: str) -> AgencyScore | None:
    return next((score for score in result.agencies if score.agency.code == code), None)


def reasons_of(stored: StoredResult, code: str) -> StoredReasons:
    return StoredReasons.objects.get(result=stored, agency_code=code)


def reason_tree(kept: StoredReasons) -> Reason:
    return REASON.validate_python(kept.tree)
