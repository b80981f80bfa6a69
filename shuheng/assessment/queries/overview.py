"""The first page, and the search across everything there is."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from shuheng.accounts.visitors import Visitor
from shuheng.assessment import library
from shuheng.assessment.models import StoredResult
from shuheng.assessment.queries.rubrics import RubricRow, rubrics_page
from shuheng.assessment.stored import result_of
from shuheng.catalogue.search.suggest import suggest
from shuheng.engines.rubric import AgencyScore, ProblemsError

MOST_RESULTS = 6
MOST_HITS = 100
MOST_ENTRIES = 20


@dataclass(frozen=True)
class ResultCard:
    stored: StoredResult
    leaders: tuple[AgencyScore, ...]
    agencies: int


@dataclass(frozen=True)
class HomePage:
    rubrics: tuple[RubricRow, ...]
    results: tuple[ResultCard, ...]


@dataclass(frozen=True)
class ResultsPage:
    results: tuple[ResultCard, ...]


@dataclass(frozen=True)
class Hit:
    kind: str
    title: str
    where: str
    link: str


@dataclass(frozen=True)
class SearchPage:
    query: str
    hits: tuple[Hit, ...]
    more: bool


def stored_results() -> Iterator[StoredResult]:
    yield from StoredResult.objects.select_related("rubric").defer("sheet", "result", "rubric__sources")


def result_card(stored: StoredResult) -> ResultCard:
    agencies = result_of(stored).agencies
    return ResultCard(stored, agencies[:3], len(agencies))


def home_page(*, may_read: bool) -> HomePage:
    results = (
        [stored for stored, _ in zip(stored_results(), range(MOST_RESULTS), strict=False)] if may_read else []
    )
    return HomePage(rubrics_page().rows, tuple(result_card(stored) for stored in results))


def results_page() -> ResultsPage:
    return ResultsPage(tuple(result_card(stored) for stored in stored_results()))


def search_page(query: str, visitor: Visitor, *, may_read: bool) -> SearchPage:
    needle = query.strip().casefold()
    found: list[Hit] = []
    if needle:
        results = results_hits(needle) if may_read else iter(())
        for source in (results, entry_hits(query, visitor), rubric_hits(needle)):
            for hit in source:
                if len(found) == MOST_HITS:
                    return SearchPage(query, tuple(found), more=True)
                found.append(hit)
    return SearchPage(query, tuple(found), more=False)


def entry_hits(query: str, visitor: Visitor) -> Iterator[Hit]:
    """The best entries of the catalogue that this visitor may see, and where all of them are."""
    found = suggest(query, visitor, MOST_ENTRIES)
    for entry in found.best:
        yield Hit("目录", entry.title, entry.where, entry.link)
    if len(found.best) < found.size.count:
        about = f"{found.size.count:,}" if found.size.exact else f"{found.size.count:,} 以上"
        yield Hit("目录", f"全部 {about} 条目录", "数据资源目录", found.link)


def results_hits(needle: str) -> Iterator[Hit]:
    for stored in stored_results():
        if needle in stored.title.casefold():
            yield Hit("评估结果", stored.title, stored.rubric.title, reverse("result", args=[stored.pk]))
        for score in result_of(stored).agencies:
            if needle in f"{score.agency.name} {score.agency.code}".casefold():
                link = reverse("agency", args=[stored.pk, score.agency.code])
                yield Hit("单位", score.agency.name, stored.title, link)


def rubric_hits(needle: str) -> Iterator[Hit]:
    for rubric_id in library.rubric_ids():
        try:
            rubric = library.shipped(rubric_id)
        except ProblemsError:
            continue
        if rubric is None:
            continue
        link = reverse("rubric", args=[rubric_id])
        if needle in f"{rubric.title} {rubric.id} {rubric.document.title}".casefold():
            yield Hit("评价细则", rubric.title, rubric.document.issuer, link)
        for indicator in rubric.indicators.values():
            said = " ".join(rule.says for _, part in indicator.parts() for rule in part.all_rules())
            if needle in f"{indicator.code} {indicator.title} {said}".casefold():
                yield Hit(
                    "指标", f"{indicator.code} {indicator.title}", rubric.title, f"{link}#{indicator.code}"
                )
        for metric in rubric.metrics.values():
            if needle in f"{metric.title} {metric.code}".casefold():
                yield Hit("计量指标", metric.title, rubric.title, f"{link}?metric={metric.code}#metrics")
