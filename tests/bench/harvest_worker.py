"""One harvest for the bench. Imported once the variables of the process name an empty database."""

import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuheng.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  Django must be set up before

from shuheng.accounts.actions.reference import load_reference  # noqa: E402
from shuheng.accounts.models import Agency  # noqa: E402
from shuheng.accounts.visitors import OPERATOR  # noqa: E402
from shuheng.catalogue.harvest import actions  # noqa: E402
from shuheng.catalogue.harvest.files import keep_file  # noqa: E402
from shuheng.catalogue.harvest.runs.carry_out import carry_out  # noqa: E402
from shuheng.catalogue.models import HarvestSource  # noqa: E402

call_command("migrate", verbosity=0)
load_reference(name="guangxi-cities", actor="基准")


def harvest(path: Path, mapping: str, added: int) -> None:
    """Harvest the list into its source and see that as many were added as should be."""
    source = HarvestSource.objects.filter(code="bench").first()
    if source is None:
        agency = Agency.objects.get(code="guangxi-nanning")
        source = actions.register_source(code="bench", title="基准", agency=agency, by=OPERATOR, demo=True)
        actions.confirm_mapping(source=source, text=mapping, by=OPERATOR)
    run = actions.open_run(source=source, kept=keep_file(path), wish=actions.Wish(), by=OPERATOR)
    carry_out(run)
    if (run.added, run.refused, run.state) != (added, 0, "done"):
        raise SystemExit(f"added {run.added}, refused {run.refused}, {run.state}: {run.problem}")
