"""JSON lists: arrays, answers around arrays, lines; records that are refused alone while the list goes on."""

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuheng.engines.harvest import Refusal, open_source
from shuheng.engines.harvest.read import feed, json_list, json_values
from shuheng.engines.harvest.read.limits import MAX_DEPTH, RECORD_CHARS
from shuheng.engines.harvest.read.octets import octets
from shuheng.engines.harvest.read.raw import RawRecord, RawRefusal
from tests.spec.harvest.lists import entry, harvested, listed

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=10,
)


def read(content: bytes, form: str = "json") -> list[RawRecord | RawRefusal]:
    return list(open_source(content, format=form).items())


def data(content: bytes, form: str = "json") -> list[object]:
    return [item.data if isinstance(item, RawRecord) else item.code for item in read(content, form)]


@pytest.mark.parametrize(
    "content",
    [
        b'[{"a": 1}, {"a": 2}]',
        b' [ {"a" : 1 } ,\n{"a":2}\n] \n',
        b'{"code": 0, "data": {"total": 2, "list": [{"a": 1}, {"a": 2}]}}',
        b'{"facets": {"x": [{"n": 9}]}, "rows": [{"a": 1}, {"a": 2}], "ok": true}',
        b'{"names": ["x", "y"], "n": -1.5e3, "s": "[{", "result": {"results": [{"a": 1}, {"a": 2}]}}',
    ],
)
def test_the_list_is_found_wherever_it_stands(content: bytes) -> None:
    assert data(content) == [{"a": 1}, {"a": 2}]


def test_lines() -> None:
    assert data(b'{"a": 1}\n\n{"a": 2}', "jsonl") == [{"a": 1}, {"a": 2}]


@given(
    st.lists(st.dictionaries(st.text(max_size=6), VALUES, max_size=5), max_size=6), st.sampled_from([None, 1])
)
def test_what_json_wrote_is_read_back(records: list[dict[str, object]], indent: int | None) -> None:
    assert data(json.dumps(records, indent=indent, ensure_ascii=False).encode()) == records
    lines = "".join(f"{json.dumps(record)}\n" for record in records).encode()
    assert data(b"\n" + lines, "jsonl") == records


@settings(max_examples=30)
@given(
    st.lists(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), min_size=1, max_size=4),
    st.integers(1, 9),
)
def test_where_pieces_end_makes_no_difference(records: list[dict[str, object]], size: int) -> None:
    window = feed.Feed(octets(json.dumps(records, ensure_ascii=False).encode(), "x"))
    text = json.dumps(records, ensure_ascii=False).encode()
    window._chunks = iter([text[at : at + size] for at in range(0, len(text), size)])
    assert [
        item.data for item in json_list.JsonList(window).items() if isinstance(item, RawRecord)
    ] == records


def test_lines_and_numbers_of_records() -> None:
    items = read(b'[\n {"a": 1},\n\n {"a":\n 2},\n {"a": 3}]')
    assert [(item.number, item.line) for item in items] == [(1, 2), (2, 4), (3, 6)]


def test_fractions_stay_as_written() -> None:
    assert data(b'[{"a": 0.1, "b": 1e400, "c": 12345678901234567890}]') == [
        {"a": "0.1", "b": "1e400", "c": 12345678901234567890}
    ]


@pytest.mark.parametrize(
    ("middle", "code"),
    [
        (b'{"a": NaN}', "record-not-finite"),
        (b'{"a": -Infinity}', "record-not-finite"),
        (b'{"a": 1, "a": 2}', "record-field-doubled"),
        (b'{"a": {"b": 1, "b": 2}}', "record-field-doubled"),
        (b'"a text"', "record-not-object"),
        (b"12", "record-not-object"),
        (b"null", "record-not-object"),
        (b'[{"a": 1}]', "record-not-object"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "record-broken"),
        (b'{"a": ' + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH + b"}", "record-too-deep"),
        (b'{"a": ' + b"[" * 5_000 + b"]" * 5_000 + b"}", "record-too-deep"),
        (b'{"a": "' + b"x" * (RECORD_CHARS + 10) + b'"}', "record-too-long"),
        (b'{"a": "' + b'\\"{' * RECORD_CHARS + b'"}', "record-too-long"),
    ],
)
def test_one_bad_record_is_refused_and_the_list_goes_on(middle: bytes, code: str) -> None:
    assert data(b'[{"a": 1}, ' + middle + b', {"a": 3}]') == [{"a": 1}, code, {"a": 3}]
    assert data(b'{"a": 1}\n' + middle + b'\n{"a": 3}\n', "jsonl") == [{"a": 1}, code, {"a": 3}]


