"""What a table is asked with: the day, roles and keys that people set, code lists, and the numbers of the documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from shuheng.engines.measure.tables.drift import DeclaredItem
from shuheng.engines.measure.tables.formats import ROLES
from shuheng.engines.measure.tables.query import Relation
from shuheng.engines.measure.tables.rules.model import Rule
from shuheng.engines.measure.tables.words import EMPTY_WORDS
from shuheng.problems import Problem, ProblemsError, did_you_mean


@dataclass(frozen=True, slots=True)
class TableParameters:
    """Numbers and lists that may be set for a document; the defaults stand in docs/reference/table-measures.md."""

    low_capacity_rows: int = 10
    high_missing_percent: int = 60
    empty_words: tuple[str, ...] = EMPTY_WORDS
    head_rows: int = 1000
    role_percent: int = 80
    outlier_rows: int = 20
    samples: int = 5

    def __post_init__(self) -> None:
        bounds = {
            "low_capacity_rows": (0, None),
            "high_missing_percent": (1, 100),
            "head_rows": (1, 100_000),
            "role_percent": (51, 100),
            "outlier_rows": (4, None),
            "samples": (0, 100),
        }
        problems = [
            Problem(
                "measure-parameter-range",
                f"写的是 {getattr(self, name)}，应在 {low} 到 {'不限' if high is None else high} 之间。",
                field=name,
            )
            for name, (low, high) in bounds.items()
            if getattr(self, name) < low or (high is not None and getattr(self, name) > high)
        ]
        if problems:
            raise ProblemsError(problems)


@dataclass(frozen=True, slots=True)
class TableQuestion:
    """One measuring of one table.

    ``roles`` override what is detected, by column. ``keys`` are the columns that should tell rows apart. ``codes`` are
    the values allowed in a column. ``divisions`` are all division codes that exist (None: only their shape and province
    are looked at). ``rules`` are those of load_rules, ``declared`` the items of the entry (None: nothing is held against
    them). ``related`` are the tables that reference rules name, as the same database sees them. ``measures`` are the
    codes that are wanted (None: all). ``every`` = n reads every n-th row only, and all figures say so.
    """

    as_of: date
    roles: Mapping[str, str] = field(default_factory=dict)
    keys: tuple[tuple[str, ...], ...] = ()
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    divisions: frozenset[str] | None = None
    rules: tuple[Rule, ...] = ()
    declared: tuple[DeclaredItem, ...] | None = None
    measures: frozenset[str] | None = None
    related: Mapping[str, Relation] = field(default_factory=dict)
    every: int = 1
    parameters: TableParameters = field(default_factory=TableParameters)

    def wants(self, measure: str) -> bool:
        """Whether a measure is asked; what begins with ``_`` is part of ``mixed_date_forms``."""
        code = "mixed_date_forms" if measure.startswith("_") else measure
        return self.measures is None or code in self.measures

    def unfit(self, columns: Sequence[str], file: str = "") -> Iterator[Problem]:
        """What of the question does not fit a table of these columns."""
        named = [("roles", name) for name in self.roles] + [("codes", name) for name in self.codes]
        named += [("rules", name) for rule in self.rules for name in rule.columns]
        named += [("keys", name) for key in self.keys for name in key]
        for where, name in named:
            if name not in columns:
                yield Problem(
                    "measure-column-unknown",
                    f"表里没有“{name}”这一列。",
                    file=file,
                    field=where,
                    allowed=tuple(columns[:20]),
                    hint=did_you_mean(name, columns),
                )
        for name, role in self.roles.items():
            if role not in ROLES:
                yield Problem(
                    "measure-role-unknown",
                    f"没有“{role}”这种列。",
                    file=file,
                    field=name,
                    allowed=tuple(ROLES),
                    hint=did_you_mean(role, ROLES),
                )
