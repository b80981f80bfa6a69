"""Serve the pages and run the background jobs: `python scripts/serve.py [options of gunicorn]`.

Starts the worker (`manage.py qcluster`) and the web server (gunicorn), each in a session of its own, and stops both
when it is asked to (Ctrl+C, TERM) or when one of them ends. A job under way is told by a pipe that closes, and goes
back into the queue at its next step. What does not end in time is killed; the next start takes its job up.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANAGE = [sys.executable, str(ROOT / "manage.py")]
PIPE = "JOBS_STOP_PIPE"  # shuheng.jobs.stopping reads it
GRACE = 20.0  # seconds from asking to killing
GLANCE = 0.1
TELL_CHILD_OF_OUR_DEATH = 1  # PR_SET_PDEATHSIG
ASKS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Part:
    """One of the two programs, leader of the session that holds all its processes."""

    name: str
    process: subprocess.Popen[bytes]

    @property
    def lives(self) -> bool:
        return self.process.poll() is None

    def ask(self) -> None:
        if self.lives:
            self.process.terminate()

    def kill(self) -> None:
        """Everything in the session, also what the leader left behind."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def die_with_us() -> None:
    """In the child before it runs: even when we are killed outright it is told to end."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(TELL_CHILD_OF_OUR_DEATH, signal.SIGTERM)


def part(name: str, command: list[str], **options: object) -> Part:
    started: Callable[..., subprocess.Popen[bytes]] = subprocess.Popen
    return Part(
        name,
        started(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_us,
            **options,
        ),
    )


def serve(arguments: list[str]) -> int:
    """The exit code: 0 when asked to stop, else that of the part that ended by itself (1 where that was 0)."""
    asked: list[int] = []
    for number in ASKS:
        if signal.getsignal(number) != signal.SIG_IGN:  # under nohup a terminal that closes is no reason
            signal.signal(number, lambda given, _: asked.append(given))
    ready = subprocess.run([*MANAGE, "resume_jobs"], cwd=ROOT, check=False)
    if ready.returncode or asked:
        return ready.returncode
    heard, held = os.pipe()
    parts = [part("后台进程", [*MANAGE, "qcluster"], pass_fds=[heard], env={**os.environ, PIPE: str(heard)})]
    os.close(heard)
    parts.append(part("网站", [sys.executable, "-m", "gunicorn", "shuheng.config.wsgi", *arguments]))
    try:
        while not asked and all(one.lives for one in parts):
            time.sleep(GLANCE)
        ended = next((one for one in parts if not one.lives), None)
    finally:
        stop(parts, held, asked)
    if asked or ended is None:
        return 0
    sys.stderr.write(f"{ended.name}已退出（退出码 {ended.process.returncode}），服务停止。\n")
    return ended.process.returncode or 1


def stop(parts: list[Part], held: int, asked: list[int]) -> None:
    """Ask both to end, wait, and kill what is left; asked a second time, kill at once."""
    before = len(asked)
    os.close(held)
    for one in parts:
        one.ask()
    latest = time.monotonic() + GRACE
    while any(one.lives for one in parts) and time.monotonic() < latest and len(asked) == before:
        time.sleep(GLANCE)
    for one in parts:
        one.kill()


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1:]))
