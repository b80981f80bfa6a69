"""JSON in the shapes in which tables are published."""

import json
from pathlib import Path
from typing import Any

import pytest

from shuheng.engines.tables import Limits
from shuheng.problems import Problem, ProblemsError
from tests.spec.tables.made import Rows, codes, names, put, read


def taken(tmp_path: Path, text: str) -> tuple[list[str], Rows]:
    """Columns and rows of a JSON text."""
    reading, rows = read(put(tmp_path, text, "表.json"))
    return names(reading), rows


def refused(tmp_path: Path, text: str, **options: Any) -> Problem:
    """The problem that a JSON text is refused with."""
    with pytest.raises(ProblemsError) as caught:
        read(put(tmp_path, text, "表.json"), **options)
    return caught.value.problems[0]


def test_array_of_objects_over_all_their_fields(tmp_path: Path) -> None:
    found = taken(tmp_path, '[{"a":"x","b":null},{"b":"y","c":"z"},{}]')
    assert found == (["a", "b", "c"], [("x", None, None), (None, "y", "z"), (None, None, None)])


def test_numbers_stay_as_they_are_written(tmp_path: Path) -> None:
    found = taken(tmp_path, '[{"n":1.10,"big":123456789012345678901,"e":1e5,"t":true,"f":false,"x":NaN}]')
    assert found[1] == [("1.10", "123456789012345678901", "1e5", "true", "false", "NaN")]


def test_nested_objects_become_dotted_names_and_lists_stay_json(tmp_path: Path) -> None:
    columns, rows = taken(
        tmp_path, '[{"单位":{"名称":"局","地址":{"市":"甲"}},"标签":["一",1.50,{"k":null}],"空":{}}]'
    )
    assert columns == ["单位.名称", "单位.地址.市", "标签", "空"]
    assert rows == [("局", "甲", '["一", 1.50, {"k": null}]', "{}")]


def test_json_lines(tmp_path: Path) -> None:
    found = taken(tmp_path, '{"a":1}\n\n{"a":2,"b":3}\n')
    assert found == (["a", "b"], [("1", None), ("2", "3")])


def test_object_of_arrays(tmp_path: Path) -> None:
    found = taken(tmp_path, '{"编号":[1,2],"名称":["甲",null]}')
    assert found == (["编号", "名称"], [("1", "甲"), ("2", None)])


def test_an_object_around_one_array(tmp_path: Path) -> None:
    reading, rows = read(
        put(tmp_path, '{"code":0,"result":{"total":1,"records":[{"a":1}]},"tags":["x"]}', "a.json")
    )
    assert (rows, "json-wrapped" in codes(reading)) == ([("1",)], True)


def test_a_single_object_is_one_row(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, '{"a":1,"b":{"c":2}}', "a.json"))
    assert (names(reading), rows, "json-single" in codes(reading)) == (["a", "b.c"], [("1", "2")], True)


def test_fields_written_twice_are_both_kept(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, '[{"a":1,"a":2},{"a":3}]', "a.json"))
    assert (names(reading), rows) == (["a", "a_2"], [("1", "2"), ("3", None)])
    assert "json-doubled" in codes(reading)


def test_a_dotted_name_that_meets_a_nested_one_loses_nothing(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, '[{"a.b":1,"a":{"b":2}},{"x":{"c":1,"c":2}}]', "a.json"))
    assert (names(reading), rows[0]) == (["a.b", "a.b_2", "x.c", "x.c_2"], ("1", "2", None, None))
    assert "共 2 个对象" in next(n.message for n in reading.notices if n.code == "tables-json-doubled")


def test_names_that_meet_after_flattening_are_told_apart(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, '[{"A":1,"a":2}]', "a.json"))
    assert (names(reading), rows) == (["A", "a_2"], [("1", "2")])


def test_halves_of_characters_and_nul(tmp_path: Path) -> None:
    reading, rows = read(put(tmp_path, r'[{"a":"x\ud800y","b":"\ud83d\ude00","c":"p\u0000q"}]', "a.json"))
    assert rows == [("x�y", "😀", "pq")]
    assert "nul" in codes(reading)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    text = json.dumps([{"名称": f"第{n}个单位", "值": n} for n in range(30)], ensure_ascii=False)
    reading, rows = read(put(tmp_path, text.encode(encoding), "a.json"))
    assert (names(reading), rows[29]) == (["名称", "值"], ("第29个单位", "29"))


def test_json_is_known_without_its_suffix_and_csv_beside_it(tmp_path: Path) -> None:
    assert read(put(tmp_path, '[{"a":1}]', "a.txt"))[0].format == "json"
    assert read(put(tmp_path, '[甲],"b"\n1,2\n', "a.csv"))[0].format == "csv"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[{"a":1},\n{"a":}]', 2),
        ('[{"a":1}\n,{"a":2}', 2),
        ('[{"a":1}]\n x', 2),
        ('{"a":1}\n{"a":', 2),
        ('[{"a":"没有结束', 1),
    ],
)
def test_broken_json_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    problem = refused(tmp_path, text)
    assert (problem.code, problem.row) == ("tables-json-broken", line)


@pytest.mark.parametrize("text", ["[1,2]", '[{"a":1},[2]]', '"x"', "12", '{"a":[{"b":1}],"c":[{"d":1}]}'])
def test_what_is_no_table(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text).code == "tables-json-shape"


def test_several_arrays_are_named(tmp_path: Path) -> None:
    problem = refused(tmp_path, '{"x":{"a":[{"b":1}]},"c":[{"d":1}]}')
    assert problem.allowed == ("x.a", "c")


def test_nested_without_end(tmp_path: Path) -> None:
    assert refused(tmp_path, '[{"a":' + "[" * 200_000).code == "tables-json-broken"


def test_a_value_too_long_to_hold(tmp_path: Path) -> None:
    text = '[{"a":"' + "x" * 3_000_000 + '"}]'
    assert refused(tmp_path, text, limits=Limits(json_value=500_000)).code == "tables-too-large"


def test_more_than_one_piece_is_read_as_one(tmp_path: Path) -> None:
    """A million characters are read at a time; records lie across the borders, and numbers at them."""
    records = [{"编号": n, "名称": f"记录{n}", "值": [n, {"k": n}]} for n in range(60_000)]
    for text in (
        json.dumps(records, ensure_ascii=False),
        "\n".join(json.dumps(record, ensure_ascii=False) for record in records),
    ):
        assert len(text) > 2_000_000
        reading, rows = read(put(tmp_path, text, "a.json"))
        assert (reading.rows, rows[59_999][:2]) == (60_000, ("59999", "记录59999"))
        assert [row[0] for row in rows] == [str(n) for n in range(60_000)]
