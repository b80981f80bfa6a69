"""A list that breaks is refused as a whole, with the place and what could be read; a part may be asked for."""

import pytest

from shuheng.engines.harvest import BrokenListError, open_source
from shuheng.problems import Problem
from tests.spec.harvest.lists import PLAIN, entry, harvested, listed, problems_of

TWO = listed(entry(1), entry(2))


def broken(content: bytes, form: str = "json") -> Problem:
    problem = open_source(content, name="某市.json", format=form).survey.broken
    assert problem is not None
    return problem


@pytest.mark.parametrize(
    ("content", "code", "readable"),
    [
        (TWO[:-1], "list-cut", 2),
        (TWO[:-9], "list-cut", 1),
        (TWO + b'[{"a": 1}]', "list-several", 2),
        (TWO + b"]", "list-several", 2),
        (b'[{"a": 1}, {"a": tru}]', "json-broken", 1),
        (b'[{"a": 1}, {"a" 1}]', "json-broken", 1),
        (b'[{"a": 1} {"a": 2}]', "json-broken", 1),
        (b"[{'a': 1}]", "json-broken", 0),
        (b'[{"a": 1},]', "json-broken", 1),
        (b'{"list": [{"a": 1}]', "list-cut", 1),
        (b'{"list": [{"a": 1}}', "json-broken", 1),
        (b'{list: [{"a": 1}]}', "json-broken", 0),
        (b'{"list" [{"a": 1}]}', "json-broken", 0),
        (b'{"a": 1}', "list-not-found", 0),
        (b'{"result": ["a", "b"]}', "list-not-found", 0),
        (b'"a text"', "json-broken", 0),
        (b"[", "list-cut", 0),
    ],
)
def test_the_code_and_how_much_could_be_read(content: bytes, code: str, readable: int) -> None:
    problem = broken(content)
    assert problem.code == code
    assert f"此前可读 {readable} 条" in problem.message
    assert problem.hint


def test_lines_cut_in_the_middle() -> None:
    problem = broken(b'{"a": 1}\n{"a": 2}\n{"a":', "jsonl")
    assert (problem.code, problem.line) == ("list-cut", 3)
    assert "此前可读 2 条" in problem.message


def test_the_place_is_byte_line_and_column() -> None:
    content = '[\n  {"名称": "甲"},\n  {"名称": 乙}\n]'.encode()
    problem = broken(content)
    assert (problem.file, problem.line, problem.column) == ("某市.json", 3, 10)
    assert f"第 {content.index('乙'.encode())} 字节" in problem.message
    assert "读到“乙}" in problem.message


def test_the_place_is_right_far_inside() -> None:
    records = ",\n".join('{"名称": "' + "很长的名称" * 40 + '"}' for _ in range(3_000))
    content = f"[{records}\n!]".encode()
    problem = broken(content)
    assert (problem.line, problem.column) == (3_001, 1)
    assert f"（第 {content.rindex(b'!')} 字节）" in problem.message


def test_by_default_nothing_of_a_broken_list_is_given_out() -> None:
    (problem,) = problems_of(harvested, TWO[:-1])
    assert problem.code == "list-cut"


def test_a_part_is_given_out_where_asked_for_and_says_that_it_is_one() -> None:
    made, harvest = harvested(TWO[:-1], partial=True)
    assert [item.number for item in made] == [1, 2]
    assert harvest.tally.broken is not None
    assert harvest.tally.broken.code == "list-cut"


def test_nothing_readable_is_an_error_even_in_part() -> None:
    (problem,) = problems_of(harvested, b"[{'a': 1}]", partial=True)
    assert problem.code == "json-broken"


def test_reading_on_raises_at_the_break() -> None:
    seen: list[object] = []
    with pytest.raises(BrokenListError) as caught:
        seen.extend(open_source(TWO + b"x", format="json").items())
    assert len(seen) == 2
    assert caught.value.problem.code == "list-several"


def test_a_whole_list_has_no_break() -> None:
    _, harvest = harvested(TWO, PLAIN, partial=True)
    assert harvest.tally.broken is None
