"""A round killed for good in the middle, in a process of its own: taken up again, every interface has one check."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from tests.places import ROOT
from tests.rooms.probes.server import Handler, Served, good, interface

MANY, ENOUGH, PATIENCE = 40, 10, 60
BEGIN = """
from django.utils import timezone
from shuheng.accounts.models import Agency
from shuheng.quality.models import ProbedInterface, ProbeRun
agency = Agency.objects.create(code="a", name="甲", kind="city", path="/1/")
made = [
    ProbedInterface.objects.create(
        agency=agency, title=str(n), platform="sharing", address=f"{ADDRESS}/{n}", rows_path="data.rows", actor="x"
    )
    for n in range(MANY)
]
run = ProbeRun.objects.create(title="x", asked=[one.pk for one in made], actor="x", started=timezone.now())
"""
GO_ON = """
from shuheng.jobs.progress import Progress
from shuheng.quality.models import ProbeRun
from shuheng.quality.probes.bounds import Bounds
from shuheng.quality.probes.runs import carry_out
print(carry_out(ProbeRun.objects.get(), Progress(), bounds=Bounds(workers=2)).words)
"""


def late(served: Served, handler: Handler) -> None:
    served.over.wait(0.05)
    good(served, handler)


def test_a_killed_round_goes_on_where_it_was(tmp_path: Path) -> None:
    given = {name: value for name, value in os.environ.items() if not name.startswith("SHUHENG_")}
    given |= {"SHUHENG_DATA": str(tmp_path), "SHUHENG_PROBE_HOSTS": "127.0.0.1"}
    given["DJANGO_SETTINGS_MODULE"] = "shuheng.config.settings"

    def script(text: str) -> list[str]:
        return [
            sys.executable,
            "-c",
            f"import django; django.setup(); MANY = {MANY}; ADDRESS = {served.address!r}\n{text}",
        ]

    with interface(late) as served:
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=given, check=True)
        subprocess.run(script(BEGIN), cwd=ROOT, env=given, check=True)
        with subprocess.Popen(script(GO_ON), cwd=ROOT, env=given) as first:
            until = time.monotonic() + PATIENCE
            while served.times < ENOUGH and time.monotonic() < until:
                time.sleep(0.01)
            first.send_signal(signal.SIGKILL)
        before = served.times
        again = subprocess.run(script(GO_ON), cwd=ROOT, env=given, check=True, capture_output=True, text=True)
    assert ENOUGH <= before < MANY
    assert again.stdout == f"正常 {MANY}\n"
    assert served.times < before + MANY
    with sqlite3.connect(tmp_path / "shuheng.sqlite3") as kept:
        counts = kept.execute(
            "SELECT count(*), count(DISTINCT interface_id), sum(final) FROM quality_probe"
        ).fetchone()
        ended = kept.execute("SELECT finished IS NOT NULL FROM quality_proberun").fetchone()
    assert (counts, ended) == ((MANY, MANY, MANY), (1,))
