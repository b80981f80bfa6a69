"""The same answers in plain Python, entry by entry: the reference of the expressions, and for a draft on the screen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from shuheng.engines.measure.catalogue.registry import MEASURES
from shuheng.engines.measure.model import Answer, Entry, Measure
from shuheng.engines.measure.parameters import Question

Asked = tuple[bool, Answer]


def answers(entries: Iterable[Entry], question: Question) -> dict[str, dict[int, Asked]]:
    """Per measure and entry: whether it is asked of the entry, and the answer.

    An entry is a mapping with the columns of COLUMNS. What is not asked has the answer None without reason.
    """
    by_agency: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_agency[entry["agency"]].append(entry)
    found: dict[str, dict[int, Asked]] = {}
    for measure in MEASURES.values():
        found[measure.code] = {}
        for own in by_agency.values():
            said = _said(measure, own, question)
            for entry in own:
                number = entry["entry_id"]
                found[measure.code][number] = _masked(measure, entry, said[number], question)
    return found


def _said(measure: Measure, entries: list[Entry], question: Question) -> Mapping[int, Answer]:
    if measure.across is not None:
        return measure.across(entries, question)
    assert measure.twin is not None, f"{measure.code} has no twin"
    return {entry["entry_id"]: measure.twin(entry, question) for entry in entries}


def _masked(measure: Measure, entry: Entry, said: Answer, question: Question) -> Asked:
    belongs = measure.population_twin(entry, question)
    if belongs is False:
        return False, Answer(None)
    if belongs is None:
        return True, Answer(None, said.why)
    return True, said
