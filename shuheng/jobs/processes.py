"""Which process holds a job, and whether that process still lives.

A process number alone says little: numbers are used again, and two containers have the same ones. So the
name of a process holds its machine, the machine's boot, the number space, the number and the moment of its start.
"""

import os
import socket
from pathlib import Path
from typing import Literal

Fate = Literal["alive", "dead", "unknown"]
PROC = Path("/proc")
STATE_FIELD, START_FIELD = 0, 19  # of /proc/<n>/stat, counted behind the name, which may hold anything
GONE = {"Z", "X"}


def own_name() -> str:
    """The name of this process: place, number and start, joined by `#`."""
    return f"{place()}#{os.getpid()}#{start_of(os.getpid()) or ''}"


def place() -> str:
    """Where process numbers mean the same; without /proc only the machine is known."""
    try:
        boot = (PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        space = (PROC / "self/ns/pid").readlink()
    except OSError:
        return socket.gethostname()
    return f"{socket.gethostname()}/{boot}/{space}"


def start_of(number: int) -> str | None:
    """The start of a living process, in ticks since the boot; None if there is none or it is only not yet buried."""
    try:
        stat = (PROC / str(number) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[STATE_FIELD] in GONE else fields[START_FIELD]


def fate_of(name: str) -> Fate:
    """Whether the process of that name lives; unknown when it ran elsewhere, or where nobody can tell."""
    where, _, rest = name.partition("#")
    number, _, start = rest.partition("#")
    if where != place() or not start or not number.isdigit():
        return "unknown"
    return "alive" if start_of(int(number)) == start else "dead"
