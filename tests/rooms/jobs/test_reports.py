"""Progress written beside the work, through a connection of its own, on both databases."""

import json
from typing import Any

from tests.rooms.jobs.installation import Installation

WATCHED = """
import json, sys, threading, time, django; django.setup()
from django.db import connection
from shuheng.jobs import reports
from shuheng.jobs.actions import cancel, start
from shuheng.jobs.models import Job
from shuheng.jobs.worker import run
reports.SIGN_OF_LIFE = 0.5
job = start(task=sys.argv[1], title="t", arguments=json.loads(sys.argv[2]), actor="测试员")
seen, over = [], threading.Event()
def watch():
    while not over.wait(0.1):
        seen.append(Job.objects.values_list("done", "heartbeat").get(pk=job.pk))
        if len(seen) == int(sys.argv[3]):
            cancel(job=job, actor="另一个人")
    connection.close()
watcher = threading.Thread(target=watch); watcher.start()
began = time.monotonic(); found = run(job.pk); spent = time.monotonic() - began
over.set(); watcher.join()
print(json.dumps({"state": found.state, "done": found.done, "spent": spent, "left": threading.active_count(),
    "beats": len({beat for _, beat in seen if beat}), "seen": sorted({done for done, _ in seen})}))
"""
NEVER = "-1"


def watched(place: Installation, task: str, cancel_at: str = NEVER, **arguments: Any) -> dict[str, Any]:
    """Run a job in a process of its own while another thread of it looks on, and may cancel at its n-th look."""
    found: dict[str, Any] = json.loads(
        place.call("-c", WATCHED, task, json.dumps(arguments), cancel_at).stdout
    )
    return found


def test_one_long_step_shows_signs_of_life(on_both: Installation) -> None:
    found = watched(on_both, "sleep", seconds=3)
    assert found["state"] == "done"
    assert found["beats"] >= 3
    assert found["left"] == 1


def test_progress_is_seen_from_outside_and_a_cancellation_heard(on_both: Installation) -> None:
    found = watched(on_both, "stubborn", cancel_at="15", number=2000, pause=0.02)
    assert found["state"] == "cancelled"
    assert found["spent"] < 10
    assert 0 < found["done"] < 2000
    assert len(found["seen"]) >= 3


def test_a_task_that_holds_a_transaction_is_not_kept_waiting(on_both: Installation) -> None:
    """On SQLite the row cannot be written meanwhile; the task must not wait for that, nor the row be lost with it."""
    found = watched(on_both, "in-transaction", number=60, pause=0.05)
    assert (found["state"], found["done"]) == ("done", 60)
    assert found["spent"] < 10


def test_what_a_task_rolls_back_does_not_take_its_progress_along(on_both: Installation) -> None:
    found = watched(on_both, "crash")
    assert (found["state"], found["done"]) == ("failed", 1)
