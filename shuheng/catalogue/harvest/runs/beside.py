"""Long lists are read and mapped by a process of its own, so that both processors work; short ones here."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import shuheng
from shuheng.engines.harvest.beside import Ended, Order, pieces
from shuheng.engines.harvest.convert.run import Harvest
from shuheng.engines.harvest.record import EntryRecord, Refusal
from shuheng.problems import ProblemsError

WORTH = 20_000  # records; below that, starting a process takes longer than it saves
PROGRAM = "from shuheng.engines.harvest.beside import main; main()"
HOME = Path(shuheng.__file__).resolve().parent.parent


def records_of(harvest: Harvest, order: Order) -> Iterator[EntryRecord | Refusal]:
    """The entries and refusals of the harvest in their order; its tally is complete afterwards, whoever counted."""
    return iter(harvest) if harvest.source.survey.records < WORTH else beside(harvest, order)


def beside(harvest: Harvest, order: Order) -> Iterator[EntryRecord | Refusal]:
    """The same, read elsewhere. The process is gone when this ends, however it ends."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HOME), os.environ.get("PYTHONPATH", "")])}
    with subprocess.Popen(  # noqa: S603  # our own module
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            pickle.dump(replace(order, survey=harvest.source.survey), process.stdin)
            process.stdin.close()
            for piece in pieces(process.stdout):
                if isinstance(piece, Ended):
                    take(piece, harvest)
                else:
                    yield from piece
        finally:
            process.kill()


def take(ended: Ended, harvest: Harvest) -> None:
    """The tally of the other process, or what stopped it."""
    if ended.tally is None:
        raise ProblemsError(ended.problems)
    harvest.tally = ended.tally
