"""What requests about the ledger say."""

from collections.abc import Mapping
from dataclasses import dataclass

from shuheng.assessment.ledger.queries import Wanted
from shuheng.web.addresses import page_number

LONGEST = 2_000


@dataclass(frozen=True)
class FactForm:
    """What was typed for a stated fact, kept for when it is refused."""

    agency: str = ""
    period: str = ""
    metric: str = ""
    value: str = ""
    evidence: str = ""
    link: str = ""
    judged: str = ""


def wanted(given: Mapping[str, str]) -> Wanted:
    texts = {name: given.get(name, "").strip()[:100] for name in ("period", "agency", "origin", "q")}
    return Wanted(**texts, page=page_number(given.get("page", "")))


def typed(given: Mapping[str, str]) -> FactForm:
    names = ("agency", "period", "metric", "value", "evidence", "link", "judged")
    return FactForm(**{name: given.get(name, "")[:LONGEST].strip() for name in names})
