"""What a worker does: try a cleaning out, undo one."""

from django.urls import reverse

from shuheng.jobs.progress import Json, Progress
from shuheng.quality.cleaning import actions
from shuheng.quality.models import Cleaning

RELATED = ("table", "before", "after", "job")


def clean(progress: Progress, arguments: dict[str, Json]) -> dict[str, Json]:
    """Try out the cleaning with the number `cleaning`."""
    cleaning = Cleaning.objects.select_related(*RELATED).get(pk=arguments["cleaning"])
    done = actions.try_out(cleaning=cleaning, progress=progress)
    counts = (
        ""
        if done.cells_changed is None
        else f"将改动 {done.cells_changed:,} 个单元格，移出 {done.rows_apart:,} 行"
    )
    return {
        "summary": f"试算完成：{counts}。数据还没有改，请核对后应用。" if counts else "这次清洗已放弃。",
        "link": reverse("cleaning", args=[done.pk]),
    }


def undo_cleaning(progress: Progress, arguments: dict[str, Json]) -> dict[str, Json]:
    """Undo the cleaning with the number `cleaning` in the name of `actor`."""
    cleaning = Cleaning.objects.select_related(*RELATED).get(pk=arguments["cleaning"])
    progress.note("正在恢复清洗前的数据")
    done = actions.undo(cleaning=cleaning, actor=arguments["actor"])
    return {"summary": "已恢复为清洗前的数据，并逐格核对一致。", "link": reverse("cleaning", args=[done.pk])}
