"""A Spark cluster of one test: a master and workers on loopback, started by the pip package, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.interop.mariadb import free_port

SECONDS = 60


@dataclass(frozen=True)
class Cluster:
    """`workers` are the processes, the first of them started first."""

    address: str
    workers: tuple["subprocess.Popen[bytes]", ...]


def programs() -> Path | None:
    """`spark-class` of the pip package, where that and Java are installed."""
    found = find_spec("pyspark")
    if found is None or found.origin is None or shutil.which("java") is None:
        return None
    return Path(found.origin).parent / "bin" / "spark-class"


@contextmanager
def cluster(program: Path, workers: int = 2) -> Iterator[Cluster]:
    """A cluster of workers with one core each."""
    folder = Path(tempfile.mkdtemp(prefix="shuheng-spark-"))
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    home = {
        "SPARK_HOME": str(program.parent.parent),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_DIRS": str(folder),
    }
    running: list[subprocess.Popen[bytes]] = []

    def start(name: str, *arguments: str) -> None:
        command = [
            str(program),
            f"org.apache.spark.deploy.{name}",
            "--host",
            "127.0.0.1",
            "--webui-port",
            "0",
            *arguments,
        ]
        with (folder / f"{name}-{len(running)}.log").open("wb") as log:
            running.append(
                subprocess.Popen(command, cwd=folder, env={**os.environ, **home}, stdout=log, stderr=log)
            )

    try:
        start("master.Master", "--port", str(port))
        until(lambda: answers(port), "the master listens")
        for number in range(workers):
            start(
                "worker.Worker",
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                str(folder / f"work-{number}"),
                address,
            )
        logs = [folder / f"worker.Worker-{number}.log" for number in range(1, workers + 1)]
        until(
            lambda: all(b"Successfully registered" in log.read_bytes() for log in logs),
            "the workers are known",
        )
        yield Cluster(address, tuple(running[1:]))
    finally:
        for process in reversed(running):
            process.kill()
            process.wait(SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


def answers(port: int) -> bool:
    """Whether somebody listens."""
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait for it."""
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, f"not within {SECONDS} s: {what}"
        time.sleep(0.2)
