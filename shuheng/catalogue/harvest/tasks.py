"""What a worker does: carry out one run, telling how far it is."""

from django.urls import reverse

from shuheng.catalogue.harvest.runs.carry_out import carry_out, close
from shuheng.catalogue.models import HarvestRun
from shuheng.catalogue.terms import RunState
from shuheng.jobs.progress import Cancelled, Json, Progress


def harvest(progress: Progress, arguments: dict[str, Json]) -> dict[str, Json]:
    """The run with the number `run`; cancelled between two chunks it keeps what was written and says so."""
    run = HarvestRun.objects.select_related("source__agency").get(pk=arguments["run"])
    try:
        carry_out(run, progress)
    except Cancelled:
        close(run, RunState.STOPPED, "采集被取消，已写入的部分保留；可以重新运行。")
        raise
    done = "试运行完成" if run.dry else "采集完成"
    counts = f"读入 {run.records:,}，新增 {run.added:,}，变更 {run.changed:,}，未变 {run.unchanged:,}"
    return {
        "summary": f"{done}：{counts}，拒收 {run.refused:,}，消失 {run.vanished:,}。",
        "link": reverse("harvest-run", args=[run.pk]),
    }
