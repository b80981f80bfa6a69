"""The one way in which rows come to be and change: with their version, in bulk where there are many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.utils import timezone

from shuheng.accounts.models import Agency
from shuheng.problems import Problem, ProblemsError
from shuheng.registers.actions.guard import BATCH, refuse_moved, state_of
from shuheng.registers.declare import Declaration, Value, check_values, key_of
from shuheng.registers.known import Known, Values
from shuheng.registers.models import RegisterRow, RegisterRowVersion
from shuheng.registers.models.row import MOST_KEY
from shuheng.registers.words import changes_between, words_of

COLUMNS = ("key", "values", "words", "state", "version", "changed", "changed_by", "withdrawn", "withdrawn_by")


@dataclass(frozen=True)
class Draft:
    """A row to be: whose, with which kept values, in which state."""

    agency: Agency
    values: Values
    state: str
    demo: bool = False


@dataclass(frozen=True)
class Said:
    """What the history says of a change."""

    actor: str
    act: str
    reason: str = ""


def known_only(declaration: Declaration, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values of the columns that the declaration has and that a person fills, texts without space around."""
    fields = declaration.fields
    plain = {code: value.strip() if isinstance(value, str) else value for code, value in values.items()}
    return {
        code: value
        for code, value in plain.items()
        if value not in (None, "") and code in fields and not fields[code].derived
    }


def refuse_wrong(declaration: Declaration, values: Values, state: str) -> None:
    """`ProblemsError` with every mistake of one row; what is required only where the state asks for it."""
    problems = row_problems(
        declaration, values, Known.of(declaration, [values]), complete=state_of(declaration, state).complete
    )
    if problems:
        raise ProblemsError(problems)


def row_problems(
    declaration: Declaration, values: Values, known: Known, *, complete: bool, row: int = 0
) -> list[Problem]:
    """Mistakes of the cells, of the row as a whole, and of what it names elsewhere."""
    problems = check_values(declaration, values, complete=complete, row=row)
    wrong = {problem.field for problem in problems}
    named = [one for one in known.problems(declaration, values, row) if one.field not in wrong]
    key = key_of(declaration, values)
    if len(key) > MOST_KEY:
        message = f"主键有 {len(key)} 字，上限 {MOST_KEY} 字。"
        field = declaration.key[0]
        return [*problems, *named, Problem("register-row-key-long", message, row=row, field=field)]
    return [*problems, *named]


def taken_keys(register: str, agency: Agency, keys: Iterable[str]) -> dict[str, int]:
    """Live rows of the agency that bear these keys: key -> number of the row."""
    wanted, found = sorted(set(keys)), dict[str, int]()
    live = RegisterRow.objects.filter(register=register, agency=agency, withdrawn=None)
    for start in range(0, len(wanted), BATCH // 2):
        some = live.filter(key__in=wanted[start : start + BATCH // 2])
        found |= dict(some.values_list("key", "pk"))
    return found


def refuse_taken(declaration: Declaration, agency: Agency, key: str, *, own: int | None = None) -> None:
    """A live row with this key must not stand twice in one agency."""
    number = taken_keys(declaration.code, agency, [key]).get(key)
    if number is not None and number != own:
        titles = "、".join(declaration.fields[code].title for code in declaration.key)
        message = f"{agency.name}的这本台账里已有“{key}”。"
        problem = Problem(
            "register-row-key-taken", message, field=declaration.key[0],
            hint=f"{titles}不能重复；请修改原来的一行（编号 {number}）。",
        )  # fmt: skip
        raise ProblemsError([problem])


def add_rows(
    *, declaration: Declaration, drafts: Sequence[Draft], said: Said, at: datetime | None = None
) -> list[RegisterRow]:
    """Write rows that were checked, each with its first version. The caller holds the transaction."""
    now = at or timezone.now()
    rows = [
        RegisterRow(
            register=declaration.code,
            agency=draft.agency,
            key=key_of(declaration, draft.values),
            values=dict(draft.values),
            words=words_of(draft.values),
            state=draft.state,
            demo=draft.demo,
            created=now,
            changed=now,
            changed_by=said.actor,
        )
        for draft in drafts
    ]
    made = RegisterRow.objects.bulk_create(rows, batch_size=BATCH)
    add_versions([(row, changes_between({}, row.values)) for row in made], said, now)
    return made


def add_versions(
    changed: Iterable[tuple[RegisterRow, dict[str, list[Value]]]], said: Said, at: datetime
) -> None:
    """The version of each row as it stands now."""
    versions = [
        RegisterRowVersion(
            row=row,
            number=row.version,
            at=at,
            actor=said.actor,
            act=said.act[:100],
            reason=said.reason[:1000],
            state=row.state,
            changes=changes,
        )
        for row, changes in changed
    ]
    RegisterRowVersion.objects.bulk_create(versions, batch_size=BATCH)


def change_rows(
    *, declaration: Declaration, wanted: Sequence[tuple[RegisterRow, Values, str]], said: Said
) -> int:
    """Give locked rows their new values and state; rows that stay as they are get no version. How many changed."""
    now, changed = timezone.now(), list[tuple[RegisterRow, dict[str, list[Value]]]]()
    for row, values, state in wanted:
        changes = changes_between(row.values, values)
        if not changes and state == row.state:
            continue
        row.key, row.values, row.words = key_of(declaration, values), dict(values), words_of(values)
        row.state = state
        changed.append((row, changes))
    rows = [row for row, _ in changed]
    for row in rows:
        row.changed, row.changed_by = now, said.actor
    store(rows)
    add_versions(changed, said, now)
    return len(rows)


def store(rows: Sequence[RegisterRow]) -> None:
    """Raise the version of each row and write it; a single one by a conditional update."""
    if len(rows) == 1:
        row = rows[0]
        columns = {name: getattr(row, name) for name in COLUMNS} | {"version": F("version") + 1}
        if not RegisterRow.objects.filter(Q(pk=row.pk), version=row.version).update(**columns):
            refuse_moved(RegisterRow.objects.get(pk=row.pk), row.version)
        row.version += 1
        return
    for row in rows:
        row.version += 1
    RegisterRow.objects.bulk_update(rows, COLUMNS, batch_size=BATCH // 4)
