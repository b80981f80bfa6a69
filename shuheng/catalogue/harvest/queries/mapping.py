"""The page on which a person looks at a proposed mapping, changes it, and confirms it."""

from collections.abc import Iterable
from dataclasses import dataclass

from shuheng.catalogue.harvest.files import Kept
from shuheng.catalogue.harvest.preview import CHOICES, MOST_OPEN, Preview, preview
from shuheng.catalogue.models import HarvestSource
from shuheng.engines.harvest import (
    TARGETS,
    Mapping,
    Proposal,
    Refusal,
    Source,
    load_mapping,
    mapping_yaml,
    propose,
)
from shuheng.engines.harvest.propose.proposal import CONFIDENCE_WORDS, FieldProposal, LeftField
from shuheng.problems import Problem, ProblemsError

KEEP, NOTHING = "=", ""
STATES = {"high": "good", "medium": "warn", "low": "bad"}
UNKNOWN_CODE = "-"


@dataclass(frozen=True)
class Option:
    value: str
    title: str
    chosen: bool


@dataclass(frozen=True)
class FieldRow:
    """One target: what fills it, how sure that is and why, what its values become, what else might fill it."""

    target: str
    title: str
    required: bool
    options: tuple[Option, ...]
    kind: str
    word: str
    reason: str
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OpenValue:
    """A value that nobody can read yet, and what it may be said to mean."""

    name: str
    target: str
    title: str
    written: str
    count: int
    options: tuple[Option, ...]


@dataclass(frozen=True)
class MappingPage:
    source: HarvestSource
    kept: Kept
    format: str
    rows: tuple[FieldRow, ...]
    keys: tuple[Option, ...]
    key_reason: str
    open: tuple[OpenValue, ...]
    left: tuple[LeftField, ...]
    personal: tuple[str, ...]
    yaml: str
    preview: Preview
    refusals: tuple[Refusal, ...]
    problems: tuple[Problem, ...]
    usable: bool


def mapping_page(
    source: HarvestSource,
    kept: Kept,
    found: Source,
    mapping: Mapping | None = None,
    problems: tuple[Problem, ...] = (),
) -> MappingPage:
    """The page for a mapping; without one, for the confirmed one, or for what is proposed."""
    proposal = propose(found, name=source.title)
    if mapping is None:
        mapping = load_mapping(source.mapping) if source.mapping else proposal.mapping
    seen = Preview()
    try:
        seen = preview(found, mapping)
    except ProblemsError as error:
        problems = (*problems, *error.problems)
    fields = field_names(found, proposal)
    return MappingPage(
        source=source,
        kept=kept,
        format=found.format,
        rows=tuple(rows_of(mapping, proposal, fields, seen)),
        keys=tuple(Option(name, name, name in mapping.key) for name in fields),
        key_reason=proposal.key_reason,
        open=tuple(open_values(mapping, seen)),
        left=proposal.left,
        personal=proposal.personal,
        yaml=mapping_yaml(mapping),
        preview=seen,
        refusals=tuple(seen.refusals),
        problems=problems,
        usable="title" in mapping.fields and not problems,
    )


def field_names(found: Source, proposal: Proposal) -> tuple[str, ...]:
    """The fields of the source that may be chosen; contacts of persons may not."""
    named = (name for field in proposal.mapping.fields.values() for name in field.fields)
    names = dict.fromkeys([*found.survey.fields, *named, *proposal.mapping.key])
    return tuple(name for name in names if name not in proposal.personal)


def rows_of(
    mapping: Mapping, proposal: Proposal, fields: tuple[str, ...], seen: Preview
) -> Iterable[FieldRow]:
    """Targets that are filled, then those that are not."""
    proposed = {one.target: one for one in proposal.fields}
    for name in sorted(TARGETS, key=lambda name: name not in mapping.fields):
        target = TARGETS[name]
        kind, word, reason = certainty(mapping, proposal, proposed.get(name), name)
        yield FieldRow(
            target=name,
            title=target.title,
            required=name == "title",
            options=tuple(options_of(mapping, name, fields)),
            kind=kind,
            word=word,
            reason=reason,
            examples=tuple(seen.examples.get(name, {}).items()),
        )


def certainty(
    mapping: Mapping, proposal: Proposal, one: FieldProposal | None, name: str
) -> tuple[str, str, str]:
    """Mark, word and reason of a row."""
    if name not in mapping.fields:
        return ("", "不取", "")
    if one is not None and proposal.mapping.fields.get(name) == mapping.fields[name]:
        others = "、".join(f"“{other.field}”（{other.reason}）" for other in one.alternatives)
        reason = f"{one.reason}。另有 {others}" if others else one.reason
        return (STATES[one.confidence], CONFIDENCE_WORDS[one.confidence], reason)
    return ("good", "由人指定", "")


def options_of(mapping: Mapping, name: str, fields: tuple[str, ...]) -> Iterable[Option]:
    """Nothing, each field of the source, and what no single field can say, kept as it is."""
    way = mapping.fields.get(name)
    simple = way is not None and way.each is None and not way.join and len(way.source) == 1
    chosen = way.source[0] if way is not None and simple else NOTHING if way is None else KEEP
    yield Option(NOTHING, "（不取）", chosen == NOTHING)
    if way is not None and not simple:
        said = "、".join(way.fields) or f"固定值“{way.constant}”"
        yield Option(KEEP, f"{said}（照对应文件）", chosen=True)
    for field in fields:
        yield Option(field, field, chosen == field)


def open_values(mapping: Mapping, seen: Preview) -> Iterable[OpenValue]:
    """The most frequent values of closed lists that could not be read."""
    for name, values in seen.open.items():
        if name not in mapping.fields:
            continue
        terms = CHOICES[TARGETS[name].kind].choices()
        for place, (written, count) in enumerate(values.most_common(MOST_OPEN)):
            yield OpenValue(
                name=f"map-{name}-{place}",
                target=name,
                title=TARGETS[name].title,
                written=written,
                count=count,
                options=tuple(Option(code, title, chosen=False) for code, title in terms),
            )
