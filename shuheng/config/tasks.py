"""The background tasks there are. A job keeps the code on the left, so a code stays as it is for ever."""

from shuheng.assessment.ledger.measured import measure_task
from shuheng.catalogue.harvest.tasks import harvest
from shuheng.jobs.registry import Task

TASKS: dict[str, Task] = {
    "catalogue.harvest": harvest,
    "quality.measure": measure_task,
}
