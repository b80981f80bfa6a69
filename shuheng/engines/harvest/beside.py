"""Reading and mapping a list in a process of its own, for another processor: `main`.

On standard input comes one pickled `Order`; on standard output go pickled lists of entries and refusals, then one
`Ended`. Both ends are ours and live on one machine. When whoever asked dies, the pipe breaks and so does the reading.
"""

import pickle
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from shuheng.engines.harvest.convert.run import Harvest, Tally, map_records
from shuheng.engines.harvest.mapping.load import load_mapping
from shuheng.engines.harvest.read.source import Survey, open_source
from shuheng.engines.harvest.record import EntryRecord, Refusal
from shuheng.problems import Problem, ProblemsError

PIECE = 500  # records in one message


@dataclass(frozen=True, slots=True)
class Order:
    """What to read and how: the arguments of `open_source`, `load_mapping` and `map_records`.

    A `survey` that was made is not made again.
    """

    path: Path
    name: str
    format: str
    mapping: str
    partial: bool
    survey: Survey | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """How the reading went: the tally, or the problems that stopped it."""

    tally: Tally | None
    problems: tuple[Problem, ...] = ()


def harvest_of(order: Order) -> Harvest:
    """The harvest that the order describes. Raises ProblemsError as `map_records` does."""
    source = open_source(order.path, name=order.name, format=order.format)
    if order.survey is not None:
        source.survey = order.survey
    return map_records(source, load_mapping(order.mapping), partial=order.partial)


def answer(order: Order, out: IO[bytes]) -> None:
    """Write all of the list, then how it went."""
    try:
        harvest = harvest_of(order)
        records = iter(harvest)
        while piece := list(islice(records, PIECE)):
            pickle.dump(piece, out, pickle.HIGHEST_PROTOCOL)
        ended = Ended(harvest.tally)
    except ProblemsError as error:
        ended = Ended(None, error.problems)
    pickle.dump(ended, out, pickle.HIGHEST_PROTOCOL)
    out.flush()


def pieces(stream: IO[bytes]) -> Iterator[list[EntryRecord | Refusal] | Ended]:
    """What `answer` wrote, message by message; EOFError where the other end died."""
    while True:
        piece = pickle.load(stream)  # noqa: S301  # written by our own process, over a pipe
        yield piece
        if isinstance(piece, Ended):
            return


def main() -> None:
    """The whole life of the process. Imported rather than run as a script, so that both ends name classes alike."""
    answer(pickle.load(sys.stdin.buffer), sys.stdout.buffer)  # noqa: S301  # see pieces
