"""质量月报: what a month's quality was, as a paper."""

from __future__ import annotations

from collections.abc import Callable

from shuheng.quality.monthly.fingerprint import fingerprint
from shuheng.quality.monthly.model import Extent, MonthlyQuality
from shuheng.quality.pictures import Named, Series, agency_matrix, share_bars, share_trend
from shuheng.reports.quality.cleaning import count, rule_rows, totals_words
from shuheng.reports.quality.monthly_issues import issue_blocks
from shuheng.reports.quality.monthly_method import method_blocks
from shuheng.reports.quality.paper import Block, Figure, Grid, Head, Heading, Paper, Words, grid_or_words

MATRIX_LINES = 20  # agencies in one picture, so that it can be read on paper
UNKNOWN, NOT_COUNTED = "未知", "不计"
NUMERALS = "一二三四五六七八九十"


def monthly_paper(month: MonthlyQuality) -> Paper:
    """The report; every figure in it stands in ``month``."""
    blocks: list[Block] = []
    for number, (title, part) in enumerate(SECTIONS):
        blocks += [Heading(f"{NUMERALS[number]}、{title}"), *part(month)]
    return Paper(
        title=f"{month.agency}{month.month.words}数据质量月报",
        running=f"{month.agency}　{month.month.words}　数据质量月报",
        demo=month.demo,
        foot=f"报告指纹 {fingerprint(month)[:16]}",
        blocks=tuple(blocks),
    )


def extent_blocks(month: MonthlyQuality) -> tuple[Block, ...]:
    """What was measured, beside the month before."""
    now, before = month.extent, month.before
    said = (
        f"{month.month.words}登记在用的数据表 {now.tables:,} 张，已计量 {now.measured:,} 张，"
        f"未能计量 {now.failed:,} 张，没有计量 {now.untried:,} 张。"
    )
    if month.as_of < month.month.last:
        said += f"本月尚未结束，数字截至 {month.as_of.isoformat()}。"
    if not now.measured:
        said += "本月没有计量结果，各项质量情况均为未知；未知不等于合格，也不等于零。"
    heads = (Head("内容", 3), Head("本月", 2, number=True), Head("上月", 2, number=True))
    return Words(said), Grid("表 计量范围", heads, extent_rows(now, before))


def extent_rows(now: Extent, before: Extent) -> tuple[tuple[str, ...], ...]:
    """A line per count."""
    named: tuple[tuple[str, Callable[[Extent], int | None]], ...] = (
        ("在用数据表（张）", lambda one: one.tables),
        ("逐行计量（张）", lambda one: one.exact),
        ("抽样计量（张）", lambda one: one.sampled),
        ("未能计量（张）", lambda one: one.failed),
        ("没有计量（张）", lambda one: one.untried),
        ("已计量的记录（行）", lambda one: one.rows if one.measured else None),
        ("已计量的单元格（格）", lambda one: one.cells),
    )
    return tuple((title, count(of(now)), count(of(before))) for title, of in named)


def dimension_blocks(month: MonthlyQuality) -> tuple[Block, ...]:
    """The six dimensions with their change, and their months."""
    heads = (
        Head("维度", 3),
        Head("合格率", 2, number=True),
        Head("合格 / 检查（处）", 4, number=True),
        Head("上月合格率", 2, number=True),
        Head("变化（百分点）", 2, number=True),
    )
    rows = tuple(
        (
            one.title,
            one.share.percent,
            one.share.counts or UNKNOWN,
            one.before.percent,
            one.share.points_over(one.before),
        )
        for one in month.dimensions
    )
    series = [
        Series(line.title, shares)
        for line, shares in zip(month.dimensions, month.trend.shares, strict=True)
        if any(share is not None and share.value is not None for share in shares)
    ]
    words = Words("一处是一个被检查的单元格、一行记录，或者对接口的一次探测；没有检查过的维度为未知。")
    blocks: list[Block] = [words, Grid("表 六个维度", heads, rows)]
    if series:
        times = [str(one) for one in month.trend.months]
        blocks.append(Figure(share_trend("各维度合格率逐月变化", times, series)))
    return tuple(blocks)


def measure_blocks(month: MonthlyQuality) -> tuple[Block, ...]:
    """Every measure that judged something this month."""
    heads = (
        Head("维度", 2),
        Head("计量项", 4),
        Head("发现", 2, number=True),
        Head("检查数", 2, number=True),
        Head("单位", 1),
        Head("合格率", 2, number=True),
        Head("上月合格率", 2, number=True),
        Head("未知（项）", 2, number=True),
    )
    rows = [
        (
            one.dimension,
            one.title,
            count(one.share.faults),
            count(one.share.whole),
            one.unit,
            one.share.percent if one.counted else NOT_COUNTED,
            one.before.percent if one.counted else NOT_COUNTED,
            f"{one.unknown:,}",
        )
        for one in month.measures
    ]
    return grid_or_words("表 各计量项", heads, rows, empty="本月没有计量结果。")


