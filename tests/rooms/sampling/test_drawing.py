"""The draw: what is drawn depends on seed and population alone, and anybody can draw again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuheng.quality.sampling.drawing import Member, draw, population_text, quotas, rank, read_population
from shuheng.quality.sampling.terms import Amount

codes = st.text("abc", min_size=1, max_size=2)
members = st.lists(
    st.tuples(codes, st.integers(0, 99).map("entry-{}".format)), unique_by=lambda one: one[1]
).map(lambda found: [Member(*one) for one in found])


def test_a_draw_by_hand() -> None:
    """As the shell says it: ``for k in a b c; do printf 's|%s' $k | sha256sum; done | sort``."""
    assert rank("s", "a") == "2fe5d35cd82a3132df78b1c369bc0298bc5364271c5189907439382c73f25d48"
    population = [Member("x", key) for key in "abc"]
    drawn = draw(population, "s", Amount.SIZE, 2, by_agency=False)
    assert [one.key for one in drawn] == ["c", "a"]


def test_shares_of_strata() -> None:
    counts = {"a": 60, "b": 25, "c": 15}
    assert quotas(counts, Amount.SIZE, 10) == {
        "a": 6,
        "b": 3,
        "c": 1,
    }  # 6, 2.5, 1.5: of equal rests the first code
    assert quotas(counts, Amount.SIZE, 1000) == counts
    assert quotas(counts, Amount.SHARE, 10) == {"a": 6, "b": 3, "c": 2}
    assert quotas(counts, Amount.EACH, 20) == {"a": 20, "b": 20, "c": 15}
    assert quotas({"a": 0}, Amount.SIZE, 3) == {"a": 0}


def test_each_needs_strata() -> None:
    with pytest.raises(ValueError, match="strata"):
        draw([Member("a", "1")], "s", Amount.EACH, 1, by_agency=False)


@given(population=members, order=st.randoms(), seed=st.text("ab1", max_size=3), size=st.integers(1, 30))
def test_the_order_of_the_list_does_not_matter(population: list[Member], order, seed: str, size: int) -> None:  # type: ignore[no-untyped-def]  # Hypothesis gives a random.Random
    shuffled = list(population)
    order.shuffle(shuffled)
    for amount, by_agency in ((Amount.SIZE, True), (Amount.SIZE, False), (Amount.EACH, True)):
        drawn = draw(population, seed, amount, size, by_agency=by_agency)
        assert drawn == draw(shuffled, seed, amount, size, by_agency=by_agency)
        assert len(set(drawn)) == len(drawn)
        assert set(drawn) <= set(population)
    assert len(draw(population, seed, Amount.SIZE, size, by_agency=True)) == min(size, len(population))


@given(population=members, share=st.integers(1, 100))
def test_a_share_of_each_stratum(population: list[Member], share: int) -> None:
    drawn = draw(population, "s", Amount.SHARE, share, by_agency=True)
    for agency in {one.agency for one in population}:
        count = sum(one.agency == agency for one in population)
        got = sum(one.agency == agency for one in drawn)
        assert count * share <= got * 100 < count * share + 100


@given(population=members)
def test_the_kept_text_gives_the_population_back(population: list[Member]) -> None:
    assert sorted(read_population(population_text(population))) == sorted(population)


def test_every_thing_has_the_same_chance() -> None:
    population = [Member("a", f"row-{number}") for number in range(20)]
    hits = dict.fromkeys((one.key for one in population), 0)
    for seed in range(2000):
        for one in draw(population, str(seed), Amount.SIZE, 5, by_agency=False):
            hits[one.key] += 1
    assert all(420 <= count <= 580 for count in hits.values())  # 500 expected, four standard deviations
