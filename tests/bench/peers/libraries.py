"""What only the environment of the peers holds; named as text so that everything type-checks without it."""

import sys
from importlib import import_module
from typing import Any


def needed(name: str) -> Any:
    """The module. Ends the process where it is missing."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} 没有安装，请运行 make bench / is not installed, run: make bench")
