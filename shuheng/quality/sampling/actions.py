"""What people do with samples: draw, say what was found, void a draw."""

import io
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.audit.chain import Detail, record
from shuheng.quality.models import SampleDraw, SampledThing, SampleFinding, TableVersion
from shuheng.quality.sampling.codes import refused
from shuheng.quality.sampling.drawing import Member, draw, population_text, read_population
from shuheng.quality.sampling.population import population_of, things
from shuheng.quality.sampling.terms import Amount, FindingKind, SampledKind
from shuheng.quality.tables.stored import keep, trusted

MOST_DRAWN, LARGEST_POPULATION = 10_000, 2_000_000
LONGEST_REASON, LONGEST_NOTE = 500, 1000


@dataclass(frozen=True)
class Order:
    """What is to be drawn. An empty seed: one is made and kept. `version` only for rows."""

    title: str
    agency: Agency
    kind: SampledKind
    amount: Amount
    number: int
    seed: str = ""
    by_agency: bool = False
    version: TableVersion | None = None


@dataclass(frozen=True)
class Said:
    """What was found in a thing; no kinds: checked, and nothing found. None instead of this: not checked."""

    kinds: frozenset[FindingKind] = frozenset()
    note: str = ""


def make_draw(*, order: Order, actor: str) -> SampleDraw:
    """Draw and keep all that is needed to draw again. ProblemsError for an empty population or too large a sample."""
    seed = order.seed or secrets.token_hex(8)
    if order.version is not None and order.version.rows > LARGEST_POPULATION:
        raise refused("sample-many")
    population = population_of(order.kind, order.agency, order.version)
    if not population:
        raise refused("sample-empty")
    if len(population) > LARGEST_POPULATION:
        raise refused("sample-many")
    if order.amount == Amount.EACH and not order.by_agency:
        raise refused("sample-each", field="by_agency")
    drawn = draw(population, seed, order.amount, order.number, by_agency=order.by_agency)
    if len(drawn) > MOST_DRAWN:
        raise refused("sample-many", f"会抽中 {len(drawn):,} 个")
    kept = keep(io.BytesIO(population_text(population).encode()), "population.txt")
    with transaction.atomic():
        found = things(drawn, order.version)
        made = SampleDraw.objects.create(
            title=order.title,
            agency=order.agency,
            kind=order.kind,
            version=order.version,
            seed=seed,
            amount=order.amount,
            number=order.number,
            by_agency=order.by_agency,
            population=len(population),
            population_file=kept.sha256,
            demo=any(is_demo(one) for one in found),
            actor=actor,
            day=timezone.localdate(),
        )
        for one in found:
            one.draw = made
        SampledThing.objects.bulk_create(found, batch_size=1000)
        detail = {"seed": seed, "population": kept.sha256, "size": len(population), "drawn": len(drawn)}
        note(made, actor, "draw", {**detail, "kind": order.kind, "agency": order.agency.code})
    return made


def is_demo(thing: SampledThing) -> bool:
    """Whether what was drawn is demonstration data."""
    return bool((thing.entry and thing.entry.demo) or (thing.table and thing.table.demo))


def drawn_again(made: SampleDraw) -> tuple[Member, ...]:
    """The draw made once more from what was kept. ProblemsError where the population is gone or was touched."""
    text = trusted(made.population_file).read_text(encoding="utf-8")
    amount = Amount(made.amount)  # type: ignore[call-arg]  # a member found by its value
    return draw(read_population(text), made.seed, amount, made.number, by_agency=made.by_agency)


def record_findings(*, made: SampleDraw, said: Mapping[int, Said | None], actor: str) -> int:
    """Keep what was found, by position; None takes a check back. How many things are said anew."""
    with transaction.atomic():
        held = SampleDraw.objects.select_for_update().get(pk=made.pk)
        if held.voided is not None:
            raise refused("sample-void")
        found = made.things.filter(position__in=said).prefetch_related("findings")
        changed = [one for one in found if is_new(one, said[one.position])]
        now = timezone.now()
        for one in changed:
            told = said[one.position]
            one.note, one.checked = (told.note[:LONGEST_NOTE], now) if told else ("", None)
            one.checked_by = actor if told else ""
        SampledThing.objects.bulk_update(changed, ["note", "checked", "checked_by"], batch_size=500)
        SampleFinding.objects.filter(thing__in=changed).delete()
        SampleFinding.objects.bulk_create(
            SampleFinding(thing=one, kind=kind) for one in changed for kind in kinds_of(said[one.position])
        )
        if changed:
            told_of = {str(one.position): list(kinds_of(said[one.position])) for one in changed}
            note(made, actor, "findings", {"things": told_of})
    return len(changed)


def kinds_of(told: Said | None) -> Collection[str]:
    return sorted(kind.value for kind in told.kinds) if told else ()


def is_new(thing: SampledThing, told: Said | None) -> bool:
    """Whether this says something else than what is kept."""
    if told is None or thing.checked is None:
        return (told is None) != (thing.checked is None)
    kinds = {one.kind for one in thing.findings.all()}
    return (set(kinds_of(told)), told.note[:LONGEST_NOTE]) != (kinds, thing.note)


def void(*, made: SampleDraw, reason: str, actor: str) -> SampleDraw:
    """A draw made in error counts no more; it stays, with the reason. ProblemsError without a reason, or twice."""
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise refused("sample-void", field="reason")
    with transaction.atomic():
        open_ = SampleDraw.objects.filter(pk=made.pk, voided=None)
        if not open_.update(voided=timezone.now(), void_reason=reason):
            raise refused("sample-void")
        note(made, actor, "void", {"reason": reason})
    made.refresh_from_db()
    return made


def note(made: SampleDraw, actor: str, act: str, detail: Detail) -> None:
    """The row of the log for an act on this draw."""
    record(actor=actor, action=f"sampling.{act}", thing_type="SampleDraw", thing_id=made.pk, detail=detail)
