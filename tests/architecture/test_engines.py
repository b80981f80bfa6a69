"""Engines and rubrics load without Django; what the layers forbid by name, this proves by running."""

import subprocess
import sys

from tests.places import ROOT

LOAD_ALL = """
import importlib, pkgutil, sys
for root in ("shuheng.engines", "shuheng.rubrics"):
    package = importlib.import_module(root)
    for module in pkgutil.walk_packages(package.__path__, root + "."):
        importlib.import_module(module.name)
print(sorted(name for name in sys.modules if name.split(".")[0] in {"django", "asgiref"}))
"""


def test_engines_load_without_django() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", LOAD_ALL], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
