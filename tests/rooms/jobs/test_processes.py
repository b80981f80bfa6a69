"""A process is known by more than its number."""

import os
import subprocess
import sys

from shuheng.jobs.processes import fate_of, own_name, place, start_of


def test_this_process_lives() -> None:
    assert fate_of(own_name()) == "alive"


def test_a_process_that_ended_is_dead_even_before_it_is_buried() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    name = f"{place()}#{child.pid}#{start_of(child.pid)}"
    assert fate_of(name) == "alive"
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # dead, and still in the list of processes
    assert fate_of(name) == "dead"
    child.communicate()
    assert fate_of(name) == "dead"


def test_a_number_used_again_is_another_process() -> None:
    assert fate_of(f"{place()}#{os.getpid()}#1") == "dead"


def test_of_another_machine_nothing_is_known() -> None:
    assert fate_of("elsewhere/boot/pid:[1]#1#1") == "unknown"


def test_a_name_without_a_start_says_nothing() -> None:
    assert [fate_of(name) for name in ("", f"{place()}##", f"{place()}#12#", f"{place()}#x#1")] == [
        "unknown"
    ] * 4
