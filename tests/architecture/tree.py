"""The files of the repository, as its own tests read them."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

from tests.places import ROOT

SKIPPED_FOLDERS = {"__pycache__", "var", "staticfiles"}


def is_visited(folder: str) -> bool:
    hidden = folder.startswith(".") and folder != ".ci"
    return not hidden and folder not in SKIPPED_FOLDERS and not folder.endswith(".egg-info")


def files(*endings: str) -> list[Path]:
    """Every file of the repository with one of these endings (all without), in order."""
    found: list[Path] = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if is_visited(name)]
        found += [Path(folder) / name for name in names if not endings or name.endswith(endings)]
    return sorted(found)


def texts(*endings: str) -> Iterator[tuple[str, str]]:
    """Name and text of every text file."""
    for path in files(*endings):
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def modules() -> Iterator[tuple[str, str, ast.Module]]:
    """Name, text and syntax tree of every Python file that a person wrote."""
    for name, text in texts(".py"):
        if "/migrations/" not in name:
            yield name, text, ast.parse(text, name)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
