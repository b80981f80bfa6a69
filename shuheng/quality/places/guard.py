"""Which servers and files may be asked: those alone that the settings name."""

from collections.abc import Iterable
from pathlib import Path

from shuheng.quality.places.codes import problem_of


def check_host(host: str, hosts: Iterable[str]) -> None:
    """Raises `ProblemsError` place-host for a server that the settings do not name."""
    if host.lower() not in {one.lower() for one in hosts}:
        raise problem_of("place-host", host[:100], field="主机")


def checked_file(path: str, folders: Iterable[str]) -> Path:
    """The file that a path means, links followed. Raises `ProblemsError`: place-folder, place-file.

    A path outside the folders gets the same answer whether a file is there or not.
    """
    asked = Path(path)
    real = asked.resolve() if asked.is_absolute() else None
    if real is None or not any(real.is_relative_to(Path(one).resolve()) for one in folders):
        raise problem_of("place-folder", path[:200], field="文件")
    if not real.is_file():
        raise problem_of("place-file", path[:200], field="文件")
    return real
