"""The repairs of one column, one after the other, until nothing changes any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from shuheng.engines.measure.repair.codes import fault
from shuheng.engines.measure.repair.model import Repair

ROUNDS = 8
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one text by the rule of this number."""

    rule: int
    before: str
    after: str | None


@dataclass(frozen=True, slots=True)
class Chain:
    """The repairs of a column with the numbers of their rules. ``table`` and ``column`` are for messages."""

    column: str
    repairs: tuple[tuple[int, Repair], ...]

    def mend(self, text: str) -> tuple[Step, ...]:
        """The changes of a text, none for a text that is right. Repaired once more, what comes out stays as it is."""
        steps: list[Step] = []
        for _ in range(ROUNDS):
            known = len(steps)
            for rule, repair in self.repairs:
                after = repair.change(text)
                if after != text:
                    steps.append(Step(rule, text, after))
                if after is None:
                    return tuple(steps)
                text = after
            if len(steps) == known:
                return tuple(steps)
        rules = "、".join(str(number) for number in sorted({step.rule for step in steps[known:]}))
        raise fault("repair-cycle", "", f"第 {rules} 条规则，“{self.column}”列")


@dataclass(frozen=True, slots=True)
class Mended:
    """A column after its repairs, and the steps: row in the array from 0, rule, before, after."""

    column: pa.Array
    rows: Numbers
    rules: Numbers
    before: pa.Array
    after: pa.Array


def mend_column(column: pa.Array, chain: Chain) -> Mended | None:
    """Mend each distinct text once; None where all is right."""
    encoded = column.dictionary_encode()
    texts = encoded.dictionary
    suspects = reduce(pc.or_, (repair.suspects(texts) for _, repair in chain.repairs))
    places = np.flatnonzero(suspects.to_numpy(zero_copy_only=False))
    found = [chain.mend(text) for text in texts.take(pa.array(places)).to_pylist()]
    lengths = np.zeros(len(texts), np.int64)
    lengths[places] = [len(steps) for steps in found]
    if not lengths.any():
        return None
    steps = [step for one in found for step in one]
    codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    rows, at = unrolled(codes, lengths)
    taken = pa.array(at)
    return Mended(
        _new_texts(column, codes, texts, [(place, one[-1].after) for place, one in pairs(places, found)]),
        rows,
        np.array([step.rule for step in steps], np.int64)[at],
        pa.array([step.before for step in steps], pa.string()).take(taken),
        pa.array([step.after for step in steps], pa.string()).take(taken),
    )


def pairs(places: Numbers, found: Sequence[tuple[Step, ...]]) -> Iterator[tuple[int, tuple[Step, ...]]]:
    """Places with the steps of their texts, for texts that have any."""
    return ((int(place), steps) for place, steps in zip(places, found, strict=True) if steps)


def unrolled(codes: Numbers, lengths: Numbers) -> tuple[Numbers, Numbers]:
    """For every row, in order, a line per step of its text: the row, and the place of the step among all steps."""
    starts = np.cumsum(lengths) - lengths
    per_row = np.where(codes >= 0, lengths[codes], 0)
    rows = np.repeat(np.arange(len(codes)), per_row)
    first = np.cumsum(per_row) - per_row
    within = np.arange(len(rows)) - first[rows]
    return rows, starts[codes[rows]] + within


def _new_texts(
    column: pa.Array, codes: Numbers, texts: pa.Array, changed: Sequence[tuple[int, str | None]]
) -> pa.Array:
    """The column with the texts at these places of the dictionary replaced."""
    replaced = np.arange(len(texts), dtype=np.int64)
    replaced[[place for place, _ in changed]] = len(texts) + np.arange(len(changed))
    both = pa.concat_arrays([texts, pa.array([after for _, after in changed], pa.string())])
    return both.take(pa.array(np.where(codes >= 0, replaced[codes], 0), mask=codes < 0)).cast(column.type)
