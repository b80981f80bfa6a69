"""A place of its own for `shuheng` as a person runs it: another process, another data folder, an empty database."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.places import ROOT


@dataclass(frozen=True)
class Place:
    """`folder` holds the database and all files of this place."""

    folder: Path

    def run(self, *command: object) -> "subprocess.CompletedProcess[str]":
        ours = ("SHUHENG_", "DJANGO_")  # the settings of these tests live in a folder of their own
        plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return subprocess.run(
            [sys.executable, "-m", "shuheng.cli", *map(str, command)],
            cwd=ROOT,
            env={**plain, "SHUHENG_DATA": str(self.folder), "COLUMNS": "200", "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    def shuheng(self, *command: object) -> str:
        """What a command that must succeed wrote."""
        done = self.run(*command)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def json(self, *command: object) -> Any:
        """The JSON of a command that must succeed."""
        return json.loads(self.shuheng(*command, "--format", "json"))
