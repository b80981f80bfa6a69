"""Made-up rows: the same each time, valid, answering every metric, better for some agencies than for others."""

from datetime import date

import pytest

from shuheng.registers.declare import (
    NEVER,
    MetricValue,
    Period,
    check_values,
    demo_rows,
    key_of,
    kind_of,
    shipped,
    show_cell,
    value_of,
)

YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))
AGENCIES = ("450100", "450200", "450300", "D01", "D02")
CITIES = tuple(f"4{number:02d}000" for number in range(14))


@pytest.mark.parametrize("code", sorted(shipped()))
def test_made_up_rows_are_valid_and_have_keys_of_their_own(code: str) -> None:
    declaration = shipped()[code]
    low, high = declaration.demo_rows
    for agency in AGENCIES:
        rows = demo_rows(code, agency, YEAR, "seed")
        assert len(rows) <= high
        assert len({key_of(declaration, row.values) for row in rows}) == len(rows)
        for row in rows:
            complete = declaration.life.state(row.state).complete
            assert [
                str(problem) for problem in check_values(declaration, row.values, complete=complete)
            ] == []
            assert row.agency == agency
    assert low == 0 or all(demo_rows(code, agency, YEAR) for agency in AGENCIES)


def test_the_same_arguments_make_the_same_rows_and_others_make_others() -> None:
    assert demo_rows("systems", "450100", YEAR, "a") == demo_rows("systems", "450100", YEAR, "a")
    others = (demo_rows("systems", "450200", YEAR, "a"), demo_rows("systems", "450100", YEAR, "b"))
    assert demo_rows("systems", "450100", YEAR, "a") not in others
    assert others[0] != others[1]


def test_references_lead_to_rows_made_for_the_same_agency() -> None:
    named = 0
    for code, declaration in shipped().items():
        for name, field in declaration.fields.items():
            if field.target is None:
                continue
            target = shipped()[field.target]
            keys = {key_of(target, row.values) for row in demo_rows(target.code, "450100", YEAR, "s")}
            found = {show_cell(row.values.get(name)) for row in demo_rows(code, "450100", YEAR, "s")} - {""}
            assert found <= keys, (code, name)
            named += len(found)
    assert named > 0


def test_every_metric_is_known_for_the_city_and_few_dates_are_missing() -> None:
    for code, declaration in shipped().items():
        rows = demo_rows(code, "450100", YEAR, "s")
        for metric in declaration.metrics.values():
            assert value_of(declaration, metric.code, rows, YEAR) is not None, metric.code


def test_agencies_differ_in_what_they_reach() -> None:
    shares = []
    for city in CITIES:
        rows = demo_rows("outlets", city, YEAR, "s")
        parts = [
            value_of(shipped()["outlets"], f"network.agencies_{part}", rows, YEAR)
            for part in ("connected", "required")
        ]
        shares.append(int(str(parts[0])) * 100 // int(str(parts[1])))
    assert len(set(shares)) >= 7
    assert max(shares) - min(shares) >= 15
    assert sum(share > 70 for share in shares) >= 7


def test_an_agency_that_does_well_does_so_in_all_registers() -> None:
    """The share of 是 where 是 is the rule, over all registers: far apart, more than chance would have it."""
    shares = []
    for city in CITIES:
        answers = [
            row.values[name]
            for code, declaration in shipped().items()
            for row in demo_rows(code, city, YEAR, "s")
            for name, field in declaration.fields.items()
            if field.type == "yes_no" and field.demo and (field.demo.share or 0) >= 75 and name in row.values
        ]
        shares.append(sum(answer is True for answer in answers) * 100 // len(answers))
    assert max(shares) - min(shares) >= 12


def test_yes_and_no_both_occur_among_cities() -> None:
    answers: dict[str, set[MetricValue]] = {}
    for code, declaration in shipped().items():
        for metric in declaration.metrics.values():
            if kind_of(declaration, metric) == "yes_no":
                found = {
                    value_of(declaration, metric.code, demo_rows(code, city, YEAR, "s"), YEAR)
                    for city in CITIES
                }
                answers[metric.code] = found - {NEVER}
    assert sum(len(found) == 2 for found in answers.values()) * 3 >= len(answers) * 2


def test_a_made_up_project_that_is_only_listed_has_no_day_of_filing() -> None:
    listed = [
        row
        for city in CITIES
        for row in demo_rows("projects", city, YEAR, "s")
        if row.state in ("listed", "returned")
    ]
    assert listed
    assert all(row.values.get("applied_on") is None for row in listed)
    assert all(row.values["to_apply_by"] for row in listed)


def test_a_register_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        demo_rows("none", "450100", YEAR)
