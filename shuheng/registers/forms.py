"""The form of a row: what the fields look like, what was typed, and the error beside each."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, QueryDict

from shuheng.problems import Problem
from shuheng.registers.declare import Declaration, Field, Value, read_values, show_cell

PREFIX = "v."
WRONG = 422
LARGEST = 2**63 - 1
LONG_WORDS = 60


@dataclass(frozen=True)
class FieldForm:
    """One field with what was typed. `options` are the words to choose from."""

    code: str
    field: Field
    text: str
    errors: tuple[Problem, ...] = ()
    need: str = ""

    @property
    def name(self) -> str:
        """What the browser calls it."""
        return PREFIX + self.code

    @property
    def options(self) -> tuple[str, ...]:
        """Words of a select; none for a field that is typed."""
        return ("是", "否") if self.field.type == "yes_no" else self.field.codes

    @property
    def long(self) -> bool:
        """Whether the text wants room."""
        return self.field.type == "text" and len(self.text) > LONG_WORDS

    @property
    def mode(self) -> str:
        """The keyboard a phone shows."""
        numbers = {"count": "numeric", "amount": "decimal", "url": "url", "year": "numeric"}
        return numbers.get(self.field.type, "text")

    @property
    def example(self) -> str:
        """How a day, a month or a year is written."""
        return {"date": "2021-06-30", "month": "2021-06", "year": "2021"}.get(self.field.type, "")


@dataclass(frozen=True)
class RowForm:
    """All fields of a row, the values that could be read, and whether there are errors."""

    fields: tuple[FieldForm, ...]
    values: Mapping[str, Value]
    errors: int


def opened(declaration: Declaration, values: Mapping[str, Value]) -> RowForm:
    """The form with the values that are kept."""
    return form_of(declaration, {code: show_cell(value) for code, value in values.items()}, values, ())


def sent(declaration: Declaration, query: QueryDict) -> RowForm:
    """The form as it was sent; mistakes of the cells are found, those of the row are left to the action."""
    texts = {code: query.get(PREFIX + code, "") for code in filled(declaration)}
    values, problems = read_values(declaration, texts)
    return form_of(declaration, texts, values, problems)


def filled(declaration: Declaration) -> tuple[str, ...]:
    """Codes of the fields that a person fills."""
    return tuple(code for code, field in declaration.fields.items() if not field.derived)


def form_of(
    declaration: Declaration,
    texts: Mapping[str, str],
    values: Mapping[str, Value],
    problems: Sequence[Problem],
) -> RowForm:
    fields = tuple(
        FieldForm(
            code,
            declaration.fields[code],
            texts.get(code, ""),
            tuple(one for one in problems if one.field == code),
            need_of(declaration, code),
        )
        for code in filled(declaration)
    )
    return RowForm(fields, values, len(problems))


def need_of(declaration: Declaration, code: str) -> str:
    """Whether the field must be filled: at once, or before the row is submitted."""
    field = declaration.fields[code]
    if code in declaration.key:
        return "必填"
    return "提交前必填" if field.required else ""


def with_problems(
    declaration: Declaration, form: RowForm, problems: Sequence[Problem]
) -> tuple[RowForm, tuple[Problem, ...]]:
    """The problems at their fields, and those that belong to none."""
    texts = {one.code: one.text for one in form.fields}
    own = [one for one in problems if one.field in texts]
    return form_of(declaration, texts, form.values, own), tuple(one for one in problems if one not in own)


def number_in(query: QueryDict, name: str) -> int:
    """A number that one of our own forms sent; anything else is no request of ours."""
    text = query.get(name, "")
    if not (text.isascii() and text.isdigit()) or int(text[:30]) > LARGEST:
        raise Http404
    return int(text)


def numbers_in(query: QueryDict) -> list[int]:
    """The rows that were ticked, each once, in order."""
    found = (text for text in query.getlist("row") if text.isascii() and text.isdigit() and len(text) < 19)
    return list(dict.fromkeys(int(text) for text in found))


def day_or_none(text: str) -> dt.date | None:
    """A day of the address; None for none and for what is no day."""
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2100 else None


def texts_of(query: QueryDict) -> dict[str, str]:
    """The last text given for each name."""
    return {name: value for name, value in query.items() if isinstance(value, str)}
