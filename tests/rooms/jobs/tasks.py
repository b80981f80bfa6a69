"""Tasks for the tests: they leave marks in files, so that another process can count what was really done."""

import os
import time
from pathlib import Path

from django.db import transaction

from shuheng.audit.chain import record
from shuheng.jobs.progress import Json, Progress, TaskProblem
from shuheng.problems import Problem, ProblemsError


def count(progress: Progress, arguments: dict[str, Json]) -> dict[str, Json]:
    """Count up, one file per number; what an earlier attempt has counted is left alone."""
    folder = Path(arguments["folder"])
    number: int = arguments["number"]
    (folder / f"attempt-{len(list(folder.glob('attempt-*'))) + 1}").write_text(str(os.getpid()))
    progress.total(number)
    for at in range(1, number + 1):
        mark = folder / f"{at:04}"
        if not mark.exists():
            time.sleep(arguments.get("pause", 0))
            with mark.open("x"):
                pass
        progress.step(at, f"第 {at} 个")
    return {"summary": f"共 {number} 个", "link": "/calendar/", "个数": number}


def crash(progress: Progress, arguments: dict[str, Json]) -> dict[str, Json]:
    """Fail halfway through a transaction."""
    progress.step(1)
    with transaction.atomic():
        record(actor="测试员", action="half", thing_type="t", thing_id="1")
        raise ZeroDivisionError("secret detail")


def refuse(progress: Progress, arguments: dict[str, Json]) -> dict[str, Json]:
    raise TaskProblem("list-empty", "清单里没有记录，请检查来源。")


def list_problems(progress: Progress, arguments: dict[str, Json]) -> dict[str, Json]:
    raise ProblemsError(
        Problem("cell-wrong", f"第 {n} 格不对。", row=n) for n in range(1, arguments["number"] + 1)
    )


def odd(progress: Progress, arguments: dict[str, Json]) -> dict[str, Json]:
    """A result that JSON cannot write."""
    return {"value": {1, 2}}


def sleep(progress: Progress, arguments: dict[str, Json]) -> dict[str, Json]:
    """One long step without a word."""
    time.sleep(arguments["seconds"])
    progress.step(1)
    return {}


def stubborn(progress: Progress, arguments: dict[str, Json]) -> dict[str, Json]:
    """Goes on after whatever goes wrong with one record, as a harvest does."""
    for at in range(arguments["number"]):
        try:
            progress.step(at)
            time.sleep(arguments.get("pause", 0))
        except Exception:  # noqa: BLE001  # on purpose: this is what must not swallow a cancellation
            continue
    return {}


def in_transaction(progress: Progress, arguments: dict[str, Json]) -> dict[str, Json]:
    """All steps within one transaction that has written something."""
    progress.total(arguments["number"])
    with transaction.atomic():
        record(actor="测试员", action="whole", thing_type="t", thing_id="1")
        for at in range(1, arguments["number"] + 1):
            time.sleep(arguments["pause"])
            progress.step(at)
    return {}


TASKS = {
    "in-transaction": in_transaction,
    "count": count,
    "crash": crash,
    "refuse": refuse,
    "list-problems": list_problems,
    "odd": odd,
    "sleep": sleep,
    "stubborn": stubborn,
}