def worst_blocks(month: MonthlyQuality) -> tuple[Block, ...]:
    """The tables with the most faults, and why."""
    heads = (
        Head("单位", 3),
        Head("数据表", 4),
        Head("合格率", 2, number=True),
        Head("不合格 / 检查（处）", 3, number=True),
        Head("主要问题", 9),
    )
    rows = [
        (
            one.agency,
            one.title + ("（抽样）" if one.sampled else ""),
            one.share.percent,
            f"{count(one.share.faults)} / {count(one.share.whole)}",
            "\n".join(one.reasons),
        )
        for one in month.worst
    ]
    empty = "已计量的数据表都没有发现问题。" if month.extent.measured else "本月没有计量结果。"
    return grid_or_words("表 合格率最低的数据表", heads, rows, empty=empty)


def interface_blocks(month: MonthlyQuality) -> tuple[Block, ...]:
    """How interfaces answered."""
    probed = month.interfaces
    if probed is None:
        return (Words("本月没有探测接口，可用情况为未知。"),)
    said = (
        f"探测接口 {probed.interfaces:,} 个，可用率 {probed.share.words}；"
        f"中断 {probed.outages:,} 次，其中超期未恢复 {probed.overdue:,} 次，说明已采纳 {probed.excused:,} 次。"
    )
    heads = (
        Head("单位", 4),
        Head("接口", 6),
        Head("可用率", 2, number=True),
        Head("通过 / 探测（次）", 3, number=True),
        Head("中断（次）", 2, number=True),
        Head("超期（次）", 2, number=True),
    )
    rows = [
        (
            one.agency,
            one.title,
            one.share.percent,
            one.share.counts or UNKNOWN,
            f"{one.outages:,}",
            f"{one.overdue:,}",
        )
        for one in probed.lines
    ]
    bars = share_bars("接口可用率", "接口", [Named(one.title, one.share) for one in probed.lines])
    blocks = grid_or_words("表 接口可用情况", heads, rows, empty="没有可列出的接口。")
    return Words(said), *((Figure(bars),) if probed.lines else ()), *blocks


def sampling_blocks(month: MonthlyQuality) -> tuple[Block, ...]:
    """What random checks found."""
    drawn = month.sampling
    if drawn is None:
        return (Words("本月没有开展随机抽查，抽查情况为未知。"),)
    said = f"抽查 {drawn.draws:,} 次，抽中 {drawn.drawn:,} 项，已核查 {drawn.checked:,} 项。"
    heads = (Head("单位", 4), Head("问题类型", 4), Head("发现（处）", 2, number=True))
    rows = [(one.agency, one.kind, f"{one.count:,}") for one in drawn.findings]
    return Words(said), *grid_or_words("表 抽查发现", heads, rows, empty="已核查的没有发现问题。")


def cleaning_blocks(month: MonthlyQuality) -> tuple[Block, ...]:
    """What was cleaned, in short; the cleaning report says more."""
    if month.cleaning is None:
        return (Words("本月没有清洗数据。"),)
    heads, rows = rule_rows(month.cleaning)
    return (
        Words(totals_words(month.cleaning)),
        *grid_or_words("表 清洗发现的异常", heads, rows, empty="没有发现异常。"),
    )


def agency_blocks(month: MonthlyQuality) -> tuple[Block, ...]:
    """Agencies by dimensions, as pictures that can be read on paper and as a table."""
    titles = [one.title for one in month.dimensions]
    blocks: list[Block] = []
    for start in range(0, len(month.agencies), MATRIX_LINES):
        part = month.agencies[start : start + MATRIX_LINES]
        cells = {
            (line, column): share for line, one in enumerate(part) for column, share in enumerate(one.shares)
        }
        title = f"没有问题的数据表占比，按单位和维度（第 {start + 1} 至 {start + len(part)} 个单位；颜色越深，问题越多）"
        blocks.append(Figure(agency_matrix([one.name for one in part], titles, cells, title)))
    heads = (
        Head("单位", 5),
        Head("在用表（张）", 2, number=True),
        Head("已计量（张）", 2, number=True),
        Head("记录（行）", 3, number=True),
        *(Head(title, 2, number=True) for title in titles),
        Head("待整改（个）", 2, number=True),
        Head("超期（个）", 2, number=True),
    )
    rows = [
        (
            one.name,
            f"{one.tables:,}",
            f"{one.measured:,}",
            f"{one.rows:,}" if one.measured else UNKNOWN,
            *(share.percent for share in one.shares),
            f"{one.standing:,}",
            f"{one.overdue:,}",
        )
        for one in month.agencies
    ]
    words = Words("各维度列的是没有发现问题的数据表占有结论的数据表的比例；可访问性列的是接口探测的通过率。")
    return words, *blocks, *grid_or_words("表 各单位质量情况", heads, rows, empty="没有登记在用的数据表。")


SECTIONS: tuple[tuple[str, Callable[[MonthlyQuality], tuple[Block, ...]]], ...] = (
    ("计量范围", extent_blocks),
    ("六个维度", dimension_blocks),
    ("各计量项", measure_blocks),
    ("问题最多的数据表", worst_blocks),
    ("质量问题整改", issue_blocks),
    ("接口可用情况", interface_blocks),
    ("随机抽查", sampling_blocks),
    ("数据清洗", cleaning_blocks),
    ("各单位情况", agency_blocks),
    ("计算方法和依据", method_blocks),
)
