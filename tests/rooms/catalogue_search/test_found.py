"""What the index finds is what a plain loop over the entries finds, on SQLite and on PostgreSQL."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from shuheng.accounts.models import Agency
from shuheng.accounts.terms import AgencyKind
from shuheng.accounts.visitors import OPERATOR
from shuheng.catalogue.models import CatalogueEntry, SearchRow
from shuheng.catalogue.search import find, index
from shuheng.catalogue.search.ask import match_of
from shuheng.catalogue.search.find import FACETS, Slice, counted, page_of, size_and_facets, size_of
from shuheng.catalogue.search.grams import fold
from shuheng.catalogue.search.query import Query, parse
from shuheng.catalogue.search.sql import ORDERS, reading
from shuheng.catalogue.search.wanted import Wanted
from tests.rooms.catalogue_search.conftest import Make

LETTERS = "医疗机构信息gB2 、年"
TEXTS = st.text(LETTERS, max_size=12)
ENTRIES: st.SearchStrategy[list[dict[str, object]]] = st.lists(
    st.builds(
        dict,
        title=st.text(LETTERS, min_size=1, max_size=8),
        abstract=TEXTS,
        keywords=st.lists(TEXTS, max_size=2),
        open_type=st.sampled_from(["", "none", "conditional"]),
        updated=st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 5)),
        rows=st.none() | st.integers(0, 3),
        tables=st.integers(0, 1),
        theme=st.sampled_from(["", "医疗", "<b>"]),
    ),
    max_size=8,
)
QUERIES = st.text(LETTERS + '-"“', max_size=8)


def found(query: Query, wanted: Wanted, sort: str = "relevance") -> list[int]:
    match = match_of(wanted, query, OPERATOR)
    with reading() as cursor:
        return page_of(cursor, match, query.words, size_of(cursor, match), Slice(sort, 0, 1_000))


def holds(entry: CatalogueEntry, query: Query) -> bool:
    """The plain definition: every word in the texts, no excluded one."""
    title = fold([entry.title])
    texts = [entry.title, entry.provider_name, entry.agency.name, entry.code, entry.theme]
    body = fold([*texts, *entry.keywords, entry.abstract])
    return all(word.within(title, body) for word in query.words) and not any(
        word.text in body for word in query.without
    )


def order(entry: CatalogueEntry, query: Query, sort: str, *, many: bool = False) -> tuple[object, ...]:
    """The plain definition of each order; `many`: there are more hits than are counted."""
    title = fold([entry.title])
    updated = entry.updated.toordinal() if entry.updated else 0
    issued = entry.issued.toordinal() if entry.issued else 0
    rows = -1 if entry.rows is None else entry.rows
    beyond = not all(word.text in title for word in query.words)
    keys: dict[str, tuple[object, ...]] = {
        "relevance": (beyond, 0 if many else len(title), -updated, -entry.pk),
        "updated": (-updated, -entry.pk),
        "oldest": (updated == 0, updated, entry.pk),
        "issued": (-issued, -entry.pk),
        "rows": (-rows, -entry.pk),
        "fewest": (rows < 0, rows, entry.pk),
        "title": (title[1:61], entry.pk),
    }
    return keys[sort]


class PlainLoop(TestCase):
    @given(ENTRIES, QUERIES, st.sampled_from(["", "none", "conditional", "-"]), st.sampled_from(list(ORDERS)))
    @settings(max_examples=60)
    def test_the_index_finds_what_a_loop_finds(
        self, given_entries: list[dict[str, object]], typed: str, open_type: str, sort: str
    ) -> None:
        agency = Agency.objects.create(code="x", name="甲市卫健委", kind=AgencyKind.CITY, path="/x/")
        entries = [CatalogueEntry.objects.create(agency=agency, **one) for one in given_entries]
        index.put([entry.pk for entry in entries])
        query = parse(typed)
        filters = {"status": "active", **({"open_type": open_type} if open_type else {})}
        wanted = Wanted(text=typed, filters=filters)
        expected = [
            entry for entry in entries if holds(entry, query) and open_type in {"", entry.open_type or "-"}
        ]
        expected.sort(key=lambda entry: order(entry, query, sort))
        assert found(query, wanted, sort) == [entry.pk for entry in expected]
        match = match_of(wanted, query, OPERATOR)
        with reading() as cursor:
            size, counts = size_and_facets(cursor, match, tuple(FACETS))
        assert (size.count, size.exact) == (len(expected), True)
        for facet, field in (("open_type", "open_type"), ("theme", "theme")):
            values = [getattr(entry, field) or "-" for entry in expected]
            assert counts[facet] == {value: values.count(value) for value in set(values)}


@pytest.fixture
def hundreds(make: Make) -> list[CatalogueEntry]:
    """Entries of which a third speak of 信息, in numbers above the limits that the test sets."""
    agency = make("占位").agency
    some = [
        CatalogueEntry(
            agency=agency,
            title=f"{'信息' if number % 3 == 0 else '名录'}{number % 7}号",
            abstract="信息" if number % 5 == 0 else "",
            updated=date(2020, 1, 1 + number % 28) if number % 4 else None,
            rows=number % 11 if number % 2 else None,
            published=True,
            open_type="unconditional",
        )
        for number in range(700)
    ]
    CatalogueEntry.objects.bulk_create(some)
    index.put_entries(some, {}, new=True)
    return some


@pytest.mark.django_db
@pytest.mark.parametrize("sort", list(ORDERS))
@pytest.mark.parametrize("typed", ["信息", "", "号"])
def test_pages_of_many_hits_are_those_of_a_loop(
    hundreds: list[CatalogueEntry], sort: str, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the limits set low, hits are walked, sampled and estimated; what pages list stays exact."""
    monkeypatch.setattr(find, "EXACT", 40)
    monkeypatch.setattr(find, "SAMPLE", 60)
    query = parse(typed)
    expected = [entry for entry in hundreds if holds(entry, query)]
    expected += [entry for entry in CatalogueEntry.objects.filter(title="占位") if holds(entry, query)]
    expected.sort(key=lambda entry: order(entry, query, sort, many=True))
    numbers = [entry.pk for entry in expected]
    match = match_of(Wanted(text=typed), query, OPERATOR)
    with reading() as cursor:
        size = size_of(cursor, match)
        assert not size.exact
        for start in (0, 3, 100, 150, 320, len(numbers) - 5, len(numbers)):
            page = page_of(cursor, match, query.words, size, Slice(sort, start, 20))
            assert page == numbers[start : start + 20]


