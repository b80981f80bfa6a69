"""What the forms of sampling say, checked."""

from collections.abc import Iterable, Mapping

from django.http import HttpRequest, QueryDict

from shuheng.accounts.models import Agency
from shuheng.problems import Problem, ProblemsError
from shuheng.quality.models import DataTable, SampledThing, TableVersion
from shuheng.quality.sampling.actions import LONGEST_NOTE, MOST_DRAWN, Order, Said
from shuheng.quality.sampling.codes import problem
from shuheng.quality.sampling.terms import Amount, FindingKind, SampledKind
from shuheng.web.uploads import uploaded

FIELDS = ("title", "agency", "kind", "table", "amount", "number", "seed", "by_agency")
LONGEST_TITLE = LONGEST_SEED = 200
KINDS = {one.value: one for one in SampledKind}
AMOUNTS = {one.value: one for one in Amount}
CLEAN = "none"


def typed(post: QueryDict) -> dict[str, str]:
    """What was typed, kept for when it is refused."""
    return {name: post.get(name, "").strip()[:400] for name in FIELDS}


def read_order(said: Mapping[str, str], agencies: Iterable[Agency], tables: Iterable[DataTable]) -> Order:
    """The order; ProblemsError with every mistake at once. Only these agencies and tables may be chosen."""
    problems: list[Problem] = []
    if not said["title"] or len(said["title"]) > LONGEST_TITLE:
        problems.append(problem("sample-title", field="title"))
    kind, amount = KINDS.get(said["kind"]), AMOUNTS.get(said["amount"])
    if kind is None:
        problems.append(problem("sample-kind", field="kind"))
    version, agency = None, next((one for one in agencies if one.code == said["agency"]), None)
    if kind == SampledKind.ROWS:
        version = chosen_version(said["table"], tables)
        agency = version.table.agency if version else None
        if version is None:
            problems.append(problem("sample-table", field="table"))
    elif agency is None:
        problems.append(problem("sample-agency", field="agency"))
    seed = said["seed"]
    if len(seed) > LONGEST_SEED or "|" in seed or not seed.isprintable():
        problems.append(problem("sample-seed", field="seed"))
    most = 100 if amount == Amount.SHARE else MOST_DRAWN
    number = int(said["number"]) if said["number"].isascii() and said["number"].isdigit() else 0
    if amount is None or not 1 <= number <= most:
        problems.append(problem("sample-number", f"写的是“{said['number'][:20]}”", field="number"))
    by_agency = bool(said["by_agency"])
    if amount == Amount.EACH and not by_agency:
        problems.append(problem("sample-each", field="by_agency"))
    if problems or kind is None or amount is None or agency is None:
        raise ProblemsError(problems)
    return Order(said["title"], agency, kind, amount, number, seed, by_agency, version)


def chosen_version(number: str, tables: Iterable[DataTable]) -> TableVersion | None:
    """The present data of the table with this number, if it is one of these."""
    return next((one.current for one in tables if str(one.pk) == number), None)


def read_findings(post: QueryDict, shown: Iterable[SampledThing]) -> dict[int, Said | None]:
    """What the form says of the things it shows: `found-<position>` holds kinds, or `none` for nothing found."""
    kinds = {one.value: one for one in FindingKind}
    said: dict[int, Said | None] = {}
    for one in shown:
        ticked = post.getlist(f"found-{one.position}")
        chosen = frozenset(kinds[value] for value in ticked if value in kinds)
        note = post.get(f"note-{one.position}", "").strip()[:LONGEST_NOTE]
        said[one.position] = Said(chosen, note) if chosen or CLEAN in ticked else None
    return said


def brought(request: HttpRequest) -> tuple[bytes, str]:
    """The sheet that was uploaded and its name. ProblemsError for none, an empty one, or one that is too large."""
    file = uploaded(request, "sheet")
    return file.read(), (file.name or "")[:200]
