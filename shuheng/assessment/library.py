"""Rubrics as loaded objects, loaded once: those of the library, and those kept with old results."""

import logging
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TypeVar

from shuheng.assessment.facts import supplied
from shuheng.assessment.models import StoredRubric
from shuheng.engines.rubric import (
    Coverage,
    Problem,
    ProblemsError,
    Rubric,
    check_rubric,
    coverage,
    load_rubric,
)
from shuheng.rubrics import FOLDER

log = logging.getLogger(__name__)
T = TypeVar("T")
Stamp = tuple[tuple[str, int, int], ...]
MOST_KEPT = 64
_COVERAGE: dict[str, Coverage] = {}
_REMARKS: dict[str, tuple[Problem, ...]] = {}


def rubric_ids() -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/rubric.yaml")))


def shipped(rubric_id: str) -> Rubric | None:
    """The rubric of the library with this id, as its files are now; None where there is none."""
    if rubric_id not in rubric_ids():
        return None
    return _load(rubric_id, _stamp(FOLDER / rubric_id))


def warm() -> None:
    """Load the whole library, so that the first visitor need not wait for it."""
    for rubric_id in rubric_ids():
        try:
            rubric = shipped(rubric_id)
        except ProblemsError as error:
            log.warning("rubric %s cannot be used: %s", rubric_id, error)
            continue
        if rubric is not None:
            coverage_of(rubric)
            remarks(rubric)


def sources(rubric_id: str) -> dict[str, str]:
    """The YAML files a rubric of the library is read from: name -> text."""
    folder = FOLDER / rubric_id
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}


def restored(stored: StoredRubric) -> Rubric:
    """The rubric exactly as it was when the result was computed."""
    now = shipped(stored.rubric_id)
    if now is not None and now.hash == stored.hash:
        return now
    return _rebuild(stored.rubric_id, stored.hash, tuple(sorted(stored.sources.items())))


def coverage_of(rubric: Rubric) -> Coverage:
    """How many clauses, rules and metrics the rubric holds, and where its points come from."""
    return kept(_COVERAGE, rubric, lambda one: coverage(one, supplied()))


def remarks(rubric: Rubric) -> tuple[Problem, ...]:
    """Contradictions, gaps and notes that the checker lists."""
    return kept(_REMARKS, rubric, check_rubric)


def kept(cache: dict[str, T], rubric: Rubric, compute: Callable[[Rubric], T]) -> T:
    """What was computed for this very rubric before; a rubric never changes under its hash."""
    if rubric.hash not in cache:
        if len(cache) >= MOST_KEPT:
            cache.clear()
        cache[rubric.hash] = compute(rubric)
    return cache[rubric.hash]


@lru_cache(maxsize=64)
def _load(rubric_id: str, stamp: Stamp) -> Rubric:  # noqa: ARG001  # the stamp makes a changed file load anew
    return load_rubric(FOLDER / rubric_id)


@lru_cache(maxsize=16)
def _rebuild(rubric_id: str, rubric_hash: str, files: tuple[tuple[str, str], ...]) -> Rubric:
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / PurePosixPath(rubric_id).name
        folder.mkdir()
        for name, text in files:
            (folder / PurePosixPath(name).name).write_text(text, encoding="utf-8")
        rubric = load_rubric(folder)
    if rubric.hash != rubric_hash:
        raise ValueError(f"stored rubric {rubric_id} no longer has its hash {rubric_hash}")
    return rubric


def _stamp(folder: Path) -> Stamp:
    found = ((path, path.stat()) for path in sorted(folder.glob("*.yaml")))
    return tuple((path.name, stat.st_mtime_ns, stat.st_size) for path, stat in found)
