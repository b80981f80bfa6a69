"""A city, a source of its catalogue with a confirmed mapping, and lists written for the occasion."""

import pytest

from shuheng.accounts.visitors import OPERATOR
from shuheng.catalogue.harvest import actions
from shuheng.catalogue.models import HarvestSource
from tests.cast import Cast, cast
from tests.rooms.harvest.lists import MAPPING

__all__ = ["cast"]


@pytest.fixture
def source(cast: Cast) -> HarvestSource:
    """A source of 甲市 whose mapping the operator confirmed."""
    made = actions.register_source(code="city-a", title="甲市门户", agency=cast.agency("city-a"), by=OPERATOR)
    return actions.confirm_mapping(source=made, text=MAPPING, by=OPERATOR)
