"""What only the benchmark's environment holds; named as text so that everything type-checks without it."""

import sys
from importlib import import_module
from typing import Any


def _needed(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError:
        sys.exit(f"{name} 没有安装，请运行 make bench / is not installed, run: make bench")


np = _needed("numpy")


def openfisca() -> Any:
    """openfisca-core with the modules the benchmark uses."""
    for module in ("entities", "periods", "simulations", "taxbenefitsystems", "variables"):
        _needed(f"openfisca_core.{module}")
    return _needed("openfisca_core")


def zen() -> Any:
    """zen-engine."""
    return _needed("zen")
