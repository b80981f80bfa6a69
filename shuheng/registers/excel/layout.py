"""The sheet of a register and its columns: keys first, then the fields, those worked out last."""

from collections.abc import Iterable

from shuheng.registers.declare import Declaration

ROWS, GUIDE, CHOICES = "台账", "填写说明", "选项"
NUMBER, VERSION, AGENCY, AGENCY_NAME, STATE = "行号", "版本", "填报单位代码", "填报单位", "行状态"
KEYS = (NUMBER, VERSION, AGENCY, AGENCY_NAME, STATE)
MOST_ROWS = 20_000


def head_of(declaration: Declaration, code: str) -> str:
    """What stands above the column of a field; with its code where the title alone would be mistaken for another."""
    title = declaration.fields[code].title
    same = sum(one.title == title for one in declaration.fields.values())
    return f"{title}〔{code}〕" if title in KEYS or same > 1 else title


def filled(declaration: Declaration) -> tuple[str, ...]:
    """Codes of the fields that a person fills."""
    return tuple(code for code, one in declaration.fields.items() if not one.derived)


def derived(declaration: Declaration) -> tuple[str, ...]:
    """Codes of the fields that are worked out."""
    return tuple(code for code, one in declaration.fields.items() if one.derived)


def heads(declaration: Declaration) -> tuple[str, ...]:
    """All columns in order."""
    return (*KEYS, *heads_of(declaration, (*filled(declaration), *derived(declaration))))


def heads_of(declaration: Declaration, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(head_of(declaration, code) for code in codes)


def codes_by_head(declaration: Declaration) -> dict[str, str]:
    """Head, or the field's own code as machines write it -> code, of the columns that are filled in."""
    named = {head_of(declaration, code): code for code in filled(declaration)}
    return {**{code: code for code in filled(declaration)}, **named}
