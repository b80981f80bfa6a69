"""What is asked of which column, by its role and by what people set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shuheng.engines.measure.tables import found
from shuheng.engines.measure.tables.ahead import lies_ahead
from shuheng.engines.measure.tables.asks import Ask
from shuheng.engines.measure.tables.drift import drift_asks
from shuheng.engines.measure.tables.formats import FORMATS, Asked, Format
from shuheng.engines.measure.tables.model import ColumnRole
from shuheng.engines.measure.tables.question import TableQuestion
from shuheng.engines.measure.tables.rules.asks import rule_asks

MAY_HIDE_PERSONS = ("text", "identity", "mobile", "phone", "bank_card", "integer", "person", "address")


def asks(roles: Sequence[ColumnRole], question: TableQuestion) -> list[Ask]:
    """All asks of a table, column by column, then the rules; only of measures that are wanted."""
    columns = [role.column for role in roles]
    told = [ask for number, role in enumerate(roles) for ask in _column(number, role, question)]
    told += drift_asks(columns, question.declared, question.as_of)
    told += rule_asks(columns, question.rules)
    return [ask for ask in told if question.wants(ask.measure)]


def _column(number: int, role: ColumnRole, question: TableQuestion) -> Iterator[Ask]:
    known = Asked(question.as_of, question.divisions)
    yield found.padded(number, role.role)
    if role.role in FORMATS:
        yield _format(number, FORMATS[role.role], known)
    if role.role == "identity":
        yield found.old_identities(number)
    if role.role == "date":
        if not lies_ahead(role.column):
            yield found.future(number, question.as_of)
        yield from found.date_forms(number)
    if role.column in question.codes:
        yield found.codes(number, question.codes[role.column])
    if role.role in MAY_HIDE_PERSONS:
        yield from found.sensitive(number, role.role)


def _format(number: int, told: Format, known: Asked) -> Ask:
    return Ask(
        measure=f"format_{told.code}",
        column=number,
        key=("format", told.code, known),
        fault=lambda c, backend, _: ~told.ok(c, backend, known),
        is_fault=lambda text: not told.ok_text(text, known),
        mask=told.code,
        format=told.code,
    )
