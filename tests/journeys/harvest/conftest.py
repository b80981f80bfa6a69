"""Lists on disk, and the agencies they belong to."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cast import cast

__all__ = ["cast"]
Write = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    """Write records as a JSON file: ``written("nanning.json", rows)``."""

    def write(name: str, rows: Any) -> Path:
        path = tmp_path / name
        content = rows if isinstance(rows, bytes) else json.dumps(rows, ensure_ascii=False).encode()
        path.write_bytes(content)
        return path

    return write
