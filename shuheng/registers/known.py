"""What a row names elsewhere must be there: rows of other registers, and agencies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from shuheng.accounts.models import Agency
from shuheng.accounts.queries.resolve import AgencyIndex
from shuheng.problems import Problem, did_you_mean
from shuheng.registers.declare import Declaration, Value, show_cell
from shuheng.registers.models import RegisterRow
from shuheng.registers.shelf import declarations

BATCH = 500
Values = Mapping[str, Value]


@dataclass
class Known:
    """Keys of the rows that are named, by register; the agencies, only where a column names some."""

    keys: dict[str, set[str]] = field(default_factory=dict)
    agencies: AgencyIndex | None = None

    @classmethod
    def of(cls, declaration: Declaration, many: Iterable[Values]) -> "Known":
        """Looked up once for all these rows."""
        known = cls()
        rows = list(many)
        for code, one in declaration.fields.items():
            if one.target is not None:
                wanted = {show_cell(values.get(code)) for values in rows} - {""}
                known.keys.setdefault(one.target, set()).update(held_keys(one.target, wanted))
            elif one.type == "agency" and any(values.get(code) for values in rows):
                known.agencies = known.agencies or AgencyIndex.load()
        return known

    def problems(self, declaration: Declaration, values: Values, row: int = 0) -> list[Problem]:
        """Names that lead nowhere, each at its field."""
        found: list[Problem] = []
        for code, one in declaration.fields.items():
            text = show_cell(values.get(code))
            if not text:
                continue
            if one.target is not None and text not in self.keys.get(one.target, set()):
                where = declarations()[one.target].title
                message = f"“{one.title}”写的是“{text[:60]}”，台账“{where}”里没有这一行。"
                hint = near_key(one.target, text) or f"请先在“{where}”里登记，或照那里的写法。"
                found.append(Problem("register-row-reference", message, row=row, field=code, hint=hint))
            elif one.type == "agency" and self.agencies is not None and not self.agencies.candidates(text):
                message = f"“{one.title}”写的是“{text[:60]}”，没有这个单位。"
                hint = "请写“单位”页面上的名称、简称或代码。"
                found.append(Problem("register-row-agency", message, row=row, field=code, hint=hint))
        return found


def held_keys(register: str, wanted: set[str]) -> set[str]:
    """Which of these keys a live row of the register has, whosesoever it is."""
    some, found = sorted(wanted), set[str]()
    live = RegisterRow.objects.filter(register=register, withdrawn=None)
    for start in range(0, len(some), BATCH):
        found |= set(live.filter(key__in=some[start : start + BATCH]).values_list("key", flat=True))
    return found


def near_key(register: str, text: str) -> str:
    """A key that may have been meant."""
    live = RegisterRow.objects.filter(register=register, withdrawn=None, key__startswith=text[:2])
    return did_you_mean(text, live.values_list("key", flat=True)[:200])


def files(declaration: Declaration, agency: Agency) -> bool:
    """Whether an agency of this kind fills the register."""
    return agency.kind in declaration.filled_by
