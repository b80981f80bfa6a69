"""The scheme in our own language: the YAML an official would write."""

from pathlib import Path

from tests.bench.scheme import (
    MOST_TIMES,
    MOST_USES,
    MOST_WHOLE,
    PEER_GROUPS,
    SCHEME,
    Bands,
    Capped,
    Checklist,
    Indicator,
    PeerMaximum,
    Shortfall,
)

RUBRIC_ID = "bench-60"
HEAD = f"""\
rubric: {RUBRIC_ID}
title: 六十项指标的测量体系
version: "1"
document: {{title: 测量用体系}}
assessed: 单位
period: {{kind: year, name: "2022", from: 2022-01-01, to: 2022-12-31}}
peers: {{title: 档次, groups: [{", ".join(PEER_GROUPS)}]}}
declares: {{indicators: {len(SCHEME)}}}
total: {{formula: 基础}}
"""
GROUP_TITLES = {"A": "分档", "B": "次数", "C": "差额", "D": "清单", "E": "最大值"}


def points_text(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def title_of(code: str) -> str:
    """The metric's title: its code in letters the language allows."""
    return "值_" + code.replace(".", "_")


def rubric_text() -> str:
    """The whole rubric.yaml."""
    lines = [HEAD + "groups:"]
    for letter, title in GROUP_TITLES.items():
        lines += [f"  - code: {letter}", f"    title: {title}", "    indicators:"]
        lines += [_indicator(leaf) for leaf in SCHEME if leaf.code.startswith(letter)]
    return "\n".join(lines) + "\n"


def write_rubric(folder: Path) -> Path:
    """Put the rubric into a folder of its name."""
    target = folder / RUBRIC_ID
    target.mkdir()
    (target / "rubric.yaml").write_text(rubric_text(), encoding="utf-8")
    return target


def _indicator(leaf: Indicator) -> str:
    metrics, top, rule = _parts(leaf)
    says = "clause: 基础.1, says: 测量用的规则"
    return "\n".join(
        [
            f"      - code: {leaf.code}",
            f"        title: 指标{leaf.code}",
            "        metrics:",
            *(f"          {line}" for line in metrics),
            "        base:",
            f"          max: {points_text(top)}",
            f"          rules: [{{{rule}, {says}}}]",
        ]
    )


def _parts(leaf: Indicator) -> tuple[list[str], int, str]:
    """The lines of its metrics, its most points, its rule."""
    match leaf:
        case Bands():
            steps = ", ".join(f"{percent}%: {points_text(points)}" for percent, points in leaf.steps)
            rule = f"bands: {_ratio(leaf.part, leaf.whole)}, at_least: {{{steps}}}"
            return _ratio_metrics(leaf.part, leaf.whole), leaf.steps[0][1], rule
        case Capped():
            rule = (
                f"per: {title_of(leaf.times)}, points: {points_text(leaf.each)}, max: {points_text(leaf.cap)}"
            )
            return [_count(leaf.times, f"max: {MOST_TIMES}")], leaf.cap, rule
        case Shortfall():
            rule = f"shortfall: {_ratio(leaf.part, leaf.whole)}, lose: 1%, points: {points_text(leaf.points)}"
            return _ratio_metrics(leaf.part, leaf.whole), leaf.points, rule
        case Checklist():
            names = ", ".join(title_of(item) for item in leaf.items)
            metrics = [_metric(item, "kind: yes_no") for item in leaf.items]
            return metrics, leaf.points, f"checklist: [{names}], points: {points_text(leaf.points)}"
        case PeerMaximum():
            among = "peers" if leaf.among_peers else "all"
            rule = f"share_of_best: {title_of(leaf.uses)}, among: {among}, points: {points_text(leaf.points)}"
            return [_count(leaf.uses, f"max: {MOST_USES}")], leaf.points, rule


def _ratio(part: str, whole: str) -> str:
    return f"{title_of(part)} / {title_of(whole)}"


def _ratio_metrics(part: str, whole: str) -> list[str]:
    within = f"max: {MOST_WHOLE}, within: {title_of(whole)}"
    return [_count(part, within), _count(whole, f"min: 1, max: {MOST_WHOLE}")]


def _count(code: str, limits: str) -> str:
    return _metric(code, f"kind: count, unit: 个, {limits}")


def _metric(code: str, rest: str) -> str:
    return f"{title_of(code)}: {{code: {code}, {rest}, origin: reported, supply: registers/bench}}"
