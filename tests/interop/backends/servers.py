"""Servers that answer on a port of loopback, with accounts and passwords as an agency's have."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from shuheng.quality.places.session import Target
from tests.interop.mariadb import free_port
from tests.interop.postgresql import OWNER, call

READER, PASSWORD = "reader", "mi ma:口令'1"


@dataclass(frozen=True)
class Postgres:
    """`folder` holds the socket, by which the owner comes in without a password."""

    port: int
    folder: Path

    def owner(self, database: str = "postgres") -> psycopg.Connection:
        """Somebody who may do everything, to prepare a test."""
        return psycopg.connect(
            host=str(self.folder), port=self.port, user="shuheng", dbname=database, autocommit=True
        )


@contextmanager
def postgres(binaries: Path) -> Iterator[Postgres]:
    """A PostgreSQL that asks for passwords on its port."""
    folder = Path(tempfile.mkdtemp(prefix="shuheng-pg-"))
    data, port = folder / "data", free_port()
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        access = ("--auth-local=trust", "--auth-host=scram-sha-256")
        call(
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "shuheng",
            *access,
            "--no-sync",
            "--locale=C.UTF-8",
            "-E",
            "UTF8",
        )
        options = f"-k {folder} -p {port} -c listen_addresses=127.0.0.1 -c fsync=off"
        call(binaries / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "--wait", "start")
        try:
            yield Postgres(port, folder)
        finally:
            call(binaries / "pg_ctl", "-D", data, "--mode=immediate", "stop")
    finally:
        shutil.rmtree(folder)


def at(
    port: int, schema: str = "", *, database: str = "data", user: str = READER, password: str = PASSWORD
) -> Target:
    """The database of a server of loopback."""
    return Target(database=database, schema=schema, host="127.0.0.1", port=port, user=user, password=password)
