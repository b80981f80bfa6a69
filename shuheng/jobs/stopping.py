"""How a worker hears that it is to stop while a job is under way: the pipe that `scripts/serve.py` holds is closed."""

import os
import threading

PIPE = "JOBS_STOP_PIPE"  # environment variable with the number of the pipe's reading end

stopping = threading.Event()


def watch() -> None:
    """Wait aside for the end of the pipe, if this worker was given one."""
    number = os.environ.get(PIPE, "")
    if number.isdigit():
        threading.Thread(target=wait_for_end, args=(int(number),), name="stop-pipe", daemon=True).start()


def wait_for_end(pipe: int) -> None:
    """Nothing is ever written: reading returns when the last holder of the other end closes it or dies."""
    try:
        os.read(pipe, 1)
    except OSError:  # not a pipe of ours
        return
    stopping.set()
