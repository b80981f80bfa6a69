"""清洗报告: what was connected and cleaned in a month, as a paper (Guangxi B3-1, B3-2)."""

from __future__ import annotations

from shuheng.quality.monthly.fingerprint import fingerprint
from shuheng.quality.monthly.model import CleaningSummary
from shuheng.quality.pictures import Named, Share, share_bars
from shuheng.reports.quality.paper import Block, Figure, Grid, Head, Heading, Paper, Words, grid_or_words

MOST_TABLES = 300
UNKNOWN = "未知"
Rows = list[tuple[str, ...]]
NOTES = (
    "接入的系统按数据来源和信息项登记的系统名称计，同一个系统只算一次；没有说明来自哪个系统的表单独列出张数。",
    "接入行数是截至月末在用数据表的行数，以清洗之前的数据为准；没有计量过的表行数未知，不计入。",
    "清洗行数是截至月末现用数据经过清洗的表的行数；撤销了的清洗不算。",
    "异常 = 修复的单元格 + 移出的行，按规则计，只算本月应用的清洗；同一格先后被几条规则改动的，每条规则各算一次。",
    "清洗结果存为数据表的新版本；原版本保留，可以撤销。程序改不了的（如校验码不符）整行移出，由数据提供单位核实。",
    "示例经过遮盖，不显示完整的内容。",
)


def cleaning_paper(summary: CleaningSummary) -> Paper:
    """The report; every figure in it stands in ``summary``."""
    return Paper(
        title=f"{summary.agency}{summary.month.words}数据清洗报告",
        running=f"{summary.agency}　{summary.month.words}　数据清洗报告",
        demo=summary.demo,
        foot=f"报告指纹 {fingerprint(summary)[:16]}",
        blocks=(
            Heading("一、总体情况"),
            *_totals(summary),
            Heading("二、发现的异常"),
            *_rules(summary),
            Heading("三、各单位情况"),
            *_agencies(summary),
            Heading("四、各数据表情况"),
            *_tables(summary),
            Heading("五、清洗前后示例"),
            *_examples(summary),
            Heading("六、口径和依据"),
            *(Words(f"{number}. {note}") for number, note in enumerate(NOTES, 1)),
            Words("依据：广西2021 B3-1（数据清洗）、B3-2（数据质量）；GB/T 36344 数据质量评价指标。"),
            Words(f"本报告全部内容的指纹（SHA-256）：{fingerprint(summary)}"),
        ),
    )


def totals_words(summary: CleaningSummary) -> str:
    """What was connected and cleaned, in one sentence."""
    last = summary.as_of.isoformat()
    return (
        f"截至 {last}，接入系统 {summary.systems:,} 个、数据表 {summary.connected:,} 张，接入 {count(summary.rows)} 行，"
        f"其中经过清洗 {count(summary.cleaned)} 行（{Share(summary.cleaned, summary.rows).percent}）；"
        f"本月应用清洗 {summary.cleanings:,} 次，发现异常 {summary.anomalies:,} 处。"
    )


def rule_rows(summary: CleaningSummary) -> tuple[tuple[Head, ...], Rows]:
    """Anomalies by kind of rule: counts, and shares of all anomalies."""
    heads = (
        Head("规则", 4),
        Head("处理", 3),
        Head("异常（处）", 2, number=True),
        Head("占全部异常", 2, number=True),
        Head("涉及数据表（张）", 2, number=True),
    )
    rows: Rows = [
        (
            one.title,
            "移出待核的行" if one.apart else "修复的单元格",
            f"{one.count:,}",
            Share(one.count, summary.anomalies).percent,
            f"{one.tables:,}",
        )
        for one in summary.rules
    ]
    return heads, rows


def count(number: int | None) -> str:
    """A count with thousands set apart; unknown is said."""
    return f"{number:,}" if number is not None else UNKNOWN


