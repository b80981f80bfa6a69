"""A MariaDB server of one test: its own folder, a free port of loopback, an account that is not root, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pymysql

OWNER = "mysql"  # the server refuses to run as root; Debian's package brings this user
SECONDS = 60


@dataclass(frozen=True)
class Server:
    """`socket` lets root in without a password; everybody else comes by the port."""

    port: int
    socket: Path

    def root(self) -> "pymysql.Connection[pymysql.cursors.Cursor]":
        """Somebody who may do everything, to prepare a test."""
        return pymysql.connect(unix_socket=str(self.socket), user="root", charset="utf8mb4", autocommit=True)


def programs() -> Path | None:
    """The server, where it is installed."""
    found = shutil.which("mariadbd") or shutil.which("mariadbd", path="/usr/sbin:/usr/libexec")
    return Path(found) if found and shutil.which("mariadb-install-db") else None


def free_port() -> int:
    """A port of loopback that nobody listens on just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def as_owner(*command: str | Path) -> list[str]:
    """The command, run as the server's own user."""
    before = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []
    return [*before, *map(str, command)]


@contextmanager
def server(program: Path) -> Iterator[Server]:
    """A server without data but its own."""
    folder = Path(tempfile.mkdtemp(prefix="shuheng-my-"))
    data = folder / "data"
    running = None
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        install = [
            "mariadb-install-db",
            "--no-defaults",
            f"--datadir={data}",
            "--auth-root-authentication-method=normal",
        ]
        done = subprocess.run(
            as_owner(*install, "--skip-test-db"), cwd="/", capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        found = Server(free_port(), folder / "socket")
        options = [
            "--no-defaults",
            f"--datadir={data}",
            f"--socket={found.socket}",
            f"--port={found.port}",
            f"--pid-file={folder / 'pid'}",
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-buffer-pool-size=64M",
        ]
        with (folder / "log").open("wb") as log:
            running = subprocess.Popen(
                as_owner(program, *options), cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        wait(found, folder / "log")
        yield found
    finally:
        if running is not None:
            running.terminate()
            running.wait(SECONDS)
        shutil.rmtree(folder)


def wait(found: Server, log: Path) -> None:
    """Until the server answers."""
    until = time.monotonic() + SECONDS
    while not answers(found):
        assert time.monotonic() < until, log.read_text()[-2000:]
        time.sleep(0.1)


def answers(found: Server) -> bool:
    """Whether somebody listens at the socket; the driver would leave one open that nobody does."""
    with socket.socket(socket.AF_UNIX) as door:
        return door.connect_ex(str(found.socket)) == 0
