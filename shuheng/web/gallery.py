"""Samples for the gallery: every component in every state, with made-up figures."""

from dataclasses import dataclass, replace
from fractions import Fraction

from shuheng.engines.rubric import Problem, Reason, UsedFact
from shuheng.web.bars import Line, bars_picture
from shuheng.web.components import Bar, Choice, Figure, Picture, SortHead

LONG = "政务信息系统整合共享与公共数据资源目录编制、挂载、更新及质量治理综合评价指标"


@dataclass(frozen=True)
class SampleRow:
    rank: str
    name: str
    bar: Bar
    unknown: bool = False


@dataclass(frozen=True)
class GalleryPage:
    figures: tuple[tuple[str, Figure], ...]
    bars: tuple[tuple[str, Bar], ...]
    heads: tuple[SortHead, ...]
    one: tuple[SampleRow, ...]
    many: tuple[SampleRow, ...]
    choices: tuple[Choice, ...]
    problems: tuple[Problem, ...]
    picture: Picture
    reasons: tuple[tuple[str, Reason], ...]
    most: int = 20 * 1024 * 1024


def gallery_page() -> GalleryPage:
    many = sample_rows(8)
    return GalleryPage(
        figures=FIGURES,
        bars=BARS,
        heads=(
            SortHead("名次", "?sort=rank", "ascending", number=True),
            SortHead("单位", "?sort=name"),
            SortHead("得分", "?sort=total", number=True),
        ),
        one=many[:1],
        many=many,
        choices=(
            Choice("全部", "?", chosen=True, count=14),
            Choice("第一档", "?peer=1", chosen=False, count=6),
            Choice("第二档", "?peer=2", chosen=False, count=8),
        ),
        problems=PROBLEMS,
        picture=bars_picture("样例单位得分", [Line(row.name, row.bar) for row in many], width=420),
        reasons=(
            ("已知", sample_reason("known", "83")),
            ("未知", sample_reason("unknown", "未知")),
            ("不适用", sample_reason("not_applicable", "0")),
        ),
    )


def sample_rows(count: int) -> tuple[SampleRow, ...]:
    rows = []
    for number in range(count):
        low = Fraction(9640 - 431 * number, 100)
        unknown = number % 3 == 2
        bar = Bar(Fraction(120), low, low + (7 if unknown else 0), Fraction(number % 4), Fraction(number % 2))
        name = LONG if number == 3 else f"样例市{'甲乙丙丁戊己庚辛'[number % 8]}"
        rows.append(SampleRow("未知" if unknown else str(number + 1), name, bar, unknown))
    return tuple(rows)


def sample_reason(state: str, text: str) -> Reason:
    """One part with one rule under it."""
    steps = {
        "known": ("样例率 = 已办 83 项 ÷ 应办 100 项 = 83.0%", "达到 70%，得 2 分"),
        "unknown": ("样例率 = 已办 未知 ÷ 应办 100 项，尚不能判断",),
        "not_applicable": ("应办 0 项，不适用，不计入，其余按权重折算",),
    }[state]
    rule = Reason(
        kind="rule",
        code="bands",
        title="分档",
        clause="基础.1",
        says="办理率七成及以上得满分",
        low=Fraction(2 if state == "known" else 0),
        high=Fraction(0 if state == "not_applicable" else 2),
        top=Fraction(2),
        na=state == "not_applicable",
        steps=steps,
        facts=(UsedFact("已办事项数", "sample.done", text, "项", "填报", "系统截图"),),
    )
    return replace(
        rule,
        kind="part",
        code="base",
        title="基础分",
        clause="",
        says="",
        steps=(),
        facts=(),
        children=(rule,),
    )


FIGURES = (
    ("一个数", Figure("总分", "93.08", "分", "等次 优", source="事实计算", as_of="2022-12-31", state="good")),
    ("未知", Figure("总分", "81.50～88.50", "分", "3 项指标值未知", state="unknown")),
    ("空", Figure("目录总数", "未知", "", "还没有上报", state="unknown")),
    ("太长", Figure(LONG, "1,234,567,890", "条", LONG)),
    ("可点开", Figure("指标", "57", "项", "逐条查看", link="#figure")),
    ("不合格", Figure("超期未回复", "4", "件", "应在 3 个工作日内回复", state="bad")),
)
BARS = (
    ("满分", Bar(Fraction(10), Fraction(10), Fraction(10))),
    ("有加分、有扣分", Bar(Fraction(12), Fraction(8), Fraction(8), Fraction(1), Fraction(2))),
    ("未知", Bar(Fraction(10), Fraction(4), Fraction(9))),
    ("全部未知", Bar(Fraction(10), Fraction(0), Fraction(10))),
    ("零分", Bar(Fraction(10), Fraction(0), Fraction(0))),
)
PROBLEMS = (
    Problem(
        "fact-not-a-number",
        "“约九成”不是数。",
        file="填报表.xlsx",
        sheet="填报",
        row=12,
        column=4,
        field="目录挂载数",
        hint="写法如 83。",
    ),
    Problem(
        "fact-above-whole",
        "分子 120 大于分母 100。",
        file="填报表.xlsx",
        sheet="填报",
        row=31,
        column=4,
        field="已接入单位数",
        allowed=("0 到 100 的整数",),
    ),
)