def _totals(summary: CleaningSummary) -> tuple[Block, ...]:
    heads = (Head("内容", 4), Head("数量", 3, number=True))
    rows = (
        ("接入的系统（个）", f"{summary.systems:,}"),
        ("接入的数据表（张）", f"{summary.connected:,}"),
        ("其中没有说明来自哪个系统（张）", f"{summary.nameless:,}"),
        ("其中行数未知（张）", f"{summary.unmeasured:,}"),
        ("接入行数（行）", count(summary.rows)),
        ("清洗行数（行）", count(summary.cleaned)),
        ("本月应用清洗（次）", f"{summary.cleanings:,}"),
        ("本月修复（格）", f"{summary.repaired:,}"),
        ("本月移出待核（行）", f"{summary.apart:,}"),
    )
    return Words(totals_words(summary)), Grid("表 清洗总量", heads, rows)


def _rules(summary: CleaningSummary) -> tuple[Block, ...]:
    heads, rows = rule_rows(summary)
    table = grid_or_words("表 各规则发现的异常", heads, rows, empty="本月没有清洗发现的异常。")
    found = [Named(one.title, Share(one.count, summary.anomalies)) for one in summary.rules]
    if not summary.anomalies:
        return table
    return Figure(share_bars("各规则占全部异常的比例", "规则", found, value_head="占比")), *table


def _agencies(summary: CleaningSummary) -> tuple[Block, ...]:
    heads = (
        Head("单位", 5),
        Head("接入系统（个）", 2, number=True),
        Head("数据表（张）", 2, number=True),
        Head("接入（行）", 3, number=True),
        Head("清洗（行）", 3, number=True),
        Head("清洗率", 2, number=True),
        Head("修复（格）", 3, number=True),
        Head("移出（行）", 2, number=True),
    )
    rows = [
        (
            one.agency,
            f"{one.systems:,}",
            f"{one.tables:,}",
            count(one.rows),
            count(one.cleaned),
            Share(one.cleaned, one.rows).percent,
            f"{one.repaired:,}",
            f"{one.apart:,}",
        )
        for one in summary.agencies
    ]
    return grid_or_words("表 各单位接入和清洗情况", heads, rows, empty="没有登记在用的数据表。")


def _tables(summary: CleaningSummary) -> tuple[Block, ...]:
    heads = (
        Head("单位", 4),
        Head("数据表", 5),
        Head("版本", 3),
        Head("接入（行）", 2, number=True),
        Head("修复（格）", 2, number=True),
        Head("移出（行）", 2, number=True),
    )
    listed = sorted(summary.tables, key=lambda one: -(one.repaired + one.apart))[:MOST_TABLES]
    rows = [
        (one.agency, one.title, one.versions, count(one.rows), f"{one.repaired:,}", f"{one.apart:,}")
        for one in listed
    ]
    left = len(summary.tables) - len(listed)
    more = f"（异常最多的 {len(listed)} 张，另有 {left:,} 张没有列出，已计入总量）" if left else ""
    return grid_or_words(f"表 现用数据经过清洗的表{more}", heads, rows, empty="没有经过清洗的数据表。")


def _examples(summary: CleaningSummary) -> tuple[Block, ...]:
    heads = (
        Head("数据表", 4),
        Head("列", 3),
        Head("规则", 3),
        Head("清洗前", 4),
        Head("清洗后", 4),
        Head("次数", 1, number=True),
    )
    rows = [
        (one.table, one.column, one.rule, shown(one.before), shown(one.after), f"{one.times:,}")
        for one in summary.examples
    ]
    blocks = grid_or_words("表 清洗前后示例（已遮盖）", heads, rows, empty="没有可列出的示例。")
    if summary.unread:
        return *blocks, Words(f"有 {summary.unread:,} 次清洗的改动记录已不在或被改动过，没有取示例。")
    return blocks


def shown(text: str) -> str:
    """What was in a cell; blanks and nothing are made visible."""
    if not text:
        return "（空）"
    return f"“{text}”" if text != text.strip() else text
