"""The code lists that rules name."""

from collections.abc import Mapping

from shuheng.engines.measure.repair.codes import fault
from shuheng.engines.measure.repair.model import Given
from shuheng.engines.measure.repair.shapes import Rule


def list_of(rule: Rule, given: Given) -> Mapping[str, str]:
    """Code -> meaning of the list that the rule names; ProblemsError where the caller brought none of that name."""
    found = given.lists.get(rule.code_list)
    if found is None:
        raise fault("repair-list", "", f"“{rule.code_list}”", allowed=tuple(sorted(given.lists)))
    return found
