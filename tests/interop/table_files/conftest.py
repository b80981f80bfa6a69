"""What tests of table files share."""

from collections.abc import Iterator

import pytest

from shuheng.engines.measure.tables import table_database
from tests.interop.table_files.measured import Measured


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measured]:
    """Tables of the shared data, each measured once for all tests of this folder."""
    with table_database() as database:
        yield Measured(tmp_path_factory.mktemp("measured"), database)
