"""Which agency a written name means: by code, name, short name or listed alias, on a given day. Never a guess."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from shuheng.accounts.models import Agency

Key = str
RANKS = 4  # code, name, short name, alias: the first that knows the text decides


def normal(text: str) -> Key:
    """One key for one name: full-width and half-width alike, no spaces, no upper case, brackets as one kind."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def in_force(agency: Agency, on: date) -> bool:
    """From its first day up to and including its last."""
    begun = agency.valid_from is None or agency.valid_from <= on
    return begun and (agency.valid_to is None or on <= agency.valid_to)


@dataclass
class AgencyIndex:
    """Built once, asked often: 100,000 names a second and more.

    An agency that has ended by `on` is answered by the one it was merged into. A text that means two agencies, or
    one that has ended without successor, means none.
    """

    on: date
    ranks: tuple[dict[Key, list[Agency]], ...]
    by_id: dict[int, Agency]
    answers: dict[str, Agency | None] = field(default_factory=dict)

    @classmethod
    def load(cls, *, on: date | None = None, under: Agency | None = None) -> "AgencyIndex":
        """The agencies of the whole tree, or of one agency and all below it; `on` is today unless given."""
        found = {one.pk: one for one in Agency.objects.all()}
        ranks: tuple[dict[Key, list[Agency]], ...] = tuple({} for _ in range(RANKS))
        for agency in found.values():
            if under is None or agency.path.startswith(under.path):
                for rank, texts in zip(ranks, names_of(agency), strict=True):
                    for key in {normal(text) for text in texts if text}:
                        rank.setdefault(key, []).append(agency)
        return cls(on or timezone.localdate(), ranks, found)

    def resolve(self, text: str) -> Agency | None:
        """The one agency that this text means."""
        if text not in self.answers:
            self.answers[text] = self.look_up(normal(text))
        return self.answers[text]

    def look_up(self, key: Key) -> Agency | None:
        for rank in self.ranks:
            meant = self.standing(rank.get(key, ()))
            if meant:
                return meant[0] if len(meant) == 1 else None
        return None

    def candidates(self, text: str) -> tuple[Agency, ...]:
        """All that the text could mean, for the message where it means none or several."""
        key = normal(text)
        found = {one.pk: one for rank in self.ranks for one in rank.get(key, ())}
        return tuple(found.values())

    def standing(self, agencies: Iterable[Agency]) -> list[Agency]:
        """Those in force; those that have ended are replaced by their successors."""
        agencies = list(agencies)
        now = [one for one in agencies if in_force(one, self.on)]
        if now:
            return now
        after = {one.pk: one for ended in agencies if (one := self.successor(ended)) is not None}
        return list(after.values())

    def successor(self, agency: Agency) -> Agency | None:
        """Follow the mergers to an agency in force on the day."""
        seen: set[int] = set()
        at: Agency | None = agency
        while at is not None and at.pk not in seen and not in_force(at, self.on):
            seen.add(at.pk)
            ended = at.valid_to is not None and at.valid_to < self.on
            at = self.by_id.get(at.merged_into_id) if ended and at.merged_into_id is not None else None
        return at if at is not None and at.pk not in seen else None


def names_of(agency: Agency) -> tuple[tuple[str, ...], ...]:
    """The texts by which an agency is known, rank by rank."""
    return (agency.code,), (agency.name,), (agency.short_name,), tuple(agency.aliases)


def resolve(text: str, *, on: date | None = None, under: Agency | None = None) -> Agency | None:
    """One name; build an `AgencyIndex` for many."""
    return AgencyIndex.load(on=on, under=under).resolve(text)
