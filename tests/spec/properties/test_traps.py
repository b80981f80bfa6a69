"""Places where arithmetic that is not exact, or not wide enough, goes wrong unseen."""

from fractions import Fraction

import pytest

from shuheng.engines.rubric import FactRow, ProblemsError, build_sheet, score
from shuheng.engines.rubric.frame import fact_frame
from tests.spec.properties.draft import Body
from tests.spec.properties.rubrics import load_text, written
from tests.spec.properties.tiny import sheet_of, tiny, tiny_text, totals

COUNT: Body = {"kind": "count"}
AMOUNT: Body = {"kind": "amount"}
RATIO: Body = {"kind": "ratio"}
PARTS = {"甲": COUNT, "乙": COUNT}


def points(*numbers: str) -> list[Fraction]:
    return [Fraction(number) for number in numbers]


def test_amounts_of_a_trillion_meet_their_threshold_to_the_last_cent() -> None:
    made = tiny({"甲": AMOUNT, "乙": AMOUNT}, {"bands": "甲 / 乙", "at_least": {"100%": "2", "99%": "1"}})
    most = "1000000000000"
    one_less = {"甲": "999999999999.99", "乙": most}
    assert totals(made, {"甲": most, "乙": most}, one_less) == points("2", "1")


def test_sums_of_trillions_do_not_overflow() -> None:
    made = tiny(
        {"甲": AMOUNT, "乙": AMOUNT},
        {"per": "(甲 + 乙) × 7", "step": "1000000000000", "points": "0.5", "max": "10"},
    )
    most = {"甲": "1000000000000", "乙": "1000000000000"}
    assert totals(made, most, most | {"乙": "0"}) == points("7", "3.5")


def test_equal_ratios_share_a_rank_and_close_ones_do_not() -> None:
    made = tiny(PARTS, {"rank": "甲 / 乙", "first": "4", "less": "1", "places": "4"})
    third, sixths = {"甲": "1", "乙": "3"}, {"甲": "2", "乙": "6"}
    just_less = {"甲": "333333333", "乙": "1000000000"}
    just_more = {"甲": "333333334", "乙": "1000000000"}
    assert totals(made, third, sixths, just_less, just_more) == points("3", "3", "1", "4")


def test_a_share_of_the_best_is_full_for_an_equal_ratio() -> None:
    made = tiny(PARTS, {"share_of_best": "甲 / 乙", "points": "9"})
    assert totals(made, {"甲": "1", "乙": "3"}, {"甲": "2", "乙": "6"}, {"甲": "1", "乙": "9"}) == points(
        "9", "9", "3"
    )


@pytest.mark.parametrize(
    ("rate", "expected"), [("0.5%", "0.01"), ("0.49%", "0"), ("1.5%", "0.02"), ("1.49%", "0.01")]
)
def test_halves_go_up(rate: str, expected: str) -> None:
    made = tiny({"甲": RATIO}, {"proportional": "甲", "points": "1"})
    assert totals(made, {"甲": rate}) == points(expected)


def test_halves_below_zero_go_away_from_zero() -> None:
    made = tiny({"甲": RATIO}, {"proportional": "甲", "points": "1"}, total="基础 × 0.5 - 1")
    assert totals(made, {"甲": "99%"}, {"甲": "97%"}, {"甲": "98%"}) == points("-0.51", "-0.52", "-0.51")


def test_negative_facts_are_floored_and_compared_as_numbers() -> None:
    metrics: dict[str, Body] = {"甲": {"kind": "amount", "min": "-5", "max": "5"}}
    banded = tiny(metrics, {"bands": "甲", "at_least": {"-1.5": "1", "0": "2"}})
    facts = [{"甲": "-1.51"}, {"甲": "-1.5"}, {"甲": "-0.01"}, {"甲": "0"}]
    assert totals(banded, *facts) == points("0", "1", "1", "2")
    floored = tiny(metrics, {"per": "取整(甲) + 2", "points": "1", "max": "10"})
    assert totals(floored, *facts) == points("0", "0", "1", "2")


@pytest.mark.parametrize(
    ("rate", "expected"), [("93.25%", "9.3"), ("93%", "9.3"), ("92.99%", "9.2"), ("99.99%", "9.9")]
)
def test_a_begun_percent_counts_as_one(rate: str, expected: str) -> None:
    made = tiny({"甲": RATIO}, {"shortfall": "甲", "points": "10", "lose": "1%"})
    assert totals(made, {"甲": rate}) == points(expected)


def test_a_quota_ends_at_the_next_whole_place() -> None:
    grades = [
        {"share": "30%", "points": "10"},
        {"share": "40%", "points": "8"},
        {"share": "30%", "points": "6"},
    ]
    made = tiny({"甲": COUNT}, {"quota": "甲", "grades": grades})
    seven = [{"甲": str(number)} for number in (9, 8, 8, 6, 5, 4, 3)]
    assert totals(made, *seven) == points("10", "10", "10", "8", "8", "6", "6")


def test_a_million_agencies_score_like_seven() -> None:
    rule = {
        "group": [
            {"bands": "甲 / 乙", "at_least": {"60%": "1", "90%": "2"}, "clause": "基础.1", "says": "示例"},
            {"share_of_best": "甲", "points": "3", "clause": "基础.2", "says": "示例"},
        ]
    }
    made = tiny(PARTS, rule)
    facts = [{"甲": str(7 * n), "乙": str(11 * (n % 4))} for n in range(6)]
    frame = fact_frame(made.rubric, sheet_of(made, *facts, {"甲": "9"}))
    again = list(range(frame.height)) * 142_858
    plan = made.plan()
    many = plan.run(frame[again])
    assert many.height > 1_000_000
    assert many.equals(plan.run(frame)[again])


def test_numbers_that_could_outgrow_128_bits_are_refused_in_words() -> None:
    rule = {"rank": "甲 / 乙", "first": "4", "less": "1", "places": "4"}
    rubric = load_text(tiny_text({"甲": AMOUNT, "乙": AMOUNT}, rule))
    sheet = build_sheet(rubric, [FactRow("u0", "甲", "1"), FactRow("u0", "乙", "3")])
    with pytest.raises(ProblemsError) as caught:
        score(rubric, sheet)
    assert [problem.code for problem in caught.value.problems] == ["range-overflow"]
    assert "A1 的中间结果可能达到" in str(caught.value)
    assert caught.value.problems[0].line > 0


def test_an_indicator_whose_points_no_fact_can_change_has_a_row_for_every_agency() -> None:
    text = tiny_text({"甲": COUNT}, {"per": "甲", "points": "1", "max": "10", "hits": "total"})
    made = written(text.replace('"base"', '"deduction"'))
    sheet = sheet_of(made, {"甲": "1"}, {"甲": "2"})
    assert [found.total for found in score(made.rubric, sheet).agencies] == points("-1", "-2")
    assert made.plan(only="A1").run(fact_frame(made.rubric, sheet)).height == 2
