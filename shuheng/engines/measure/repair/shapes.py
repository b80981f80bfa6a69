"""The shape of a list of repairs, as people write it in YAML. What may be combined is checked in `meaning`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Words = Annotated[str, Field(min_length=1, max_length=200)]
KindCode = Literal[
    "trim", "half_width", "empty", "date", "number", "phone", "upper", "codes", "divisions", "check", "listed",
    "deduplicate",
]  # fmt: skip
YesNo = Literal["yes", "no"]
EVERY = "*"


def _tupled(value: Any) -> Any:
    listed = [value] if isinstance(value, str) else value
    return tuple(listed) if isinstance(listed, list) else listed


Names = Annotated[tuple[Words, ...], BeforeValidator(_tupled)]


class Shape(BaseModel):
    """Frozen; a key nobody knows is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Rule(Shape):
    """One repair of some columns (``*`` = all): its kind, and the options of that kind (see `kinds`).

    ``words`` are taken for empty; ``drop_midnight`` cuts 00:00:00 off a date; ``units`` lets 万 and 亿 be multiplied out;
    ``map`` is written value -> code; ``list`` names a code list that the caller brings; ``within`` is the first digits
    of the divisions that are meant; ``format`` is a format of the table measures; ``allowed`` are the values that stay.
    """

    rule: KindCode
    columns: Names = ()
    words: Names = ()
    drop_midnight: YesNo = "no"
    units: YesNo = "no"
    map: dict[Words, Annotated[str, Field(max_length=200)]] = {}
    code_list: Annotated[str, Field(alias="list", max_length=200)] = ""
    within: Annotated[str, Field(pattern="^[0-9]*$", max_length=12)] = ""
    format: str = ""
    allowed: Names = ()

    def concerns(self, column: str) -> bool:
        """Whether the rule speaks of this column."""
        return column in self.columns or EVERY in self.columns


class RepairRules(Shape):
    """The repairs of one table, in the order in which they are made."""

    name: Words
    rules: tuple[Rule, ...]
