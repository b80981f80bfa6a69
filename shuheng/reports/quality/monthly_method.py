"""The part of the monthly report on how it was computed, and what to compute it again from."""

from __future__ import annotations

from shuheng.quality.monthly.fingerprint import fingerprint
from shuheng.quality.monthly.model import MonthlyQuality
from shuheng.reports.quality.paper import Block, Grid, Head, Heading, Words, grid_or_words

NOTES = (
    "每张数据表取本月最近一次计量的结果；本月既有逐行计量又有抽样计量的，取逐行计量的。",
    "合格率 = 合格的处数 ÷ 检查的处数，都是整数相加后再相除，不先算各表的百分比再平均。",
    "维度合格率合计该维度下以单元格或行为单位的计量项；以数据集为单位的（如低容量）单独列出，不与单元格相加。",
    "含个人信息的单元格、离群值等只作提示，不等于数据有错，不计入合格率。",
    "可访问性合计接口探测的次数，能调用的为合格；没有探测过的为未知。",
    "各单位的维度按数据表计：该维度没有达到问题标准的表 ÷ 该维度有结论的表，与质量页面的单位矩阵口径一致。",
    "各单位自定义的规则口径各不相同，不合计，见各数据表的页面。",
    "未能计量、没有计量、没有检查过的都是未知，不计入合格，也不计入不合格。",
    "问题的期限按工作日计算，节假日和调休以工作日历为准。",
)


def method_blocks(month: MonthlyQuality) -> tuple[Block, ...]:
    """Definitions with their sources, the rules of counting, and the runs with their fingerprints."""
    blocks: list[Block] = [Words(f"{number}. {note}") for number, note in enumerate(NOTES, 1)]
    heads = (Head("计量项", 3), Head("含义", 8), Head("依据", 6))
    measures = [(one.title, one.says, one.source) for one in month.measures]
    blocks += grid_or_words(
        "表 计量项的含义和依据", heads, measures, empty="本月没有计量结果，没有要说明的计量项。"
    )
    return (*blocks, Heading("数据批次", 2), *_runs(month))


def _runs(month: MonthlyQuality) -> tuple[Block, ...]:
    heads = (
        Head("批次", 1, number=True),
        Head("名称", 5),
        Head("计量日期", 2, number=True),
        Head("采用的表（张）", 2, number=True),
        Head("方式", 3),
        Head("数据和结果指纹（SHA-256）", 7),
    )
    rows = tuple(
        (
            str(run.number),
            run.title,
            run.as_of.isoformat(),
            f"{run.tables:,}",
            f"抽样：每 {run.sample_every:,} 行抽 1 行" if run.sample_every else "逐行",
            run.fingerprint,
        )
        for run in month.runs
    )
    if not rows:
        return (Words("本月没有计量批次。"), _own(month))
    return Grid("表 计量批次", heads, rows), _own(month)


def _own(month: MonthlyQuality) -> Words:
    return Words(f"本报告全部内容的指纹（SHA-256）：{fingerprint(month)}")
