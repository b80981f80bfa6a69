"""The declarations in force: those of the house, and those in the folder `registers` of the data folder.

A list of an agency's own is a YAML file there; it is read as soon as it lies there. One with mistakes is refused alone.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404

from shuheng.registers.declare import Declaration, Loaded, load_folder, shipped, supplied

Stamp = tuple[tuple[str, int, int], ...]


def folder() -> Path:
    """Where declarations of one's own lie; it need not exist."""
    return Path(settings.DATA) / "registers"


def shelf() -> Loaded:
    """All declarations by code, and the problems of the files that were refused."""
    place = folder()
    files = sorted(place.glob("*.yaml")) if place.is_dir() else []
    stats = [(file.name, file.stat()) for file in files]
    return _shelf(place, tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats))


@lru_cache(maxsize=8)
def _shelf(place: Path, stamp: Stamp) -> Loaded:
    if not stamp:
        return Loaded(shipped())
    own = load_folder(place, shipped())
    return Loaded({**shipped(), **own.declarations}, own.problems)


def declarations() -> Mapping[str, Declaration]:
    """Every register that works, by code."""
    return shelf().declarations


def declaration_or_404(code: str) -> Declaration:
    """The register with this code."""
    found = declarations().get(code)
    if found is None:
        raise Http404(f"no register {code}")
    return found


def supplies() -> dict[str, str]:
    """Metric code -> code of the register that supplies it."""
    return supplied(declarations().values())
