"""The best field for each target, each field used once; what cannot be told is left to a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from shuheng.engines.harvest.convert.fields import Filler
from shuheng.engines.harvest.mapping.load import BUILTIN, builtin
from shuheng.engines.harvest.mapping.shapes import FieldMap, Mapping, Number
from shuheng.engines.harvest.propose.columns import Column, Sample, sample
from shuheng.engines.harvest.propose.identity import choose_key
from shuheng.engines.harvest.propose.naming import scale_of
from shuheng.engines.harvest.propose.proposal import Alternative, FieldProposal, LeftField, Proposal
from shuheng.engines.harvest.propose.weighing import HIDDEN, Candidate, weigh
from shuheng.engines.harvest.read.source import Source
from shuheng.engines.harvest.record import Raw
from shuheng.engines.harvest.targets import TARGETS
from shuheng.engines.harvest.values import read_date
from shuheng.engines.harvest.values.personal import is_personal_field, without_contacts

EXAMPLES = 3
SHOWN = 60
UNKNOWN = "未知"


def propose(source: Source, name: str = "") -> Proposal:
    """A mapping for ``source``: the house's own for CKAN, data.json and DCAT, else one from names and values."""
    found = sample(source)
    if source.profile in BUILTIN:
        return _known(builtin(source.profile), found)
    personal = tuple(field for field in found.columns if is_personal_field(field))
    columns = {field: column for field, column in found.columns.items() if field not in personal}
    candidates, doubts = _weighed(columns.values())
    chosen = _dates_in_order(_chosen(candidates), found.rows)
    fields = {item.target: _field(item) for item in chosen}
    key, key_reason = choose_key(fields, columns, found.rows)
    mapping = Mapping(
        name=name or source.name, key=key, missing_fields="allow", ignore=personal, fields=fields
    )  # fmt: skip
    return Proposal(
        mapping=mapping,
        fields=tuple(_proposed(item, fields[item.target], candidates, found) for item in chosen),
        key_reason=key_reason,
        left=tuple(
            _left(column, doubts, candidates)
            for field, column in columns.items()
            if field not in mapping.named()
        ),
        personal=personal,
        records=len(found.rows),
    )


def _weighed(columns: Iterable[Column]) -> tuple[list[Candidate], dict[str, str]]:
    """All candidates, and per field why it is none although its name fits."""
    candidates: list[Candidate] = []
    doubts: dict[str, str] = {}
    for column in columns:
        for target in TARGETS.values():
            if target.name in HIDDEN and target.name not in ("apis", "tables"):
                continue
            verdict = weigh(column, target)
            if isinstance(verdict, Candidate):
                candidates.append(verdict)
            elif verdict:
                doubts.setdefault(column.name, verdict)
    return candidates, doubts


def _chosen(candidates: list[Candidate]) -> list[Candidate]:
    """One field per target and one target per field, the best first; in the order of the targets."""
    chosen: dict[str, Candidate] = {}
    for item in sorted(candidates, key=lambda item: -item.score):
        if item.target not in chosen and item.field not in {other.field for other in chosen.values()}:
            chosen[item.target] = item
    order = list(TARGETS)
    return sorted(chosen.values(), key=lambda item: order.index(item.target))


def _dates_in_order(chosen: list[Candidate], rows: list[Raw]) -> list[Candidate]:
    """An update cannot come before the issue: where most rows say so, neither date is sure."""
    dates = {item.target: item.field for item in chosen if item.target in ("issued", "updated")}
    if len(dates) < 2:
        return chosen
    pairs = [(_day(row.get(dates["issued"])), _day(row.get(dates["updated"]))) for row in rows]
    known = [later >= earlier for earlier, later in pairs if earlier and later]
    if not known or sum(known) * 2 >= len(known):
        return chosen
    reason = f"{len(known) - sum(known)} 条的更新日期早于发布日期，两个日期可能反了"
    return [
        Candidate(item.target, item.field, item.score, "low", reason, item.form)
        if item.target in dates
        else item
        for item in chosen
    ]


def _day(value: object) -> dt.date | None:
    day: dt.date | None = read_date(str(value))[0] if value is not None else None
    return day


def _field(item: Candidate) -> FieldMap:
    scale = scale_of(item.field) if TARGETS[item.target].kind == "number" else 1
    date = (item.form,) if item.form else ()
    return FieldMap.model_validate(
        {"from": (item.field,), "number": Number(times=scale) if scale > 1 else None, "date": date}
    )


def _proposed(item: Candidate, field: FieldMap, candidates: list[Candidate], found: Sample) -> FieldProposal:
    others = sorted((other for other in candidates if other.target == item.target and other.field != item.field),
                    key=lambda other: -other.score)  # fmt: skip
    rival = next((other for other in others if other.score > item.score - 2), None)
    sure, reason = item.confidence, item.reason
    if sure == "high" and rival:
        sure, reason = "medium", f"{reason}，但“{rival.field}”也像"
    return FieldProposal(
        target=item.target,
        title=TARGETS[item.target].title,
        sources=(item.field,),
        confidence=sure,
        reason=reason,
        examples=_examples(item, field, found.rows),
        alternatives=tuple(Alternative(other.field, other.reason) for other in others[:3]),
    )


def _examples(item: Candidate, field: FieldMap, rows: list[Raw]) -> tuple[tuple[str, str], ...]:
    """Different values as written, and what they become."""
    filler = Filler(TARGETS[item.target], field, frozenset())
    shown: dict[str, str] = {}
    for row in rows:
        found = filler.find(row)
        if found and len(shown) < EXAMPLES:
            value = found[0]
            text = "；".join(map(str, value)) if isinstance(value, tuple) else str(value)
            written = without_contacts(str(found[3]))[:SHOWN]
            shown.setdefault(written, UNKNOWN if value is None else without_contacts(text)[:SHOWN])
    return tuple(shown.items())


def _left(column: Column, doubts: dict[str, str], candidates: list[Candidate]) -> LeftField:
    like = "、".join(f"“{TARGETS[item.target].title}”" for item in candidates if item.field == column.name)
    reason = f"像{like}，已另选字段" if like else doubts.get(column.name, "")
    reason = reason or ("没有值" if not column.filled else "看不出对应哪个目标字段")
    examples = tuple(without_contacts(text)[:SHOWN] for text in column.examples())
    return LeftField(column.name, column.records, reason, examples)


def _known(mapping: Mapping, found: Sample) -> Proposal:
    """The house's mapping for a publisher's model, as a proposal."""
    fields = tuple(
        FieldProposal(
            target, TARGETS[target].title, field.fields, "high", f"格式是 {mapping.name}，用内置映射", ()
        )
        for target, field in mapping.fields.items()
    )
    personal = tuple(field for field in found.columns if is_personal_field(field))
    return Proposal(mapping, fields, "格式自带的标识", (), personal, len(found.rows))
