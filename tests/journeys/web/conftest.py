"""Results in the database for the pages to show, and the two who may knock: the operator and a stranger."""

from collections.abc import Iterator
from functools import cache

import pytest
from django.core.cache import cache as pictures
from django.test import Client

from shuheng.assessment import actions, library
from shuheng.assessment.actions import Computed, compute
from shuheng.assessment.management.commands.load_demo import facts_of
from shuheng.assessment.models import StoredResult
from shuheng.engines.rubric import FactSheet, Rubric

STRANGER = "203.0.113.9"


@cache
def material(rubric_id: str) -> tuple[Rubric, FactSheet]:
    rubric = library.shipped(rubric_id)
    assert rubric is not None
    return rubric, facts_of(rubric)


@cache
def computed(rubric_id: str) -> Computed:
    return compute(*material(rubric_id))


def kept(rubric_id: str) -> StoredResult:
    """Stored as it always is, but computed only once for all tests."""
    rubric, sheet = material(rubric_id)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions, "compute", lambda *_: computed(rubric_id))
        return actions.store_result(rubric=rubric, sheet=sheet, actor="测试员")


@pytest.fixture
def nanjing(db: None) -> StoredResult:
    """The real evaluation: one agency, every fact known."""
    return kept("nanjing-2022")


@pytest.fixture
def province(db: None) -> StoredResult:
    """The demonstration province: fourteen cities, some facts unknown."""
    return kept("guangxi-2021")


@pytest.fixture
def operator() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.fixture
def stranger() -> Client:
    return Client(headers={"host": "localhost"}, REMOTE_ADDR=STRANGER)


@pytest.fixture(autouse=True)
def fresh_pictures() -> Iterator[None]:
    yield
    pictures.clear()
