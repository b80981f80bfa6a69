"""Two harvests of one source at the same moment, each with a connection of its own: one is told to wait."""

import threading

import pytest
from django.db import connection

from shuheng.catalogue.harvest.runs.lock import only_one
from shuheng.catalogue.models import HarvestSource
from shuheng.problems import ProblemsError

pytestmark = pytest.mark.django_db


def other_tries(source: HarvestSource) -> str:
    """What another process would hear."""
    heard: list[str] = []

    def attempt() -> None:
        try:
            with only_one(source):
                heard.append("")
        except ProblemsError as error:
            heard.append(error.problems[0].code)
        finally:
            connection.close()

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join(timeout=30)
    return heard[0]


def test_the_second_is_told_that_the_source_is_busy(source: HarvestSource) -> None:
    with only_one(source):
        assert other_tries(source) == "run-busy"
    assert other_tries(source) == ""


def test_another_source_is_not_kept_waiting(source: HarvestSource) -> None:
    other = HarvestSource.objects.create(code="other", title="别的", agency=source.agency, created_by="测试")
    with only_one(source):
        assert other_tries(other) == ""


def test_a_failure_gives_the_source_back(source: HarvestSource) -> None:
    with pytest.raises(ZeroDivisionError), only_one(source):
        raise ZeroDivisionError
    assert other_tries(source) == ""
