"""Runs one task and prints its numbers as JSON: `python -m tests.bench.worker TASK SIZE`."""

import json
import sys

from tests.bench.tasks import TASKS

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](int(sys.argv[2]))))
