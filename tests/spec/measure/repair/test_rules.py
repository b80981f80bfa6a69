"""Lists of rules with mistakes: every mistake at once, each with its code, its place, and what is allowed."""

from datetime import date
from pathlib import Path

import pytest

from shuheng.engines.measure.repair import PROBLEM_CODES, Given, load_rules, repair
from shuheng.problems import Problem, ProblemsError
from tests.spec.measure.repair.made import GIVEN, staged

COLUMNS = ("名称", "性别", "证件号码")
WRONG = {
    "rules: []": ["repair-no-rules"],
    "rules: [{rule: trim}]": ["repair-columns"],
    "rules: [{rule: deduplicate, columns: 名称}]": ["repair-columns"],
    "rules: [{rule: trim, columns: 名秤}]": ["repair-column"],
    "rules: [{rule: trim, columns: 名称, units: yes}]": ["repair-option"],
    "rules: [{rule: check, columns: 证件号码}]": ["repair-needs"],
    "rules: [{rule: codes, columns: 性别, list: 性别, map: {男: '1'}}]": ["repair-needs"],
    "rules: [{rule: codes, columns: 性别, map: {男: M, M: '1'}}]": ["repair-map-chain"],
    "rules: [{rule: check, columns: 证件号码, format: identitty}]": ["repair-format"],
    "rules: [{rule: codes, columns: 性别, list: 性別}]": ["repair-list"],
    "rules: [{rule: trimm, columns: 名称}]": ["yaml-value"],
    "rules: [{rule: divisions, columns: 名称, list: 区划, within: 江苏}]": ["yaml-value"],
    "rules: [{rule: trim, columns: 名称, colour: red}]": ["yaml-value"],
    "rules: [{rule: trim, columns: {a: b}}]": ["yaml-value"],
    "rules: trim": ["yaml-value"],
    "rules: [{columns: 名称}]": ["yaml-value"],
}


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsError) as error:
        load_rules(f"name: 试\n{text}", "规则.yaml", columns=COLUMNS, lists=("性别", "区划"))
    return error.value.problems


@pytest.mark.parametrize("text", WRONG)
def test_a_mistake_is_named_with_its_place(text: str) -> None:
    found = problems(text)
    assert [problem.code for problem in found] == WRONG[text]
    assert all(problem.file == "规则.yaml" and problem.line == 2 and problem.message for problem in found)


def test_all_mistakes_are_told_at_once() -> None:
    text = """rules:
  - {rule: trim, columns: [名秤, 性别]}
  - {rule: check, columns: 证件号码, format: credit_kode}
  - {rule: codes, columns: 性别}
  - {rule: number, columns: 名称, words: [无]}
"""
    found = problems(text)
    assert [(problem.code, problem.line) for problem in found] == [
        ("repair-column", 3),
        ("repair-format", 4),
        ("repair-needs", 5),
        ("repair-option", 6),
    ]
    assert "名称" in found[0].hint
    assert "credit_code" in found[1].hint
    assert found[3].allowed == ("units",)


def test_kinds_are_proposed_for_a_misspelt_one() -> None:
    found = problems("rules: [{rule: half-width, columns: 名称}]")[0]
    assert "half_width" in found.hint
    assert "deduplicate" in found.allowed


def test_what_the_file_did_not_know_is_told_by_the_repair(tmp_path: Path) -> None:
    source = staged(tmp_path / "before.parquet", ["甲"], [["a"]])
    for rule, code in (
        ("{rule: trim, columns: 乙}", "repair-column"),
        ("{rule: codes, columns: 甲, list: 别的}", "repair-list"),
        ("{rule: upper, columns: 甲}, {rule: codes, columns: 甲, map: {A: a}}", "repair-cycle"),
    ):
        with pytest.raises(ProblemsError) as error:
            repair(source, load_rules(f"name: 试\nrules: [{rule}]"), tmp_path / "after", GIVEN)
        assert error.value.problems[0].code == code
        assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["before.parquet"]


def test_every_code_has_a_test() -> None:
    tested = {code for codes in WRONG.values() for code in codes if code.startswith("repair-")}
    tested |= {"repair-cycle", "repair-file", "repair-record", "repair-undo-differs", "repair-disk"}
    assert tested == set(PROBLEM_CODES)


def test_the_day_settles_who_is_born_yet(tmp_path: Path) -> None:
    source = staged(tmp_path / "before.parquet", ["甲"], [["11010519491231002X"]])
    rules = load_rules("name: 试\nrules: [{rule: check, columns: 甲, format: identity}]")
    apart = {
        year: repair(source, rules, tmp_path / str(year), Given(date(year, 1, 1))).rows_apart
        for year in (1949, 1950)
    }
    assert apart == {1949: 1, 1950: 0}
