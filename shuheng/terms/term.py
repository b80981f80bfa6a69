"""A closed list of codes, each with its Chinese title."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A member is its code (a plain text) and knows its title: `UpdateCycle.YEARLY.title == "每年"`."""

    title: str  # type: ignore[assignment]  # the Chinese title hides str.title, which no code has a use for

    def __new__(cls, code: str, title: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.title = title
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of code and title, as Django's fields and forms take them."""
        return [(member.value, member.title) for member in cls]

    @classmethod
    def titles(cls) -> dict[str, str]:
        """Title by code."""
        return dict(cls.choices())
