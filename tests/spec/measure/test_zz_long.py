"""Every expression says what its plain twin says, of every entry, however dirty."""

from datetime import date
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from shuheng.engines.measure import (
    MEASURES,
    CatalogueFigures,
    Parameters,
    Question,
    answers,
    measure_catalogue,
)
from shuheng.engines.measure.catalogue.run import offline_database
from shuheng.engines.measure.catalogue.stems import CUTS, legible, stem_of, with_stem
from shuheng.engines.measure.patterns import filled, is_filled, key, key_of
from tests.spec.measure import reference
from tests.spec.measure.entries import DIRTY, DIRTY_CATALOGUE, TITLES, Row, entry, table

EXAMPLES = 400  # of the profile; one example is a whole catalogue
QUESTIONS = st.builds(
    Question,
    as_of=st.sampled_from([date(2023, 6, 30), date(2023, 7, 1)]),
    baseline=st.sampled_from([None, date(2020, 12, 31), date(2022, 2, 28)]),
    parameters=st.builds(
        Parameters,
        grace_days=st.sampled_from([0, 5]),
        low_capacity_rows=st.sampled_from([0, 10]),
        blank_means_unknown=st.booleans(),
        family_size=st.sampled_from([2, 3]),
        metadata=st.sampled_from([("title", "items", "keywords"), Parameters().metadata]),
        regions=st.sampled_from([(), ("贵港平南", "泗洪")]),
    ),
)


def measured(rows: list[Row], question: Question) -> CatalogueFigures:
    return measure_catalogue(
        table(rows), as_of=question.as_of, baseline_date=question.baseline, parameters=question.parameters
    )


def told(flags: pa.Table, code: str) -> dict[int, tuple[Any, ...]]:
    """Number -> asked, value, reason, whole, as the expressions have it."""
    names = [f"{code}__asked", code, f"{code}__why", f"{code}__whole"]
    columns = [
        flags.column(name).to_pylist() if name in flags.column_names else [None] * flags.num_rows
        for name in names
    ]
    return dict(zip(flags.column("entry_id").to_pylist(), zip(*columns, strict=True), strict=True))


@settings(max_examples=EXAMPLES // 8)
@given(rows=DIRTY_CATALOGUE, question=QUESTIONS)
def test_expressions_and_twins_agree_on_every_entry(rows: list[Row], question: Question) -> None:
    found, by_hand = measured(rows, question), answers(rows, question)
    for code, measure in MEASURES.items():
        expected = {
            number: (
                asked,
                answer.value,
                answer.why if measure.why else None,
                answer.whole if measure.whole else None,
            )
            for number, (asked, answer) in by_hand[code].items()
        }
        assert told(found.flags, code) == expected, code
    assert set(found.figures) == reference.figures(rows, question)


@settings(max_examples=EXAMPLES // 2)
@given(texts=st.lists(st.one_of(TITLES, DIRTY), min_size=1, max_size=60))
def test_texts_are_made_comparable_and_taken_apart_alike(texts: list[str | None]) -> None:
    rows = pa.table({"number": range(len(texts)), "title": pa.array(texts, pa.string())})
    with offline_database() as database:
        t = database.create_table("texts", rows, temp=True)
        keyed = database.create_table(
            "keyed", t.mutate(title_key=key(t.title), says=filled(t.title)), temp=True
        )
        stems = with_stem(keyed, ("贵港平南",), cuts=True).order_by("number").to_pyarrow().to_pylist()
    for text, row in zip(texts, stems, strict=True):
        apart = stem_of(key_of(text), ("贵港平南",))
        assert (row["title_key"], row["says"]) == (key_of(text), is_filled(text))
        assert (row["stem"], {kind: row[f"cut_{kind}"] for kind in CUTS}) == (apart.stem, apart.cuts)
        assert legible(apart.stem) == apart.stem


def test_families_and_their_members_are_listed() -> None:
    cuts = [("泗洪县", 2020), ("泗洪县", 2021), ("沭阳县", 2020), ("沭阳县", 2021), ("", 2019), ("", 2018)]
    titles = [f"{place}{year}年行政处罚信息" for place, year in cuts]
    found = measured(
        [entry(number, title=title) for number, title in enumerate(titles, 1)], Question(date(2023, 6, 30))
    )
    assert found.families.to_pylist() == [
        {
            "family": 1,
            "agency": "a",
            "stem": "行政处罚信息",
            "kinds": "time,region",
            "entries": 6,
            "sharing": 6,
            "opening": 6,
            "times": 4,
            "categories": 1,
            "regions": 3,
            "departments": 1,
            "providers": 1,
        }
    ]
    members = [(row["entry_id"], row["region"], row["time"]) for row in found.members.to_pylist()]
    assert members == [(number, place, f"{year}年") for number, (place, year) in enumerate(cuts, 1)]