@pytest.mark.django_db
def test_a_sample_is_about_as_large_as_it_should_be_and_of_the_whole_range(
    hundreds: list[CatalogueEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "EXACT", 200)
    monkeypatch.setattr(find, "SAMPLE", 200)
    match = match_of(Wanted(), parse(""), OPERATOR)
    with reading() as cursor:
        size, counts = size_and_facets(cursor, match, ("status", "kind"))
        assert counted(cursor, match, 1_000) == 701
    assert not size.exact
    assert size.count > 200
    assert 50 < sum(counts["status"].values()) <= find.EXACT + 1


@pytest.mark.django_db
@pytest.mark.parametrize("exact", [300, 400, 500, 650, 701, 900, 1_300])
def test_a_number_is_exact_or_said_to_be_larger(
    hundreds: list[CatalogueEntry], exact: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(find, "EXACT", exact)
    match = match_of(Wanted(), parse(""), OPERATOR)
    with reading() as cursor:
        sizes = [size_of(cursor, match), size_and_facets(cursor, match, ("status",))[0]]
    for size in sizes:
        assert size.exact == (exact >= 701)
        assert size.count == 701 if size.exact else size.count > exact


@pytest.mark.django_db
def test_a_change_is_found_and_the_old_state_is_not(make: Make) -> None:
    entry = make("医疗机构名录", abstract="地址")
    assert found(parse("医疗"), Wanted()) == [entry.pk]
    entry.title, entry.abstract = "养老机构名录", ""
    entry.save()
    index.put([entry.pk])
    assert found(parse("医疗"), Wanted()) == []
    assert found(parse("地址"), Wanted()) == []
    assert found(parse("养老"), Wanted()) == [entry.pk]
    entry.agency.name = "甲市卫健委新名"
    entry.agency.save()
    index.put([entry.pk, entry.pk])
    assert found(parse("新名 养老"), Wanted()) == [entry.pk]


@pytest.mark.django_db
def test_items_are_searched_and_a_number_without_entry_is_taken_out(make: Make) -> None:
    entry = make("名录", items=("统一社会信用代码", "机构名称"))
    assert found(parse("信用代码"), Wanted()) == [entry.pk]
    assert found(parse("代码机构"), Wanted()) == []
    number = entry.pk
    entry.items.all().delete()
    entry.delete()
    assert found(parse("名录"), Wanted()) == []
    index.put([number])
    assert not SearchRow.objects.exists()


@pytest.mark.django_db
def test_the_index_can_be_made_anew(hundreds: list[CatalogueEntry]) -> None:
    before = found(parse("信息"), Wanted())
    index.clear()
    assert found(parse("信息"), Wanted()) == []
    told: list[tuple[int, int]] = []
    assert index.rebuild(told=lambda last, count: told.append((last, count))) == 701
    assert told == [(hundreds[-1].pk, 701)]
    assert found(parse("信息"), Wanted()) == before
    index.rebuild()
    assert found(parse("信息"), Wanted()) == before
    assert index.rebuild(after=hundreds[-3].pk) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "\0",
        '"',
        "'",
        "' OR 1=1 --",
        "医疗* NEAR(机构)",
        "a:b & !c | (d",
        "-",
        "医" * 10_000,
        "\ue000xactive",
        "%_\\",
    ],
)
def test_hostile_queries_are_only_words(make: Make, typed: str) -> None:
    make("医疗机构名录")
    query = parse(typed)
    assert len(found(query, Wanted(text=typed))) == (0 if query.words else 1)
