"""The page of the measures is the one that the registry prints."""

from shuheng.engines.measure import Scope
from shuheng.engines.measure.parameters import PARAMETER_NAMES
from tests.spec.measure.manual import PAGE, PARAMETERS, page


def test_the_page_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.spec.measure.manual --write"


def test_the_page_names_every_parameter_and_scope() -> None:
    assert tuple(PARAMETERS) == PARAMETER_NAMES
    assert all(f"| `{scope.value}` |" in page() and scope.title in page() for scope in Scope)
