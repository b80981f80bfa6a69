"""Faster for many rows, and afterwards as it was, also after a failure."""

import gc

import pytest
from django.db import connection

from shuheng.catalogue.harvest.runs.pace import CACHE_KB, RARELY, made_for_many

pytestmark = pytest.mark.django_db


def cache_size() -> int:
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("fails", [False, True])
def test_what_was_set_comes_back(fails: bool) -> None:
    before = gc.get_threshold(), cache_size()
    try:
        with made_for_many():
            inside = gc.get_threshold(), cache_size()
            if fails:
                raise KeyError
    except KeyError:
        assert fails
    assert inside == (RARELY, -CACHE_KB if connection.vendor == "sqlite" else 0)
    assert (gc.get_threshold(), cache_size()) == before
