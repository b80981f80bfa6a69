"""The mapping language: what a file may say, and every mistake at once with its place."""

import pytest

from shuheng.engines.harvest import Mapping, builtin, load_mapping, mapping_yaml
from shuheng.engines.harvest.convert.paths import finder, root
from shuheng.problems import Problem
from tests.spec.harvest.lists import problems_of

FULL = """
name: 全部写法
key: [编号, 名称]
on_repeat: refuse
unknown_values: refuse
missing_fields: allow
ignore: [备注]
fields:
  title: 名称
  provider: [提供单位, 来源部门]
  code: {join: [区划, 编号], with: "-"}
  grade: {constant: "1"}
  update_cycle: {from: 更新频率, map: {其他: null, 半月: ten_day}}
  keywords: {from: 标签, split: ["、"]}
  issued: {from: 发布, date: dmy}
  rows: {from: 数据量, number: {times: 10000}}
  resources: {from: files, each: {title: [name, title], url: href}}
"""


def problems(text: str) -> tuple[Problem, ...]:
    return problems_of(load_mapping, text, "某市.yaml")


def test_every_way_to_write_a_mapping() -> None:
    mapping = load_mapping(FULL)
    assert mapping.key == ("编号", "名称")
    assert mapping.fields["provider"].source == ("提供单位", "来源部门")
    assert mapping.fields["update_cycle"].map == {"其他": None, "半月": "ten_day"}
    assert mapping.fields["code"].fields == ("区划", "编号")
    assert mapping.named()[:3] == ("编号", "名称", "提供单位")
    assert mapping.named()[-1] == "备注"


@pytest.mark.parametrize(
    "mapping", [load_mapping(FULL), *map(builtin, ("ckan", "datajson", "dcat"))], ids=lambda m: m.name
)
def test_written_out_and_read_back_it_is_the_same(mapping: Mapping) -> None:
    assert load_mapping(mapping_yaml(mapping)) == mapping


def test_the_shortest_mapping() -> None:
    mapping = load_mapping("name: a\nkey: id\nfields: {title: t}")
    assert (mapping.on_repeat, mapping.unknown_values, mapping.missing_fields) == ("number", "keep", "refuse")
    assert mapping_yaml(mapping).endswith("fields:\n  title: t\n")


@pytest.mark.parametrize(
    ("text", "code", "place", "told"),
    [
        ("name: a\nkey: id\nfields:\n  titel: t\n  title: t", "mapping-target", (4, 3), "是否想写“title”？"),
        ("name: a\nkey: id\nfields:\n  title: {form: t}", "yaml-value", (4, 11), "是否想写“from”？"),
        ("nam: a\nkey: id\nfields: {title: t}", "yaml-value", (1, 1), "缺少必填的键“name”"),
        ("name: a\nkey: id", "yaml-value", (1, 1), "fields"),
        ("name: a\nkey: []\nfields: {title: t}", "yaml-value", (2, 6), "没有写值"),
        ("name: a\nkey: id\non_repeat: numbre\nfields: {title: t}", "yaml-value", (3, 12), "是否想写“number”？"),
        ("name: a\nkey: id\nfields: {provider: p}", "mapping-no-source", (3, 9), "目录名称"),
        ("name: a\nkey: id\nfields: {title: {}}", "mapping-no-source", (3, 17), "写了 0 个"),
        ("name: a\nkey: id\nfields: {title: {from: t, constant: x}}", "mapping-no-source", (3, 17), "写了 2 个"),
        (
            "name: a\nkey: id\nfields:\n  title: t\n  update_cycle: {from: c, map: {年: yaerly}}",
            "mapping-code", (5, 36), "是否想写“yearly”？",
        ),
        ("name: a\nkey: id\nfields:\n  title: t\n  grade: {constant: '9'}", "mapping-code", (5, 21), "important"),
        ("name: a\nkey: id\nfields:\n  title: {from: t, date: ymd}", "mapping-option", (4, 20), "不能写 date"),
        ("name: a\nkey: id\nfields:\n  title: t\n  rows: {from: r, map: {多: '9'}}", "mapping-option", (5, 19), "map"),
        ("name: a\nkey: id\nfields:\n  title: t\n  issued: {from: d, date: [ymd, yxx]}", "yaml-value", (5, 33), "dmy"),
        ("name: a\nkey: id\nfields:\n  title: t\n  rows: {from: r, number: {times: 0}}", "yaml-value", (5, 35), "太小"),
        ("name: a\nkey: id\nfields:\n  title: t\n  resources: {from: r}", "mapping-no-source", (5, 14), "each"),
        ("name: a\nkey: id\nfields:\n  title: t\n  resources: {from: r, each: {ulr: u}}", "yaml-value", (5, 31), "是否想写“url”？"),
        ("name: a\nname: b\nkey: id\nfields: {title: t}", "yaml-duplicate-key", (2, 1), "重复"),
        ("name: a\n  key: [", "yaml-syntax", (2, 6), "YAML"),
        ("", "yaml-empty", (0, 0), "空"),
    ],
)  # fmt: skip
def test_one_mistake_each(text: str, code: str, place: tuple[int, int], told: str) -> None:
    found = problems(text)
    matching = [problem for problem in found if told in str(problem)]
    assert matching, [str(problem) for problem in found]
    assert (matching[0].code, (matching[0].line, matching[0].column)) == (code, place)
    assert matching[0].file == "某市.yaml"


def test_all_mistakes_at_once_in_their_order() -> None:
    text = "name: a\nkey: id\nfields:\n  titel: t\n  rows: {}\n  update_cycle: {from: c, map: {年: x}}"
    assert [(problem.code, problem.line) for problem in problems(text)] == [
        ("mapping-no-source", 4),
        ("mapping-target", 4),
        ("mapping-no-source", 5),
        ("mapping-code", 6),
    ]


def test_a_flood_of_mistakes_is_cut_and_told() -> None:
    text = "name: a\nkey: id\nfields:\n" + "".join(f"  f{n}: {{x: 1}}\n" for n in range(300))
    found = problems(text)
    assert len(found) == 201
    assert "另有 100 处" in found[-1].message


def test_ways_into_a_record() -> None:
    record = {
        "a": {"b": 1},
        "t": [{"n": "x"}, {"n": None}, {"n": "y"}, 3],
        "e": [{"key": "k", "value": "v"}],
        "c.d": "literal",
    }
    assert finder("a.b")(record) == 1
    assert finder("a.x")(record) is None
    assert finder("t[].n")(record) == ["x", "y"]
    assert finder("t[]")(record) == record["t"]
    assert finder("a[].n")(record) is None
    assert finder("e[k]")(record) == "v"
    assert finder("e[z]")(record) is None
    assert finder("c.d")(record) == "literal"
    assert [root(name) for name in ("a.b", "t[].n", "plain")] == ["a", "t", "plain"]
