"""The address of the list: what it understands, and that it gives itself back."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shuheng.catalogue.search.documents import when
from shuheng.catalogue.search.marks import span, year
from shuheng.catalogue.search.wanted import CHOICES, SIZES, TITLES, Wanted, wanted

NAMES = [*TITLES, "q", "sort", "page", "size"]


def query_of(address: str) -> dict[str, str]:
    from_address = address.removeprefix("?").split("&") if address != "?" else []
    return dict(part.split("=", 1) for part in from_address)


def test_nothing_asked_for_is_everything_in_force() -> None:
    assert wanted({}) == Wanted()
    assert Wanted().filters == {"status": "active"}
    assert Wanted().address() == "?"


def test_what_is_not_offered_is_left_out() -> None:
    given = {
        "open_type": "x",
        "status": "x",
        "kind": "table",
        "library": "-1",
        "since": "2023-02-30",
        "until": "2023-02-28",
        "sort": "x",
        "size": "10000",
        "page": "-3",
    }
    found = wanted(given)
    assert found.filters == {"status": "active", "kind": "table", "until": "2023-02-28"}
    assert (found.sort, found.size, found.page) == ("", SIZES[0], 1)


def test_a_filter_begins_at_the_first_page_and_can_be_taken_back() -> None:
    wish = wanted({"q": "a", "kind": "table", "page": "7"})
    assert query_of(wish.with_filter("theme", "t")) == {"q": "a", "kind": "table", "theme": "t"}
    assert query_of(wish.without("kind")) == {"q": "a"}
    assert query_of(wish.address()) == {"q": "a", "kind": "table", "page": "7"}


def test_every_choice_has_a_title() -> None:
    assert all(title for choices in CHOICES.values() for title in choices.values())
    assert set(CHOICES) <= set(TITLES)


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=20)))
def test_any_address_is_understood(query: dict[str, str]) -> None:
    found = wanted(query)
    assert found.page >= 1
    assert set(found.filters) <= set(TITLES)
    assert found.filters["status"] in CHOICES["status"]


@given(st.dates(date(1, 1, 1)), st.dates(date(1, 1, 1)), st.dates(date(1, 1, 1)))
def test_a_span_of_years_holds_every_day_in_it(low: date, high: date, day: date) -> None:
    terms = span(low, high)
    assert len(terms) <= 24
    if low <= day <= high:
        assert set(when(day)) & set(terms)
    if not year(low) <= year(day) <= year(high):
        assert not set(when(day)) & set(terms)
