"""A PostgreSQL server of one test: its own folder, its own socket, no port, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "postgres"  # the server refuses to run as root; Debian's package brings this user


def programs() -> Path | None:
    """Debian's folder of the newest server installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def call(*command: str | Path) -> None:
    as_owner = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*as_owner, *map(str, command)],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@contextmanager
def server(binaries: Path) -> Iterator[str]:
    """Yield the address of an empty database."""
    folder = Path(tempfile.mkdtemp(prefix="shuheng-pg-"))
    data = folder / "data"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        call(binaries / "initdb", "-D", data, "-U", "shuheng", "-A", "trust", "--no-sync", "--locale=C.UTF-8")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        call(binaries / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "--wait", "start")
        try:
            call(binaries / "createdb", "-h", folder, "-U", "shuheng", "shuheng")
            yield f"postgresql://shuheng@/shuheng?host={folder}"
        finally:
            call(binaries / "pg_ctl", "-D", data, "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder)
