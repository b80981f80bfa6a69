"""``shuheng measure`` as a person runs it: figures, facts, a closed period, a score from the ledger."""

import json
from pathlib import Path
from typing import Any

import pytest

from shuheng.engines.rubric import load_rubric, read_facts_yaml
from tests.journeys.measure.place import Place
from tests.journeys.test_cli_json_reference import DOCUMENTED, keys
from tests.places import RUBRICS

FIELDS = (
    "目录名称",
    "来源部门",
    "摘要",
    "主题",
    "发布日期",
    "更新日期",
    "开放类型",
    "数据量",
    "更新周期",
    "数据格式",
)
ROWS = (
    ("医院名录", "卫健委", "全市医疗机构的名称和等级。", "医疗", "2021-05-01", "2023-06-01", "无条件开放", "1,299", "每年", "csv"),
    ("药店名录", "卫生健康委", "全市药店的名称和地址信息名录。", "医疗", "2021-05-01", "2023-06-10", "无条件开放", "3", "每月", "xls"),
    ("公园名录", "园林局", "全市公园的名称、地址和开放时间。", "城建", "2021-05-01", "2021-06-10", "有条件开放", "40", "每月", "csv"),
    ("卫生年报", "卫生健康委", "全市卫生健康事业统计年报。", "医疗", "2021-05-01", "2022-06-01", "无条件开放", "", "不定期", "pdf"),
)  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A catalogue of four entries under 南宁市, harvested from a list."""
    found = Place(tmp_path_factory.mktemp("measure"))
    path = found.folder / "sample.json"
    path.write_text(json.dumps([dict(zip(FIELDS, row, strict=True)) for row in ROWS], ensure_ascii=False))
    found.shuheng(
        "harvest", path, "--agency", "guangxi-nanning", "--as-of", "2023-06-17", "--accept",
        "--load-agencies", "guangxi-cities",
    )  # fmt: skip
    return found


@pytest.fixture(scope="module")
def measured(place: Place) -> dict[str, Any]:
    document: dict[str, Any] = place.json("measure", "--as-of", "source", "--period", "2023")
    return document


def test_the_figures_of_a_known_list(measured: dict[str, Any]) -> None:
    (city,) = measured["agencies"]
    assert {name: value for name, value in city.items() if name != "figures"} == {
        "code": "guangxi-nanning",
        "name": "南宁市",
        "as_of": "2023-06-17",
        "entries": 4,
        "volume": 1342,
        "low_capacity": 1,
        "structured": 3,
        "periodic": 3,
        "on_time": 2,
    }
    unknown = [
        one["unknown"] for one in city["figures"] if (one["measure"], one["scope"]) == ("volume", "all")
    ]
    assert unknown == [1]


def test_every_key_is_documented(measured: dict[str, Any]) -> None:
    assert set(keys(measured)) - DOCUMENTED == set()


def test_the_ledger_scores_and_exports_alike(place: Place, measured: dict[str, Any], tmp_path: Path) -> None:
    assert measured["facts"]["added"] > 10
    path = tmp_path / "nanning.yaml"
    place.shuheng("facts", "export", "guangxi-2021", "--period", "2023", "-o", path)
    sheet = read_facts_yaml(load_rubric(RUBRICS / "guangxi-2021"), path)
    facts = {title: fact.text for (_, title), fact in sheet.facts.items()}
    assert (facts["开放目录总数"], facts["开放数据集总数"], facts["开放按时更新数据集数"]) == ("4", "3", "2")
    assert (facts["开放接口总数"], facts["开放可正常调用接口数"]) == ("0", "0")
    assert "开放目录分级分类合理数" not in facts
    ledger = place.json("score", "guangxi-2021", "--facts", "ledger:2023")
    assert ledger["facts_hash"] == place.json("score", "guangxi-2021", "--facts", path)["facts_hash"]
    assert ledger["agencies"][0]["class"] == "I类"


def test_the_table_says_what_is_unknown(place: Place, measured: dict[str, Any]) -> None:
    assert measured["run"] == 1
    shown = place.run("measure", "--as-of", "2023-06-17", "--period", "2023", "--agency", "guangxi-nanning")
    assert shown.returncode == 0
    assert "1,342（1）" in shown.stdout
    assert "新增 0，更正 0" in shown.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--as-of", "昨天", "--period", "2023"), 2, "不是日期"),
        (("--as-of", "source"), 2, "缺少选项 --period"),
        (("--as-of", "source", "--period", " "), 1, "period-missing"),
        (
            ("--as-of", "source", "--period", "2023", "--agency", "guangxi-naning"),
            1,
            "是否想写“guangxi-nanning”",
        ),
        (("--as-of", "source", "--period", "2023", "--agency", "guangxi-guilin"), 1, "measure-as-of-missing"),
        (("--as-of", "2020-01-01", "--period", "2023"), 1, "measure-baseline-late"),
    ],
)
def test_a_wrong_order_is_refused_in_words(
    place: Place, arguments: tuple[str, ...], code: int, message: str
) -> None:
    done = place.run("measure", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr


def test_a_period_without_facts_is_said(place: Place) -> None:
    done = place.run("score", "guangxi-2021", "--facts", "ledger:2031")
    assert done.returncode == 1
    assert "ledger-empty" in done.stderr
