"""Reading ahead gives the same things in the same order, raises what the reading raised, and leaves no thread."""

import itertools
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.catalogue.harvest.runs.ahead import AHEAD, chunks_ahead


@given(st.lists(st.integers(), max_size=40), st.integers(1, 7))
def test_chunks_are_the_things_in_their_order(things: list[int], size: int) -> None:
    with chunks_ahead(iter(things), size) as chunks:
        found = list(chunks)
    assert list(itertools.chain.from_iterable(found)) == things
    assert all(len(chunk) == size for chunk in found[:-1])
    assert all(found)


def test_an_error_comes_where_it_would_have_come() -> None:
    def things() -> Iterator[int]:
        yield from range(5)
        raise KeyError("broken")

    with chunks_ahead(things(), 2) as chunks:
        assert (next(chunks), next(chunks)) == ([0, 1], [2, 3])
        with pytest.raises(KeyError, match="broken"):
            next(chunks)


def test_who_stops_early_leaves_no_thread_and_no_flood() -> None:
    taken: list[int] = []

    def things() -> Iterator[int]:
        for number in itertools.count():
            taken.append(number)
            yield number

    with chunks_ahead(things(), 10) as chunks:
        assert next(chunks) == list(range(10))
    assert "harvest-reader" not in {thread.name for thread in threading.enumerate()}
    assert len(taken) <= (AHEAD + 2) * 10
