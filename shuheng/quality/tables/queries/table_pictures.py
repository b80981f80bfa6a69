"""Pictures of one table: where cells are empty, conformity by column, and how completeness and repetition went from run to run."""

from collections.abc import Sequence
from itertools import pairwise

from shuheng.quality.models import TableResult
from shuheng.quality.pictures import Named, Series, Share, completeness_heat, share_bars, share_trend
from shuheng.quality.tables.summary import total_in
from shuheng.web.components import Picture

FORMAT = "format_"
MOST_COLUMNS = 40
LINES = (("有内容的单元格", "empty_cells"), ("不重复的行", "duplicate_rows"))


def conformity(result: TableResult) -> Picture | None:
    """The share of well-formed cells of columns that have a format; None where none has. Of very many, the worst."""
    figures = list(result.figures.filter(measure__startswith=FORMAT).exclude(column=""))
    worst = sorted(figures, key=lambda one: -(one.value or 0))[:MOST_COLUMNS]
    chosen = figures if len(figures) <= MOST_COLUMNS else worst
    lines = tuple(Named(one.column, Share.of_faults(one.value, one.whole)) for one in chosen)
    cut = f"（不合格最多的 {MOST_COLUMNS} 列，共 {len(figures):,} 列）" if len(figures) > MOST_COLUMNS else ""
    return share_bars(f"各列格式合规{said(result)}{cut}", "列", lines).picture() if lines else None


def completeness(result: TableResult) -> Picture | None:
    """Filled cells by column and band of rows; only columns with empty cells. None where there are none, or no bands."""
    bands = result.summary.get("bands")
    if not bands or not bands["empty"]:
        return None
    spans = list(pairwise(bands["edges"]))
    cells = {
        (line, place): Share.of_faults(empty, high - low)
        for line, counts in enumerate(bands["empty"].values())
        for place, (empty, (low, high)) in enumerate(zip(counts, spans, strict=True))
    }
    heads = [f"{low + 1:,}～{high:,} 行" for low, high in spans]
    return completeness_heat(list(bands["empty"]), heads, cells).picture()


def trend(results: Sequence[TableResult]) -> Picture | None:
    """The newest runs from old to new, exact ones only: a sample is not held against a whole. None for fewer than two."""
    exact = [one for one in reversed(results) if one.run.sample_every is None]
    if len(exact) < 2:
        return None
    times = [f"{one.run.as_of.isoformat()} #{one.run_id}" for one in exact]
    series = tuple(Series(name, tuple(share(one, code) for one in exact)) for name, code in LINES)
    return share_trend("历次逐行计量", times, series).picture()


def share(result: TableResult, measure: str) -> Share:
    """What is not faulty of the whole table; unknown where it was not measured."""
    total = total_in(result.summary, measure)
    return Share.of_faults(total.value, total.whole)


def said(result: TableResult) -> str:
    """In every title that shows a sample."""
    return f"（每 {result.run.sample_every} 行抽 1 行）" if result.run.sample_every else ""
