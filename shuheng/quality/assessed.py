"""Who is measured, as of which day, and whose entries count as theirs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from shuheng.accounts.models import Agency
from shuheng.accounts.queries.resolve import AgencyIndex, in_force
from shuheng.accounts.terms import AgencyKind
from shuheng.catalogue.models import HarvestRun
from shuheng.catalogue.terms import RunState
from shuheng.problems import Problem, ProblemsError

NO_DAY = "measure-as-of-missing"
NOTHING = "measure-nothing"


@dataclass(frozen=True)
class Assessed:
    """One agency that is measured: as of `as_of`, over the entries of the agencies with the ids in `owners`."""

    agency: Agency
    as_of: date
    owners: frozenset[int]


@dataclass(frozen=True)
class Choice:
    """Who is measured, and who has entries but no day to be measured as of."""

    assessed: tuple[Assessed, ...]
    skipped: tuple[Agency, ...] = ()


def choose(owners: Iterable[int], agencies: Sequence[Agency] | None, as_of: date | None) -> Choice:
    """Those named, or everybody with entries and the cities above them.

    `owners` are the ids of the agencies that entries stand under. Without `as_of` each is measured as of the day of
    its own harvested lists. Raises ProblemsError where a named agency has nothing to measure, or nobody has.
    """
    held = set(owners)
    days = dict.fromkeys(held, as_of) if as_of else days_of_lists(held)
    known = {one: day for one, day in days.items() if day is not None}
    by_id = {one.pk: one for one in Agency.objects.all()}
    now = stand_for(by_id, known)
    wanted = named(agencies, now) if agencies else everybody(now, by_id)
    found = [
        Assessed(agency, max(known[one] for one in own), own)
        for agency in wanted
        if (own := frozenset(one for one, by in now.items() if by.path.startswith(agency.path)))
    ]
    if not found:
        raise ProblemsError([nothing(has_entries=bool(held))])
    skipped = () if agencies else tuple(by_id[one] for one in sorted(held - set(known)))
    return Choice(tuple(found), skipped)


def days_of_lists(owners: set[int]) -> Mapping[int, date | None]:
    """As of which day the newest harvested list of each agency was."""
    runs = HarvestRun.objects.filter(state=RunState.DONE, dry=False, source__agency__in=owners)
    days = runs.values_list("source__agency").annotate(Max("as_of")).order_by()
    return {agency: day for agency, day in days if day is not None}


def stand_for(by_id: Mapping[int, Agency], days: Mapping[int, date]) -> dict[int, Agency]:
    """For each owner the agency it counts for: itself, or after a merger the one that took it over by that day."""
    indexes = {day: AgencyIndex(day, (), dict(by_id)) for day in set(days.values())}
    return {
        owner: by_id[owner]
        if in_force(by_id[owner], day)
        else indexes[day].successor(by_id[owner]) or by_id[owner]
        for owner, day in days.items()
    }


def everybody(now: Mapping[int, Agency], by_id: Mapping[int, Agency]) -> list[Agency]:
    """All that entries count for, and the cities above them; in the order of the tree."""
    own = {one.pk: one for one in now.values()}
    above = {
        up: by_id[up] for one in own.values() for up in one.path_ids if by_id[up].kind == AgencyKind.CITY
    }
    return sorted((own | above).values(), key=lambda one: (len(one.path_ids), one.position, one.code))


def named(agencies: Sequence[Agency], now: Mapping[int, Agency]) -> list[Agency]:
    """Those that were asked for, each once; all that have nothing to measure are told at once."""
    wanted = list({one.pk: one for one in agencies}.values())
    problems = [
        Problem(
            NO_DAY,
            f"“{one.name}”没有可以计量的目录，或者目录所在的清单没有写明截止日期。",
            field=one.code,
            hint="请先采集目录；目录不是采集来的，请写明计量日期。",
        )
        for one in wanted
        if not any(by.path.startswith(one.path) for by in now.values())
    ]
    if problems:
        raise ProblemsError(problems)
    return wanted


def nothing(*, has_entries: bool) -> Problem:
    if has_entries:
        text, hint = "没有一个单位的清单写明了截止日期。", "请写明计量日期，或者采集时写明清单的截止日期。"
        return Problem(NO_DAY, text, hint=hint)
    return Problem(NOTHING, "还没有任何目录可以计量。", hint="请先编制、导入或采集目录。")


def layers(assessed: Iterable[Assessed]) -> list[list[Assessed]]:
    """Groups with one day each, in which no entry counts twice: each group is one pass of the engine."""
    found: list[list[Assessed]] = []
    for one in assessed:
        for layer in found:
            if layer[0].as_of == one.as_of and all(one.owners.isdisjoint(other.owners) for other in layer):
                layer.append(one)
                break
        else:
            found.append([one])
    return found
