"""One agency's score sheet, the reason of one of its points, and its advice."""

from dataclasses import dataclass

from django.urls import reverse

from shuheng.assessment.models import StoredResult
from shuheng.assessment.queries.bars import GroupSum, indicator_bar, top_groups
from shuheng.assessment.queries.ranking import rank_text
from shuheng.assessment.stored import reason_tree, reasons_of, result_of, score_of
from shuheng.engines.rubric import AgencyScore, IndicatorScore, Reason
from shuheng.engines.rubric.exact import show
from shuheng.web.bars import Line, bars_picture, score_words
from shuheng.web.components import Bar, Choice, Figure, Picture

HALF_WIDTH = 370
SHOWS = {"": "全部", "lost": "没得满分", "unknown": "有未知", "taken": "被扣分"}


@dataclass(frozen=True)
class IndicatorRow:
    number: int
    score: IndicatorScore
    bar: Bar
    words: str
    link: str


@dataclass(frozen=True)
class GroupTable:
    total: GroupSum
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True)
class AgencyPage:
    stored: StoredResult
    score: AgencyScore
    figures: tuple[Figure, ...]
    choices: tuple[Choice, ...]
    groups: tuple[GroupTable, ...]
    picture: Picture
    advice_link: str
    why_link: str
    what_if_link: str
    shown: int


@dataclass(frozen=True)
class ReasonPage:
    stored: StoredResult
    score: AgencyScore
    reason: Reason
    indicator: str
    previous: str
    following: str
    rubric_link: str
    what_if_link: str
    closes: str


def agency_page(stored: StoredResult, code: str, show_only: str) -> AgencyPage | None:
    result = result_of(stored)
    score = score_of(result, code)
    if score is None:
        return None
    sums = top_groups(score)
    tables = group_tables(stored, score, sums, show_only)
    return AgencyPage(
        stored=stored,
        score=score,
        figures=agency_figures(score, sum(one.agency.peer == score.agency.peer for one in result.agencies)),
        choices=show_choices(score, show_only),
        groups=tables,
        picture=bars_picture(
            "各组指标得分",
            [Line(f"{one.score.code} {one.score.title}", one.bar) for one in sums],
            width=HALF_WIDTH,
        ),
        advice_link=reverse("advice", args=[stored.pk, code]),
        why_link=reverse("why-total", args=[stored.pk, code]),
        what_if_link=reverse("what-if", args=[stored.pk, code]),
        shown=sum(len(table.rows) for table in tables),
    )


def agency_figures(score: AgencyScore, peers: int) -> tuple[Figure, ...]:
    if score.total is None:
        total = Figure(
            "总分", f"{show(score.low)}～{show(score.high)}", "分", "有指标值未知", state="unknown"
        )
    else:
        total = Figure("总分", show(score.total), "分", f"等次 {score.grade}" if score.grade else "")
    parts = (("基础", score.base), ("扣分", score.deduction), ("加分", score.bonus))
    rank = Figure("名次", rank_text(score), f"/ {peers}", score.agency.peer or "全部单位")
    return (
        total,
        *((rank,) if peers > 1 else ()),
        *(
            Figure(
                title,
                "未知" if value is None else show(value),
                "分",
                state="unknown" if value is None else "",
            )
            for title, value in parts
        ),
    )


def show_choices(score: AgencyScore, show_only: str) -> tuple[Choice, ...]:
    every = (*score.indicators, *score.extras)
    return tuple(
        Choice(
            title,
            f"?show={name}" if name else "?",
            name == show_only,
            sum(is_shown(one, name) for one in every),
        )
        for name, title in SHOWS.items()
    )


def is_shown(score: IndicatorScore, show_only: str) -> bool:
    match show_only:
        case "lost":
            return score.status != "not_applicable" and (score.base is None or score.base < score.top)
        case "unknown":
            return score.points is None and score.status != "not_applicable"
        case "taken":
            return bool(score.deduction)
        case _:
            return True


def group_tables(
    stored: StoredResult, score: AgencyScore, sums: tuple[GroupSum, ...], show_only: str
) -> tuple[GroupTable, ...]:
    tables: list[GroupTable] = []
    number = 0
    for one in sums:
        rows: list[IndicatorRow] = []
        for indicator in one.indicators:
            number += 1
            if is_shown(indicator, show_only):
                rows.append(indicator_row(stored, score, indicator, number))
        if rows:
            tables.append(GroupTable(one, tuple(rows)))
    return tuple(tables)


def indicator_row(
    stored: StoredResult, score: AgencyScore, indicator: IndicatorScore, number: int
) -> IndicatorRow:
    bar = indicator_bar(indicator)
    return IndicatorRow(
        number=number,
        score=indicator,
        bar=bar,
        words=f"{indicator.title}：{score_words(bar)}",
        link=reverse("why", args=[stored.pk, score.agency.code, indicator.code]),
    )


def reason_page(stored: StoredResult, code: str, indicator: str, closes: str) -> ReasonPage | None:
    """The reason of one indicator, or of the total where `indicator` is empty.

    `closes` is the element that it opens in, if any.
    """
    score = score_of(result_of(stored), code)
    if score is None:
        return None
    tree = reason_tree(reasons_of(stored, code))
    found = find_reason(tree, indicator) if indicator else tree
    if found is None:
        return None
    codes = [one.code for one in (*score.indicators, *score.extras)]
    at = codes.index(indicator) if indicator else 0
    return ReasonPage(
        stored=stored,
        score=score,
        reason=found,
        indicator=indicator,
        previous=codes[at - 1] if indicator and at > 0 else "",
        following=codes[at + 1] if indicator and at + 1 < len(codes) else "",
        rubric_link=f"{reverse('rubric', args=[stored.rubric.rubric_id])}#{indicator}",
        what_if_link=f"{reverse('what-if', args=[stored.pk, code])}#{indicator}",
        closes=closes,
    )


def find_reason(reason: Reason, code: str) -> Reason | None:
    if reason.kind == "indicator":
        return reason if reason.code == code else None
    return next((found for child in reason.children if (found := find_reason(child, code)) is not None), None)
