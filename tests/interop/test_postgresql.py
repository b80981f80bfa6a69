"""Every test that touches the database passes on PostgreSQL too."""

import os
import subprocess
import sys

from tests.interop.postgresql import programs, server
from tests.places import ROOT, demand


def test_the_database_tests_pass_on_postgresql() -> None:
    binaries = programs()
    demand(binaries is not None, "PostgreSQL")
    assert binaries is not None
    with server(binaries) as address:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-m",
                "database and not browser",
                "-p",
                "no:cacheprovider",
            ],
            cwd=ROOT,
            env={**os.environ, "SHUHENG_DATABASE": address},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
