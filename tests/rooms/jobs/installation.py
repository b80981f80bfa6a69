"""An installation of a test's own: data folder, database, processes; asked and watched from outside."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.places import ROOT

SETTINGS = "tests.rooms.jobs.settings"
START = """
import json, sys, django; django.setup()
from shuheng.jobs.actions import start
print(start(task=sys.argv[1], title="数数", arguments=json.loads(sys.argv[2]), actor="测试员").pk)
"""
SHOW = """
import json, sys, django; django.setup()
from shuheng.jobs.models import Job
fields = ("state", "done", "total", "attempts", "holder", "message", "problem_code", "problem")
job = Job.objects.get(pk=sys.argv[1])
print(json.dumps({name: getattr(job, name) for name in fields}))
"""


@dataclass
class Installation:
    """`folder` holds everything; its path in a process's environment marks the processes that belong here."""

    folder: Path
    database: str = ""
    servers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def marks(self) -> Path:
        return self.folder / "marks"

    @property
    def environment(self) -> dict[str, str]:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("SHUHENG_")}
        ours = {"SHUHENG_DATA": str(self.folder / "var"), "DJANGO_SETTINGS_MODULE": SETTINGS}
        given = {"SHUHENG_DATABASE": self.database} if self.database else {}
        return plain | ours | given | {"PYTHONPATH": str(ROOT), "HOME": str(self.folder)}

    def call(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=check,
        )

    def prepare(self, template: Path | None = None) -> None:
        """Make the tables, or take a database that has them."""
        self.marks.mkdir(parents=True, exist_ok=True)
        if template is None:
            self.call("manage.py", "migrate", "-v0")
        else:
            (self.folder / "var").mkdir(mode=0o700)
            shutil.copy(template, self.folder / "var/shuheng.sqlite3")

    def start_job(self, task: str, **arguments: Any) -> int:
        told = arguments if task != "count" else {"folder": str(self.marks), **arguments}
        return int(self.call("-c", START, task, json.dumps(told)).stdout)

    def job(self, number: int) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.call("-c", SHOW, str(number)).stdout)
        return found

    @property
    def said(self) -> str:
        """What the servers wrote where an operator reads it."""
        return (self.folder / "said").read_text(encoding="utf-8").strip()

    def serve(self, port: int | None = None) -> subprocess.Popen[bytes]:
        address = f"127.0.0.1:{port or free_port()}"
        options = ["--bind", address, "--workers", "1", "--no-control-socket", "--log-level", "error"]
        with (self.folder / "said").open("a") as said:
            server = subprocess.Popen(
                [sys.executable, "scripts/serve.py", *options],
                cwd=ROOT,
                env=self.environment,
                stdout=subprocess.DEVNULL,
                stderr=said,
            )
        self.servers.append(server)
        return server

    def processes(self) -> dict[int, str]:
        """Number and command of every process that was started for this installation and still lives."""
        marker = f"SHUHENG_DATA={self.folder / 'var'}".encode()
        return {number: command for number, command, environment in every_process() if marker in environment}

    def kill_everything(self) -> None:
        """Until nothing is left: what watches over others may have replaced one before its own turn came."""
        while living := self.processes():
            for number in living:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
        for server in self.servers:
            server.wait(timeout=10)


def every_process() -> list[tuple[int, str, bytes]]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                found.append((int(entry.name), command, (entry / "environ").read_bytes()))
            except OSError:  # it ended while we looked, or is not ours
                continue
    return found


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def wait_until(true: Callable[[], bool], seconds: float = 120) -> None:
    latest = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < latest, "it did not happen in time"
        time.sleep(0.1)
