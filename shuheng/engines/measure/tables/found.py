"""What is looked for in cells beside their format: blanks at the ends, dates to come, mixed forms, persons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import ibis.expr.types as ir

from shuheng.engines.measure.tables.asks import Ask
from shuheng.engines.measure.tables.backends.base import Backend
from shuheng.engines.measure.tables.formats.calendar import FORMS
from shuheng.engines.measure.tables.formats.contacts import MOBILE
from shuheng.engines.measure.tables.formats.dates import date_key, date_key_of, read_date
from shuheng.engines.measure.tables.formats.identity import is_old, is_old_text
from shuheng.engines.measure.tables.words import BLANKS

DATE_FORM = "_date_form"  # one ask per form of dates; the figure is made of all of them
YEAR_BORN = "(?:18|19|20)[0-9]{2}"
NOT_BORN = (  # eight digits that are no day of birth
    "(?:(?:0[0-9]|1[0-7]|2[1-9]|[3-9][0-9])[0-9]{6}"
    f"|{YEAR_BORN}(?:(?:00|1[3-9]|[2-9][0-9])[0-9]{{2}}|(?:0[1-9]|1[0-2])(?:00|3[2-9]|[4-9][0-9])))"
)
INSIDE = {  # a number of 18 digits is an identity number or a card, never both: many identity numbers begin as cards do
    "sensitive_identity": f"[1-9][0-9]{{5}}{YEAR_BORN}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{{3}}[0-9Xx]",
    "sensitive_mobile": MOBILE,
    "sensitive_bank_card": (
        f"(?:62|4[0-9]|5[1-5]|35|3[47])(?:[0-9]{{14,15}}|[0-9]{{17}}|[0-9]{{4}}{NOT_BORN}[0-9]{{4}})"
    ),
}
MASKS = {"sensitive_identity": "identity", "sensitive_mobile": "mobile", "sensitive_bank_card": "bank_card"}


def padded(number: int, mask: str) -> Ask:
    """Cells with blanks at an end."""
    return Ask(
        measure="padded_cells",
        column=number,
        key="padded",
        fault=lambda c, backend, _: ~backend.equals(backend.strip(c), c),
        is_fault=lambda text: text.strip(BLANKS) != text,
        mask=mask,
    )


def old_identities(number: int) -> Ask:
    """Identity numbers of the old form."""
    return Ask(
        measure="old_identity",
        column=number,
        key="old_identity",
        fault=lambda c, backend, _: is_old(c, backend),
        is_fault=is_old_text,
        mask="identity",
    )


def future(number: int, as_of: date) -> Ask:
    """Dates after the day of measuring."""
    limit = int(as_of.strftime("%Y%m%d"))

    def fault(c: ir.StringValue, backend: Backend, _: ir.StringValue) -> ir.BooleanValue:
        return (date_key(c, backend) > limit).fill_null(False)

    return Ask(
        measure="future_dates",
        column=number,
        key=("future", limit),
        fault=fault,
        is_fault=lambda text: (date_key_of(text) or 0) > limit,
    )


def date_forms(number: int) -> Iterator[Ask]:
    """One ask per form of dates: how many are written so."""
    for form, pattern in FORMS.items():
        yield Ask(
            measure=DATE_FORM,
            column=number,
            key=("date_form", form),
            fault=_has(f"^(?:{pattern})$"),
            is_fault=_in_form(form),
            detail=form,
        )


def _in_form(form: str) -> Callable[[str], bool]:
    def told(text: str) -> bool:
        found = read_date(text)
        return found is not None and found[1] == form

    return told


def sensitive(number: int, role: str) -> Iterator[Ask]:
    """Numbers of persons, anywhere in a cell, with no digit or letter beside them; no cards among identity numbers."""
    for measure, pattern in INSIDE.items():
        if (measure, role) == ("sensitive_bank_card", "identity"):
            continue
        bounded = f"(?:^|[^0-9A-Za-z])(?:{pattern})(?:[^0-9A-Za-z]|$)"
        yield Ask(
            measure=measure,
            column=number,
            key=measure,
            fault=_has(bounded),
            is_fault=_finds(re.compile(bounded.replace("$", r"\Z"))),
            mask=MASKS[measure],
        )


def codes(number: int, allowed: tuple[str, ...]) -> Ask:
    """Texts that a code list does not have."""
    return Ask(
        measure="outside_codes",
        column=number,
        key=("codes", allowed),
        fault=lambda c, backend, _: ~backend.within(c, allowed),
        is_fault=lambda text: text not in allowed,
    )


def _has(pattern: str) -> Callable[[ir.StringValue, Backend, ir.StringValue], ir.BooleanValue]:
    return lambda c, backend, _: backend.matches(c, pattern)


def _finds(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.search(text) is not None
