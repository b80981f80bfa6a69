"""The page of the table measures is the one that the registry prints."""

from __future__ import annotations

from dataclasses import fields

from shuheng.engines.measure.patterns import ONLY_BLANK
from shuheng.engines.measure.tables import ROLES, TABLE_MEASURES, TableParameters
from shuheng.engines.measure.tables.formats import FORMATS
from shuheng.engines.measure.tables.words import BLANKS
from tests.spec.measure.tables.manual import PAGE, PARAMETERS, page


def test_the_page_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run: python -m tests.spec.measure.tables.manual --write"
    )


def test_the_page_names_every_measure_role_and_parameter() -> None:
    told = page()
    assert all(f"`{code}`" in told for code in (*TABLE_MEASURES, *ROLES))
    assert list(PARAMETERS) == [one.name for one in fields(TableParameters)]


def test_blanks_are_those_of_the_catalogue_measures() -> None:
    assert all(ONLY_BLANK.found_in(blank) for blank in BLANKS)
    assert sum(1 for number in range(0x10000) if ONLY_BLANK.found_in(chr(number))) == len(set(BLANKS))
    assert all(found.title and found.source for found in FORMATS.values())
