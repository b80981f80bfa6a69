"""The results as the page docs/reference/benchmarks.md."""

from collections.abc import Iterable, Sequence

from tests.bench.machine import machine
from tests.bench.scheme import SCHEME
from tests.bench.targets import (
    AGENCIES,
    MONTHS,
    SAMPLE,
    SIZES,
    ZEN_ROWS,
    Results,
    milliseconds,
    rate,
    targets,
)

HEAD = """\
# Benchmarks

    make bench                                   # measure, print and write this page
    python -m tests.bench                        # measure and print only

One scheme of 60 indicators (20 band tables on a ratio, 15 capped per-occurrence, 10 shortfalls by begun percent,
10 checklists of 4, 5 maxima of the peer group or of all) over the same random facts, in three engines. A cell is
one indicator of one agency. Every row is measured in a process of its own and is the median of several runs; the
facts are in memory before the clock starts. A sample is first held against the reference in fractions, then every
cell that was timed against the scheme written once more in whole numbers. Peers are given their fastest form:
openfisca-core numpy formulas over all agencies, zen-engine one node of expressions per row and its batch call, with
the peer maxima worked out for it.
"""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; every column but the first is right-aligned."""
    marks = ["---", *("---:" for _ in head[1:])]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, marks, *rows))


def page(results: Results) -> str:
    """The whole page."""
    parts = [
        HEAD,
        "## Machine\n",
        table(("what", "value"), machine("polars", "openfisca-core", "zen-engine", "numpy")) + "\n",
        "## Same cells first\n",
        _agreement(results) + "\n",
        "## Side by side\n",
        _side_by_side(results) + "\n",
        "## Targets\n",
        _targets(results) + "\n",
        "## Whole results and reasons\n",
        _whole(results) + "\n",
    ]
    return "\n".join(parts)


def _agreement(results: Results) -> str:
    sample = results["agreement", SAMPLE]
    engines = [
        ("ours", "ours", MONTHS),
        ("openfisca-core (float32)", "openfisca", SIZES[-1]),
        ("zen-engine", "zen", ZEN_ROWS),
    ]
    rows = []
    for name, task, size in engines:
        wrong, cells = results[task, size]["wrong"], size * len(SCHEME)
        rows.append((name, f"{sample[task]:,.0f}", f"{wrong:,.0f} of {cells:,} ({wrong / cells:.2%})"))
    head = (
        "engine",
        f"wrong of {SAMPLE * len(SCHEME):,}, held against fractions",
        "wrong of all that was timed",
    )
    return table(head, rows)


def _side_by_side(results: Results) -> str:
    rows = []
    for size in SIZES:
        own = rate(results, "ours", size)
        for name, task in (("ours", "ours"), ("openfisca-core", "openfisca")):
            rows.append(_line(results, name, task, size, own))
    own = rate(results, "ours", SIZES[0])
    rows.append(_line(results, "zen-engine", "zen", ZEN_ROWS, own))
    return table(("engine", "agencies", "time", "M cells/s", "ours is faster", "peak memory"), rows)


def _line(results: Results, name: str, task: str, size: int, own: float) -> tuple[str, ...]:
    numbers, speed = results[task, size], rate(results, task, size)
    faster = "" if task == "ours" else f"x {own / speed:.1f}"
    shown = f"{speed:.1f}" if speed < 10 else f"{speed:.0f}"
    memory = f"{numbers['megabytes']:.0f} MiB"
    return name, f"{size:,}", milliseconds(numbers["seconds"]), shown, faster, memory


def _targets(results: Results) -> str:
    rows = [(line.what, line.target, line.measured, "yes" if line.met else "NO") for line in targets(results)]
    return table(("what", "target", "measured", "met"), rows)


def _whole(results: Results) -> str:
    reason = results["reason", AGENCIES]
    rows = [
        (
            f"{AGENCIES} agencies, the scheme: fact sheet to ranked results",
            milliseconds(results["whole_result", AGENCIES]["seconds"]),
        ),
        ("the slowest of 600 reason trees", milliseconds(reason["worst"])),
        (f"the tree of one total, all {len(SCHEME)} indicators", milliseconds(reason["total"])),
        (f"{MONTHS:,} agency-months, best run", milliseconds(results["ours", MONTHS]["best"])),
    ]
    for size in (14, AGENCIES):
        real = results["real", size]
        name = f"guangxi-2021 ({real['indicators']:.0f} indicators, {real['metrics']:.0f} metrics), {size} agencies"
        rows.append((f"{name}, every fact known", milliseconds(real["known"])))
        rows.append((f"{name}, one fact in twenty missing (bounds)", milliseconds(real["gaps"])))
    return table(("what", "time"), rows)
