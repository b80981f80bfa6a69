"""Several at once, each a process with its own connection: one wins, the others are told; on both databases."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interop.postgresql import programs, server
from tests.places import ROOT, demand

PEOPLE = 3
HEAD = """
import sys, time
import django; django.setup()
from shuheng.accounts.models import Agency
from shuheng.accounts.visitors import OPERATOR
from shuheng.audit.chain import verify_chain
from shuheng.catalogue.actions.entries import create_entry, edit_entry
from shuheng.catalogue.actions.steps import pass_step
from shuheng.catalogue.actions.store import Wanted
from shuheng.catalogue.models import CatalogueEntry, EntryStep
from shuheng.problems import ProblemsError
"""
MAKE = """
agency = Agency.objects.create(code="city", name="样例市", kind="city", path="/1/")
print(create_entry(agency=agency, wanted=Wanted({"title": "名录"}), by=OPERATOR).pk)
"""
ACT = """
entry = CatalogueEntry.objects.get()
print("ready", flush=True)
sys.stdin.readline()
try:
    {act}
    print("done")
except ProblemsError as error:
    print(error.problems[0].code)
"""
EDIT = 'edit_entry(number=entry.pk, version=1, wanted=Wanted({"title": sys.argv[1]}), by=OPERATOR)'
PASS = 'pass_step(number=entry.pk, step="survey", by=OPERATOR)'
COUNT = """
entry = CatalogueEntry.objects.get()
print(entry.version, entry.versions.count(), EntryStep.objects.count(), verify_chain().ok)
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """A database of its own with one entry in it."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SHUHENG_")}
    plain |= {"SHUHENG_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "shuheng.config.settings"}
    if request.param == "sqlite":
        prepare(plain)
        yield plain
        return
    binaries = programs()
    demand(binaries is not None, "PostgreSQL")
    assert binaries is not None
    with server(binaries) as address:
        plain["SHUHENG_DATABASE"] = address
        prepare(plain)
        yield plain


def prepare(environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    run(MAKE, environment)


def run(program: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-c", HEAD + program]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def together(act: str, environment: dict[str, str]) -> list[str]:
    """Run the act in each process at the same moment; what each said, in order of the words."""
    people = [
        subprocess.Popen(
            [sys.executable, "-c", HEAD + ACT.format(act=act), f"名录{number}"],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for number in range(PEOPLE)
    ]  # fmt: skip
    for one in people:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in people:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    return sorted(one.communicate(timeout=120)[0].strip() for one in people)


def test_one_edit_and_one_step_win(environment: dict[str, str]) -> None:
    assert together(EDIT, environment) == ["done", "entry-moved", "entry-moved"]
    assert run(COUNT, environment) == "2 2 0 True"
    assert together(PASS, environment) == ["done", "step-moved", "step-moved"]
    assert run(COUNT, environment) == "3 3 1 True"
