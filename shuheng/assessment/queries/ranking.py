"""The page of one result: ranking by peer group, bars per group; filters and order in the address."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from shuheng.assessment import words
from shuheng.assessment.models import StoredResult
from shuheng.assessment.queries.bars import agency_bar, agency_scale, top_groups
from shuheng.assessment.stored import result_of
from shuheng.engines.rubric import AgencyScore, Result
from shuheng.engines.rubric.exact import plain, show
from shuheng.web.bars import Line, bars_picture, panels_picture, score_words
from shuheng.web.components import Bar, Choice, Figure, Picture, SortHead

ALL_TOGETHER = ""
SORTS: dict[str, tuple[str, Callable[[AgencyScore], Any]]] = {
    "rank": ("名次", lambda score: (score.rank_best, -score.high)),
    "name": ("单位", lambda score: score.agency.name),
    "base": ("基础", lambda score: number(score.base)),
    "deduction": ("扣分", lambda score: number(score.deduction)),
    "bonus": ("加分", lambda score: number(score.bonus)),
    "total": ("总分", lambda score: (score.low, score.high)),
}
PARTS = {"base", "deduction", "bonus"}
FALLS_FIRST = {*PARTS, "total"}
MOST_PANELS = 12


@dataclass(frozen=True)
class Wanted:
    """What the address asks for."""

    peer: str = ""
    class_name: str = ""
    name: str = ""
    sort: str = "rank"
    falling: bool = False

    def address(self, **changes: object) -> str:
        """The same wish with something changed, as a query."""
        wish = {**self.__dict__, **changes}
        wish["order"] = "desc" if wish.pop("falling") else "asc"
        kept = {"peer": wish["peer"], "class": wish["class_name"], "q": wish["name"]}
        query = {key: value for key, value in kept.items() if value}
        if (wish["sort"], wish["order"]) != ("rank", "asc"):
            query |= {"sort": wish["sort"], "order": wish["order"]}
        return "?" + urlencode(query)


@dataclass(frozen=True)
class RankRow:
    score: AgencyScore
    rank: str
    known: bool
    bar: Bar
    words: str
    link: str


@dataclass(frozen=True)
class PeerTable:
    title: str
    rows: tuple[RankRow, ...]


@dataclass(frozen=True)
class ResultPage:
    stored: StoredResult
    wanted: Wanted
    figures: tuple[Figure, ...]
    filters: tuple[tuple[str, tuple[Choice, ...]], ...]
    heads: tuple[SortHead, ...]
    tables: tuple[PeerTable, ...]
    shown: int
    pictures: tuple[Picture, ...]
    has_grades: bool
    has_classes: bool
    unknown: int
    unknown_title: str
    several: bool
    single: str
    exports: tuple[tuple[str, str], ...] = words.EXPORTS


def number(value: Fraction | None) -> Fraction:
    """Unknown sorts below everything that is known."""
    return Fraction(-1) if value is None else value


def result_page(stored: StoredResult, wanted: Wanted) -> ResultPage:
    result = result_of(stored)
    chosen = [score for score in result.agencies if is_chosen(score, wanted)]
    ordered = sorted(chosen, key=SORTS[wanted.sort][1], reverse=wanted.falling)
    scale = agency_scale(result.agencies)
    unknown = sum(score.total is None for score in result.agencies)
    tables = peer_tables(stored, ordered, scale)
    return ResultPage(
        stored=stored,
        wanted=wanted,
        figures=result_figures(result),
        filters=filters(result, wanted),
        heads=tuple(sort_head(name, wanted) for name in SORTS),
        tables=tables,
        shown=len(ordered),
        pictures=pictures(result, ordered, scale),
        has_grades=any(score.grade for score in result.agencies),
        has_classes=any(score.class_name for score in result.agencies),
        unknown=unknown,
        unknown_title=f"{unknown} 个单位还有指标值未知",
        several=len(result.agencies) > 1,
        single=tables[0].rows[0].link if len(result.agencies) == 1 and tables else "",
    )


def is_chosen(score: AgencyScore, wanted: Wanted) -> bool:
    return (
        (not wanted.peer or score.agency.peer == wanted.peer)
        and (not wanted.class_name or score.class_name == wanted.class_name)
        and wanted.name.casefold() in f"{score.agency.name} {score.agency.code}".casefold()
    )


def peer_tables(stored: StoredResult, scores: list[AgencyScore], scale: Fraction) -> tuple[PeerTable, ...]:
    groups: dict[str, list[RankRow]] = {}
    for score in scores:
        groups.setdefault(score.agency.peer or ALL_TOGETHER, []).append(rank_row(stored, score, scale))
    return tuple(PeerTable(title, tuple(rows)) for title, rows in sorted(groups.items()))


def rank_row(stored: StoredResult, score: AgencyScore, scale: Fraction) -> RankRow:
    bar = agency_bar(score, scale)
    return RankRow(
        score=score,
        rank=rank_text(score),
        known=score.total is not None,
        bar=bar,
        words=f"{score.agency.name}：{score_words(bar)}",
        link=reverse("agency", args=[stored.pk, score.agency.code]),
    )


def rank_text(score: AgencyScore) -> str:
    """The place in the peer group, or the places it may still take."""
    if score.rank_best == score.rank_worst:
        return str(score.rank_best)
    return f"{score.rank_best}～{score.rank_worst}"


def sort_head(name: str, wanted: Wanted) -> SortHead:
    title = SORTS[name][0]
    current = wanted.sort == name
    falling = not wanted.falling if current else name in FALLS_FIRST
    order = ("descending" if wanted.falling else "ascending") if current else ""
    return SortHead(
        title, wanted.address(sort=name, falling=falling), order, number=name != "name", wide=name in PARTS
    )


def filters(result: Result, wanted: Wanted) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    peers = [score.agency.peer or "" for score in result.agencies]
    classes = [score.class_name or "" for score in result.agencies]
    offered = (("档次", "peer", peers, wanted.peer), ("类别", "class_name", classes, wanted.class_name))
    return tuple(
        (title, choices(wanted, field, values, current))
        for title, field, values, current in offered
        if len(set(values)) > 1
    )


def choices(wanted: Wanted, field: str, values: list[str], current: str) -> tuple[Choice, ...]:
    every = Choice("全部", wanted.address(**{field: ""}), chosen=not current, count=len(values))
    named = (
        Choice(value, wanted.address(**{field: value}), chosen=value == current, count=values.count(value))
        for value in sorted(set(values))
        if value
    )
    return (every, *named)


def result_figures(result: Result) -> tuple[Figure, ...]:
    scores = result.agencies
    known = [score.total for score in scores if score.total is not None]
    if len(scores) == 1:
        return single_figures(scores[0])
    if not known:
        return (
            Figure("单位", str(len(scores)), "个"),
            Figure("总分", "未知", "", "每个单位都有未知的指标值", state="unknown"),
        )
    average = sum(known, Fraction(0)) / len(known)
    return (
        Figure("单位", str(len(scores)), "个", f"{len(known)} 个总分已知"),
        Figure("最高分", show(max(known)), "分", best_name(result, max(known))),
        Figure("平均分", show(average), "分", f"{plain(sum(known, Fraction(0)))} ÷ {len(known)}"),
        Figure("最低分", show(min(known)), "分", best_name(result, min(known))),
    )


def single_figures(score: AgencyScore) -> tuple[Figure, ...]:
    if score.total is None:
        total = Figure(
            "总分", f"{show(score.low)}～{show(score.high)}", "分", "有指标值未知", state="unknown"
        )
    else:
        total = Figure("总分", show(score.total), "分", f"等次 {score.grade}" if score.grade else "")
    return (
        total,
        *(
            Figure(
                title,
                "未知" if value is None else show(value),
                "分",
                state="unknown" if value is None else "",
            )
            for title, value in (("基础", score.base), ("扣分", score.deduction), ("加分", score.bonus))
        ),
        Figure("指标", str(len(score.indicators)), "项"),
    )


def best_name(result: Result, total: Fraction) -> str:
    names = [score.agency.name for score in result.agencies if score.total == total]
    return names[0] if len(names) == 1 else f"{names[0]}等 {len(names)} 个"


def pictures(result: Result, scores: list[AgencyScore], scale: Fraction) -> tuple[Picture, ...]:
    """Totals of all shown, and small multiples per top group; for a single agency its groups."""
    if not scores:
        return ()
    if len(result.agencies) == 1:
        lines = [Line(f"{one.score.code} {one.score.title}", one.bar) for one in top_groups(scores[0])]
        return (bars_picture("各组指标得分", lines),)
    by_total = sorted(scores, key=lambda score: (-score.high, score.agency.code))
    totals = [Line(score.agency.name, agency_bar(score, scale)) for score in by_total]
    panels = [
        Line(score.agency.name, one.bar, f"{one.score.code} {one.score.title}")
        for score in by_total
        for one in top_groups(score)[:MOST_PANELS]
    ]
    panels.sort(key=lambda line: line.panel)
    return (bars_picture("总分", totals), panels_picture("各组指标得分", panels))
