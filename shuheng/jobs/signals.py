"""What happens in each worker process as it starts."""

import logging
from typing import Any

from django.db import DatabaseError
from django.dispatch import receiver
from django_q.signals import post_spawn

from shuheng.jobs import stopping
from shuheng.jobs.actions import resume

ACTOR = "后台进程"
log = logging.getLogger(__name__)


@receiver(post_spawn, dispatch_uid="shuheng.jobs")
def worker_started(**_: Any) -> None:
    """A worker that replaces a dead one takes up what that left. A busy database must not keep it from starting."""
    stopping.watch()
    try:
        resume(actor=ACTOR)
    except DatabaseError as error:
        log.warning("lost jobs could not be looked for: %s", error)
