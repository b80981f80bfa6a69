"""What changes something in this room: keeping a result, checking one again, bringing a document."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from shuheng.assessment import library
from shuheng.assessment.codec import REASON, RESULT, fingerprint
from shuheng.assessment.models import StoredDocument, StoredReasons, StoredResult, StoredRubric
from shuheng.assessment.sheets import sheet_json, sheet_of
from shuheng.audit.chain import record
from shuheng.engines.rubric import Explainer, FactSheet, Rubric, score

Json = dict[str, Any]


@dataclass(frozen=True)
class Computed:
    """A result with its reasons, ready to be kept or to be compared with what was kept."""

    result: Json
    trees: dict[str, Json]
    result_hash: str
    reasons_hash: str


@dataclass(frozen=True)
class Check:
    """What computing again gave, each hash beside the one that was kept."""

    pairs: tuple[tuple[str, str, str], ...]

    @property
    def ok(self) -> bool:
        return all(kept == now for _, kept, now in self.pairs)


def compute(rubric: Rubric, sheet: FactSheet) -> Computed:
    """Result and all reasons as JSON, with their fingerprints."""
    result = score(rubric, sheet)
    explainer = Explainer(rubric, sheet)
    codes = [one.agency.code for one in result.agencies]
    trees = {code: REASON.dump_python(explainer.total(code), mode="json") for code in codes}
    dumped = RESULT.dump_python(result, mode="json")
    return Computed(dumped, trees, fingerprint(dumped), fingerprint(trees))


def store_result(*, rubric: Rubric, sheet: FactSheet, actor: str, title: str = "") -> StoredResult:
    """Score once and keep the result with the reason of every point; the same facts are never scored twice.

    `rubric` is one of the library, so that its files can be kept with the result.
    """
    with transaction.atomic():
        kept = keep_rubric(rubric)
        found = kept.results.filter(facts_hash=sheet.hash).first()
        if found is not None:
            return found
        computed = compute(rubric, sheet)
        stored = StoredResult.objects.create(
            title=title or sheet.title or rubric.title,
            rubric=kept,
            facts_id=sheet.id,
            facts_hash=sheet.hash,
            period=sheet.period,
            demo=sheet.demo,
            sheet=sheet_json(sheet),
            result=computed.result,
            result_hash=computed.result_hash,
            reasons_hash=computed.reasons_hash,
            created_by=actor,
        )
        StoredReasons.objects.bulk_create(
            StoredReasons(result=stored, agency_code=code, tree=tree) for code, tree in computed.trees.items()
        )
        record(
            actor=actor,
            action="assessment.store_result",
            thing_type="StoredResult",
            thing_id=stored.pk,
            detail={
                "rubric": rubric.id,
                "rubric_hash": rubric.hash,
                "facts_hash": sheet.hash,
                "result_hash": stored.result_hash,
                "reasons_hash": stored.reasons_hash,
                "demo": sheet.demo,
            },
        )
    return stored


def keep_rubric(rubric: Rubric) -> StoredRubric:
    """The rubric with its files, kept once per hash."""
    kept, _ = StoredRubric.objects.get_or_create(
        hash=rubric.hash,
        defaults={
            "rubric_id": rubric.id,
            "title": rubric.title,
            "version": rubric.version,
            "sources": library.sources(rubric.id),
        },
    )
    return kept


def recompute(*, stored: StoredResult, actor: str) -> Check:
    """A doubter's check: compute again from the kept rubric and facts, and compare. Changes nothing."""
    rubric = library.restored(stored.rubric)
    sheet = sheet_of(rubric, stored.sheet)
    computed = compute(rubric, sheet)
    check = Check(
        (
            ("细则", stored.rubric.hash, rubric.hash),
            ("指标值", stored.facts_hash, sheet.hash),
            ("得分", stored.result_hash, computed.result_hash),
            ("理由", stored.reasons_hash, computed.reasons_hash),
        )
    )
    record(
        actor=actor,
        action="assessment.recompute",
        thing_type="StoredResult",
        thing_id=stored.pk,
        detail={"same": check.ok, "reasons_hash": computed.reasons_hash},
    )
    return check


def upload_document(*, rubric: Rubric, name: str, text: str, actor: str) -> StoredDocument:
    """Keep the text of a rubric's official document; the newest is shown beside the rules."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    with transaction.atomic():
        document, is_new = StoredDocument.objects.get_or_create(
            rubric_id=rubric.id, hash=digest, defaults={"name": name[:300], "text": text, "created_by": actor}
        )
        if is_new:
            record(
                actor=actor,
                action="assessment.upload_document",
                thing_type="StoredDocument",
                thing_id=document.pk,
                detail={"rubric": rubric.id, "hash": digest, "name": document.name},
            )
    return document
