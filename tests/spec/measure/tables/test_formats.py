"""Every format says the same of a text as an expression and as plain Python."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuheng.engines.measure.tables import DUCKDB, FORMATS, Asked, Format
from shuheng.engines.measure.tables.formats.dates import date_key, date_key_of
from shuheng.engines.measure.tables.formats.identity import is_old, is_old_text
from shuheng.engines.measure.tables.fragments import STAND_IN, Fragment, compiled
from tests.spec.measure.tables.dirt import CELLS

ANY = Asked(date(2023, 6, 30))
LISTED = Asked(date(2023, 6, 30), frozenset({"450102", "110000"}))


@pytest.fixture(scope="module")
def database() -> Iterator[Any]:
    with duckdb.connect(config={"threads": "1"}) as held:
        yield held


def _compiled(told: Format, asked: Asked) -> Fragment:
    return compiled(lambda t: told.ok(t[STAND_IN], DUCKDB, asked), DUCKDB)


@cache
def query(asked: Asked) -> str:
    """One SELECT of all formats, of old identity numbers and of the day of a date."""
    parts = [_compiled(told, asked) for told in FORMATS.values()]
    parts.append(compiled(lambda t: is_old(t[STAND_IN], DUCKDB), DUCKDB))
    parts.append(compiled(lambda t: date_key(t[STAND_IN], DUCKDB), DUCKDB))
    return f"SELECT {', '.join(part.of('t0.c') for part in parts)} FROM cells AS t0 ORDER BY n"


def by_hand(text: str, asked: Asked) -> tuple[object, ...]:
    """The same by the twins."""
    return (*(told.ok_text(text, asked) for told in FORMATS.values()), is_old_text(text), date_key_of(text))


@pytest.mark.parametrize("asked", [ANY, LISTED], ids=["any", "listed"])
@settings(max_examples=100)
@given(texts=st.lists(CELLS, min_size=20, max_size=60))
def test_expressions_and_twins_agree(database: Any, asked: Asked, texts: list[str]) -> None:
    database.register("cells", pa.table({"n": range(len(texts)), "c": pa.array(texts, pa.string())}))
    for text, told in zip(texts, database.execute(query(asked)).fetchall(), strict=True):
        assert dict(zip(FORMATS, told, strict=False)) == dict(
            zip(FORMATS, by_hand(text, asked), strict=False)
        ), text
        assert told[-2:] == by_hand(text, asked)[-2:], text
