"""The product's settings over an empty data folder. Only the database may be chosen from outside."""

import atexit
import os
import shutil
import tempfile

for name in [name for name in os.environ if name.startswith("SHUHENG_")]:
    if name != "SHUHENG_DATABASE":
        del os.environ[name]
os.environ["SHUHENG_DATA"] = tempfile.mkdtemp(prefix="shuheng-tests-")
atexit.register(shutil.rmtree, os.environ["SHUHENG_DATA"], ignore_errors=True)

from shuheng.config.settings import *  # noqa: E402, F403  the variables above must be set before
