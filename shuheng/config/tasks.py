"""The background tasks there are. A job keeps the code on the left, so a code stays as it is for ever."""

from shuheng.assessment.ledger.gathered import gather_task
from shuheng.assessment.ledger.measured import measure_task
from shuheng.catalogue.harvest.tasks import harvest
from shuheng.jobs.registry import Task
from shuheng.quality.cleaning.tasks import clean, undo_cleaning
from shuheng.quality.probes.runs import probe_task
from shuheng.quality.tables.runs import measure_tables

TASKS: dict[str, Task] = {
    "assessment.gather": gather_task,
    "catalogue.harvest": harvest,
    "quality.clean": clean,
    "quality.measure": measure_task,
    "quality.probe": probe_task,
    "quality.tables": measure_tables,
    "quality.undo_cleaning": undo_cleaning,
}
