"""What ``shuheng harvest`` shows: the counts of a run with their reasons, a proposed mapping, the same as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

from shuheng.catalogue.harvest.codes import meaning_of
from shuheng.catalogue.harvest.proposals import Unconfirmed
from shuheng.catalogue.harvest.runs.tally import ranked
from shuheng.catalogue.models import HarvestRun
from shuheng.catalogue.terms import RunState
from shuheng.cli.console import say, stdout
from shuheng.engines.harvest.propose.proposal import CONFIDENCE_WORDS
from shuheng.problems import Problem

COUNTS = {
    "records": "读入",
    "added": "新增",
    "changed": "变更",
    "unchanged": "未变",
    "refused": "拒收",
    "vanished": "消失",
    "noted": "有提示",
}
MOST = 10


def show(origin: str, run: HarvestRun | None, waiting: Unconfirmed | None) -> None:
    """One list, for people."""
    if waiting is not None:
        show_proposal(origin, waiting)
    if run is not None:
        show_run(run)


def show_run(run: HarvestRun) -> None:
    """The counts on one line, then the reasons."""
    dry = "（试运行，没有写入）" if run.dry else ""
    counts = "，".join(f"{title} {getattr(run, name):,}" for name, title in COUNTS.items())
    stdout.print(Text(f"{run.source.title}{dry}：{counts}"), soft_wrap=True)
    if run.problem:
        say(f"  {run.problem}", "yellow")
    for remark in run.summary.get("remarks", ()):
        say(f"  {remark['message']}〔{remark['code']}〕", "yellow")
    for kind, title in (("refused", "拒收"), ("notes", "提示")):
        for code, number in ranked(run.summary.get(kind, {})):
            say(f"  {title} {number:,}：{meaning_of(code)[0]}〔{code}〕", "dim")
    names = run.summary.get("providers", {})
    if names:
        shown = "、".join(name or "其余" for name, _ in ranked(names)[:MOST])
        say(
            f"  未识别单位 {len(names):,} 个（名称照原文保留）：{shown}{'…' if len(names) > MOST else ''}",
            "dim",
        )


def sums(runs: Iterable[HarvestRun]) -> Table:
    """All lists and their sum."""
    table = Table()
    table.add_column("来源")
    for title in COUNTS.values():
        table.add_column(title, justify="right")
    runs = list(runs)
    for run in runs:
        table.add_row(run.source.code, *(f"{getattr(run, name):,}" for name in COUNTS))
    table.add_section()
    table.add_row("合计", *(f"{sum(getattr(run, name) for run in runs):,}" for name in COUNTS))
    return table


def show_proposal(origin: str, waiting: Unconfirmed) -> None:
    """What would fill each field, why, and what values become; and how to go on."""
    proposal = waiting.proposal
    stdout.print(
        Text(f"{origin}：没见过的清单，建议的字段对应如下，没有采集。", style="bold"), soft_wrap=True
    )
    table = Table("目标字段", "来源字段", "把握", "举例：原值 → 结果", "理由")
    for one in proposal.fields:
        examples = "\n".join(f"{written} → {value}" for written, value in one.examples)
        cells = (one.title, "、".join(one.sources), CONFIDENCE_WORDS[one.confidence], examples, one.reason)
        table.add_row(*map(Text, cells))
    stdout.print(table)
    say(f"标识：{proposal.key_reason}")
    for left in proposal.left:
        say(f"未对应：{left.field}（{left.reason}）", "dim")
    if not proposal.usable:
        say("没有认出哪个字段是目录名称，请写一份字段对应（--mapping 文件）。", "bold red")
        return
    say("认可的话加 --accept 采集；要修改，用 --mapping 文件.yaml 存下来改好，再用同一选项采集。", "bold")


def document(
    origin: str, run: HarvestRun | None, waiting: Unconfirmed | None, problems: Iterable[Problem]
) -> dict[str, Any]:
    """One list, for programs; every key is always there."""
    found: dict[str, Any] = {
        "origin": origin,
        "state": "unconfirmed" if waiting else RunState.REFUSED.value,
        "run": None,
        "proposal": proposal_document(waiting) if waiting else None,
        "problems": [{"code": one.code, "message": str(one)} for one in problems],
    }
    if run is not None:
        found |= {"state": run.state, "run": run_document(run)}
    return found


def run_document(run: HarvestRun) -> dict[str, Any]:
    """Counts and reasons of a run."""
    summary = run.summary
    return {
        "number": run.pk,
        "source": run.source.code,
        "agency": run.source.agency.code,
        "as_of": run.as_of.isoformat() if run.as_of else None,
        "dry": run.dry,
        "whole": run.whole,
        "declared": run.declared,
        "file_hash": run.file_hash,
        **{name: getattr(run, name) for name in COUNTS},
        "problem": run.problem,
        "remarks": summary.get("remarks", []),
        "refusals": coded(summary.get("refused", {})),
        "notes": coded(summary.get("notes", {})),
        "unmapped": [
            {"field": field, "value": value, "count": count}
            for field, values in summary.get("unmapped", {}).items()
            for value, count in ranked(values)
        ],
        "providers": [{"name": name, "count": count} for name, count in ranked(summary.get("providers", {}))],
        "unspoken": [
            {"field": field, "records": records} for field, records, _ in summary.get("unspoken", ())
        ],
    }


def coded(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{"code": code, "count": count, "meaning": meaning_of(code)[0]} for code, count in ranked(counts)]


def proposal_document(waiting: Unconfirmed) -> dict[str, Any]:
    """A proposal with the mapping as text."""
    return {
        "mapping": waiting.text,
        "usable": waiting.proposal.usable,
        "fields": [
            {
                "field": one.target,
                "from": list(one.sources),
                "confidence": one.confidence,
                "reason": one.reason,
                "examples": [{"written": written, "value": value} for written, value in one.examples],
            }
            for one in waiting.proposal.fields
        ],
        "left": [{"field": one.field, "reason": one.reason} for one in waiting.proposal.left],
    }
