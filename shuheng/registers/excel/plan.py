"""What a sheet that came back would change: additions, changes cell by cell, what stays; or all mistakes."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from shuheng.accounts.models import Agency
from shuheng.accounts.permissions import allows
from shuheng.accounts.visitors import Visitor
from shuheng.problems import Problem, ProblemsError
from shuheng.registers.actions.guard import FILL, state_of
from shuheng.registers.actions.rows import refuse_not_filed
from shuheng.registers.actions.store import known_only, row_problems, taken_keys
from shuheng.registers.declare import Declaration, Value, key_of, read_values, show_cell
from shuheng.registers.excel import layout
from shuheng.registers.excel.cells import cell_out, same
from shuheng.registers.excel.read import Given, GivenRow
from shuheng.registers.known import Known
from shuheng.registers.models import RegisterRow
from shuheng.registers.words import Difference, changes_between, differences, state_title

BATCH = 1_000
Values = dict[str, Value]
T = TypeVar("T")


@dataclass(frozen=True)
class Change:
    """One row that would change: the version that was read, its new values, and the differences in words."""

    number: int
    version: int
    key: str
    values: Values
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Addition:
    agency: Agency
    key: str
    values: Values


@dataclass
class Plan:
    """Nothing may be applied while there are problems."""

    additions: list[Addition] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """Of all that would happen: what is applied is what was shown."""
        said = [
            [[one.agency.code, one.values] for one in self.additions],
            [[one.number, one.version, one.values] for one in self.changes],
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Wanted:
    """A row of the sheet understood: whose it is, which row it changes (None: new), and its values."""

    given: GivenRow
    agency: Agency
    held: RegisterRow | None
    values: Values
    key: str


class Planner:
    """Holds what the rows are compared with; finds all mistakes before it gives up."""

    def __init__(
        self, declaration: Declaration, given: Given, by: Visitor, agency: Agency | None = None
    ) -> None:
        self.declaration, self.given, self.by, self.own = declaration, given, by, agency
        self.plan = Plan(problems=list(given.problems))
        self.form = {(one.row, one.column) for one in given.problems if one.column}
        codes = {row.keys.get(layout.AGENCY, "") for row in given.rows}
        self.agencies = {one.code: one for one in Agency.objects.filter(code__in=codes)}
        self.reach: dict[int, Problem | None] = {}
        self.rows = held_rows(declaration, given)
        self.by_key: dict[tuple[int, str], RegisterRow] = {}
        self.wanted: list[Wanted] = []
        self.readings: dict[int, tuple[Values, list[Problem]]] = {}

    def run(self) -> Plan:
        """Understand the rows, then hold each against the declaration and against one another."""
        if any(problem.code == "excel-column-missing" for problem in self.plan.problems):
            return self.plan  # rows without their key would all seem to be new
        if not self.given.numbered:
            self.by_key = self.rows_by_key()
        for row in self.given.rows:
            self.understand(row)
        self.refuse_twice()
        known = Known.of(self.declaration, [one.values for one in self.wanted])
        for one in self.wanted:
            self.decide(one, known)
        self.refuse_taken()
        self.plan.problems.sort(key=lambda problem: (problem.row, problem.column))
        return self.plan

    def refuse(self, row: GivenRow, code: str, message: str, name: str = "", hint: str = "") -> None:
        self.plan.problems.append(row.problem(code, message, name, hint=hint))

    def blame(self, row: GivenRow, problems: Iterable[Problem]) -> None:
        """Problems at their cells; a cell that is blamed already (a formula that was not computed) is not blamed twice."""
        placed = [row.placed(self.declaration, problem) for problem in problems]
        self.plan.problems += [one for one in placed if (one.row, one.column) not in self.form]

    def understand(self, row: GivenRow) -> None:
        """Find the row that is meant and read what was typed; a row that was left alone is done with."""
        text = row.keys.get(layout.NUMBER, "")
        held = self.rows.get(int(text)) if is_number(text) else None
        if text and held is None:
            message = f"这本台账没有行号为“{text[:40]}”的一行，或您无权填报。"
            hint = "原有的行不要改行号；新增的一行“行号”空着。"
            self.refuse(row, "register-excel-row", message, layout.NUMBER, hint)
            return
        agency = held.agency if held else self.agency_of(row)
        if agency is None or not self.may_fill(row, agency):
            return
        if held is None and not self.given.numbered:
            held = self.by_key.get((agency.pk, self.key_in(row)))
        self.read(row, agency, held)

    def read(self, row: GivenRow, agency: Agency, held: RegisterRow | None) -> None:
        kept = known_only(self.declaration, held.values) if held else {}
        if held and all(same(cell_out(kept.get(code)), typed) for code, typed in row.texts.items()):
            self.plan.unchanged += 1
            return
        if held:
            shown = {code: show_cell(value) for code, value in kept.items()}
            typed = {
                code: shown.get(code, "") if same(cell_out(kept.get(code)), text) else text
                for code, text in row.texts.items()
            }
            values, problems = read_values(self.declaration, shown | typed, row.number)
        else:
            values, problems = self.reading(row)
        self.blame(row, problems)
        if problems:
            return
        self.wanted.append(Wanted(row, agency, held, values, key_of(self.declaration, values)))

    def reading(self, row: GivenRow) -> tuple[Values, list[Problem]]:
        """The row as it was typed, read once."""
        if row.number not in self.readings:
            self.readings[row.number] = read_values(self.declaration, row.texts, row.number)
        return self.readings[row.number]

    def key_in(self, row: GivenRow) -> str:
        """The key that was typed."""
        return key_of(self.declaration, self.reading(row)[0])

    def agency_of(self, row: GivenRow) -> Agency | None:
        """Whose a new row is: as written, or the agency chosen beside the file."""
        code = row.keys.get(layout.AGENCY, "")
        agency = self.agencies.get(code) if code else self.own
        if agency is None:
            message = f"没有代码为“{code[:40]}”的单位。" if code else "没有写填报单位代码。"
            hint = "请写“单位”页面上的单位代码，或上传时选择填报单位。"
            self.refuse(row, "register-excel-agency", message, layout.AGENCY, hint)
        return agency

    def may_fill(self, row: GivenRow, agency: Agency) -> bool:
        """Whether the visitor fills this register for the agency; asked once for each agency."""
        if agency.pk not in self.reach:
            self.reach[agency.pk] = self.hindrance(agency)
        problem = self.reach[agency.pk]
        if problem is not None:
            self.refuse(row, problem.code, problem.message, layout.AGENCY, problem.hint)
        return problem is None

    def hindrance(self, agency: Agency) -> Problem | None:
        if not allows(self.by, FILL, agency):
            message = f"您没有填报“{agency.name}”台账的权限。"
            return Problem("register-excel-forbidden", message, hint="请删去这一行，由该单位填报。")
        try:
            refuse_not_filed(self.declaration, agency)
        except ProblemsError as error:
            return error.problems[0]
        return None

    def decide(self, one: Wanted, known: Known) -> None:
        """Keep the addition or change, unless it must not be."""
        state = state_of(self.declaration, one.held.state) if one.held else self.declaration.life.first
        found = row_problems(self.declaration, one.values, known, complete=state.complete)
        self.blame(one.given, found)
        if one.held is None:
            self.plan.additions.append(Addition(one.agency, one.key, one.values))
            return
        changes = changes_between(known_only(self.declaration, one.held.values), one.values)
        if not changes:
            self.plan.unchanged += 1
            return
        self.refuse_held(one, one.held, is_open=state.open)
        said = differences(self.declaration, changes)
        self.plan.changes.append(Change(one.held.pk, one.held.version, one.held.key, one.values, said))

    def refuse_held(self, one: Wanted, held: RegisterRow, *, is_open: bool) -> None:
        """Why this row may not be changed now."""
        version = one.given.keys.get(layout.VERSION)
        if version is not None and version != str(held.version):
            message = f"导出后已被 {held.changed_by} 改过：表里是第 {version or '？'} 版，现在是第 {held.version} 版。"
            self.refuse(one.given, "register-row-moved", message, layout.VERSION, "请重新导出，再改一次。")
        if not is_open:
            message = f"“{held.key}”现在是“{state_title(self.declaration, held.state)}”，不能改内容。"
            hint = "请改回原来的内容，或先在页面上办理“更正”。"
            self.refuse(one.given, "register-row-state", message, layout.STATE, hint)

    def refuse_twice(self) -> None:
        """The same row, or the same key, in two rows of the sheet."""
        seen: dict[tuple[int, str], int] = {}
        numbers: dict[int, int] = {}
        key_field = self.declaration.key[0]
        for one in self.wanted:
            first = seen.setdefault((one.agency.pk, one.key), one.given.number)
            if one.held is not None:
                first = min(first, numbers.setdefault(one.held.pk, one.given.number))
            if first != one.given.number:
                message = f"“{one.key}”和第 {first} 行重复。"
                self.refuse(one.given, "register-excel-twice", message, key_field, "请删去一行。")

    def refuse_taken(self) -> None:
        """Keys that another live row of the agency bears already."""
        by_agency: dict[int, list[Wanted]] = {}
        for one in self.wanted:
            if one.held is None or one.held.key != one.key:
                by_agency.setdefault(one.agency.pk, []).append(one)
        for some in by_agency.values():
            taken = taken_keys(self.declaration.code, some[0].agency, (one.key for one in some))
            for one in some:
                if one.key in taken:
                    message = f"{one.agency.name}的这本台账里已有“{one.key}”（行号 {taken[one.key]}）。"
                    hint = "要改原来的一行，请写上它的行号和版本；否则请删去这一行。"
                    self.refuse(one.given, "register-row-key-taken", message, self.declaration.key[0], hint)

    def rows_by_key(self) -> dict[tuple[int, str], RegisterRow]:
        """For sheets without row numbers: the live rows that bear the keys of the sheet."""
        keys = {self.key_in(row) for row in self.given.rows}
        live = RegisterRow.objects.filter(register=self.declaration.code, withdrawn=None)
        some = live.select_related("agency").defer("words")
        return {
            (row.agency_id, row.key): row
            for batch in batches(sorted(keys))
            for row in some.filter(key__in=batch)
        }


def held_rows(declaration: Declaration, given: Given) -> dict[int, RegisterRow]:
    """The live rows of this register that the sheet names by number."""
    texts = (row.keys.get(layout.NUMBER, "") for row in given.rows)
    numbers = sorted({int(text) for text in texts if is_number(text)})
    rows = RegisterRow.objects.filter(register=declaration.code, withdrawn=None).select_related("agency")
    return {row.pk: row for batch in batches(numbers) for row in rows.defer("words").filter(pk__in=batch)}


def batches(some: list[T]) -> Iterable[list[T]]:
    """In pieces that a database takes in one question."""
    return (some[start : start + BATCH] for start in range(0, len(some), BATCH))


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def plan_import(declaration: Declaration, given: Given, by: Visitor, agency: Agency | None = None) -> Plan:
    """What this sheet would do if this visitor applied it now; `agency` for new rows that name none."""
    return Planner(declaration, given, by, agency).run()
