"""What it was measured on: nothing that names a host or a place."""

import os
import platform
import re
from importlib import metadata
from pathlib import Path


def _first(path: str, pattern: str) -> str:
    found = re.search(pattern, Path(path).read_text(encoding="utf-8"), re.MULTILINE)
    return found[1].strip() if found is not None else "unknown"


def machine(*libraries: str) -> list[tuple[str, str]]:
    """Name and value of each thing worth knowing."""
    gigabytes = int(_first("/proc/meminfo", r"^MemTotal:\s*(\d+) kB")) / 2**20
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in libraries)
    return [
        ("Processor", f"{_first('/proc/cpuinfo', r'^model name[^:]*:(.*)$')}, {os.cpu_count()} cores"),
        ("Memory", f"{gigabytes:.0f} GB"),
        ("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        ("Libraries", versions),
    ]