def test_nesting_up_to_the_bound_is_read() -> None:
    record = b'{"a": ' + b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1) + b"}"
    assert isinstance(read(b"[" + record + b"]")[0], RawRecord)


def test_a_bad_line_is_refused_alone_with_its_place() -> None:
    made, harvest = harvested(b'{"\xe7\xbc\x96\xe5\x8f\xb7": "K1", "\xe5\x90\x8d\xe7\xa7\xb0": "x"}\n{oops}\n{"b": 1}\n',
                              "name: x\nkey: 编号\nmissing_fields: allow\nfields: {title: 名称}")  # fmt: skip
    refused = made[1]
    assert isinstance(refused, Refusal)
    assert (refused.number, refused.line, refused.code, refused.raw_text) == (
        2,
        2,
        "record-broken",
        "{oops}\n",
    )
    assert (harvest.tally.records, harvest.tally.mapped, harvest.tally.refused) == (3, 1, 2)


def test_what_the_source_claims_is_held_against_what_it_has() -> None:
    survey = open_source(b'{"count": 13786, "results": [{"a": 1}]}').survey
    assert (survey.declared, survey.records) == (13786, 1)
    (problem,) = survey.problems
    assert problem.code == "source-count"
    assert "13786 条，文件里有 1 条" in problem.message


def test_a_claim_that_is_true_says_nothing() -> None:
    assert open_source(b'{"results": [{"a": 1}], "total": "1"}').survey.problems == ()


def test_a_second_list_is_told() -> None:
    survey = open_source(b'{"list": [{"a": 1}], "more": [{"b": 1}]}').survey
    assert (survey.records, [problem.code for problem in survey.problems]) == (1, ["list-second"])


def test_empty_lists() -> None:
    assert data(b"[]") == data(b'{"results": []}') == []
    assert open_source(b"[]", format="json").survey.records == 0


def test_the_list_is_never_held(tmp_path: Path) -> None:
    path = tmp_path / "many.json"
    record = json.dumps(entry(text="长" * 300), ensure_ascii=False)
    with path.open("w", encoding="utf-8") as stream:
        stream.write("[" + ",\n".join([record] * 30_000) + "]")
    size = path.stat().st_size
    tracemalloc.start()
    survey = open_source(path).survey
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert survey.records == 30_000
    assert size > 25_000_000
    assert peak < 6_000_000


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_a_line_of_200_mb_is_not_held(tmp_path: Path, form: str) -> None:
    path = tmp_path / "line"
    before, after = {
        "json": (b'[{"a":1},{"a":"', b'"},{"a":3}]'),
        "jsonl": (b'{"a":1}\n{"a":"', b'"}\n{"a":3}\n'),
        "csv": (b"a,b\n1,1\n", b"\n3,3\n"),
    }[form]
    with path.open("wb") as stream:
        stream.write(before)
        for _ in range(200):
            stream.write(b"x" * 1_000_000)
        stream.write(after)
    tracemalloc.start()
    items = list(open_source(path, format=form).items())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [item.code if isinstance(item, RawRefusal) else "" for item in items] == [
        "",
        "record-too-long",
        "",
    ]
    assert peak < 30_000_000


def test_a_refused_record_shows_no_contacts() -> None:
    mobile = "139" + "0000" + "1111"
    made, _ = harvested(b"[" + listed(entry())[1:-1] + b', "' + mobile.encode() + b'"]')
    refused = made[1]
    assert isinstance(refused, Refusal)
    assert mobile not in refused.raw_text


def test_scanning_knows_texts_from_brackets() -> None:
    assert json_values._scan('{"a": "}\\"]"} x', 0, 0, False) == (0, False, 13)
    assert json_values._scan('{"a": "}', 0, 0, False) == (1, True, 8)
