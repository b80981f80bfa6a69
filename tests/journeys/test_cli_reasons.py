"""``explain``, ``whatif``, ``advise``: why a point is there, and what would move it."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.journeys.command import Shuheng


def nodes(reason: dict[str, Any]) -> list[dict[str, Any]]:
    return [reason, *(node for child in reason["children"] for node in nodes(child))]


def test_an_indicator_is_explained_by_clause_facts_and_arithmetic(shuheng: Shuheng) -> None:
    document = shuheng.json("explain", "nanjing-2022", "nanjing-bdb", "B11")
    reason = document["reason"]
    assert (reason["kind"], reason["code"], reason["points"], reason["status"]) == (
        "indicator",
        "B11",
        "0.93",
        "known",
    )
    rule = next(node for node in nodes(reason) if node["kind"] == "rule")
    assert rule["clause"]
    assert rule["says"]
    assert any("93.25%" in step for step in rule["steps"])
    assert {fact["origin"] for fact in rule["facts"]} <= {"measured", "reported", "judged"}
    assert rule["facts"][0].keys() == {"title", "code", "value", "unit", "origin", "evidence"}


def test_the_total_is_explained_down_to_every_indicator(shuheng: Shuheng) -> None:
    reason = shuheng.json("explain", "nanjing-2022")["reason"]
    assert (reason["kind"], reason["points"]) == ("total", "93.08")
    assert sum(node["kind"] == "indicator" for node in nodes(reason)) == 59


def test_the_tree_on_the_terminal(shuheng: Shuheng) -> None:
    shown = shuheng("explain", "nanjing-2022", "南京市大数据管理局", "B11")
    assert shown.code == 0
    assert "B11 部门预算执行率：0.93 分（满分 1）" in shown.out


def test_the_document_stands_beside_the_rule(shuheng: Shuheng, shared: Path) -> None:
    document = shared / "documents" / "nanjing-self-evaluation-2022.txt"
    found = shuheng.json("explain", "nanjing-2022", "nanjing-bdb", "A11", "--document", document)
    passage = found["reason"]["passages"]["评分规则"]
    assert "决策" in passage
    shown = shuheng("explain", "nanjing-2022", "nanjing-bdb", "A11", "--document", document)
    assert "原文" in shown.out
    assert passage[:20] in shown.out


def test_a_document_that_is_no_text(shuheng: Shuheng, tmp_path: Path) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(b"PK\x03\x04\x00\x00")
    shown = shuheng("explain", "nanjing-2022", "nanjing-bdb", "A11", "--document", path)
    assert shown.code == 1
    assert "不是纯文本。请把原文另存为 .txt（UTF-8）后再用。〔document-not-text〕" in shown.err


def test_advice_applied_by_whatif_gives_what_it_promised(shuheng: Shuheng) -> None:
    advice = shuheng.json("advise", "guangxi-2021", "demo-12", "--limit", "4")["advice"]
    assert 0 < len(advice) <= 4
    for item in advice:
        assert item["indicator"] in item["text"] or item["text"]
        changes = [word for c in item["changes"] for word in ("--set", f"demo-12:{c['metric']}={c['to']}")]
        moves = shuheng.json("whatif", "guangxi-2021", *changes)["moves"]
        (move,) = [move for move in moves if move["code"] == "demo-12"]
        assert Decimal(move["low_after"]) - Decimal(move["low_before"]) == Decimal(item["gain"])


def test_whatif_moves_ranks_and_takes_codes_and_full_width_signs(shuheng: Shuheng) -> None:
    shown = shuheng("whatif", "guangxi-2021", "--set", "演示市丑：network.agencies_connected＝0")
    assert shown.code == 0
    assert "试算前后" in shown.out
    document = shuheng.json("whatif", "guangxi-2021", "--set", "demo-12:横向接入已接入单位数=0")
    assert document["changes"] == [{"agency": "demo-12", "metric": "横向接入已接入单位数", "value": "0"}]
    (move,) = [move for move in document["moves"] if move["code"] == "demo-12"]
    assert Decimal(move["total_after"]) < Decimal(move["total_before"])


def test_an_emptied_fact_becomes_unknown(shuheng: Shuheng) -> None:
    moves = shuheng.json("whatif", "guangxi-2021", "--set", "demo-12:横向接入已接入单位数=")["moves"]
    (move,) = [move for move in moves if move["code"] == "demo-12"]
    assert (move["total_before"] is None, move["total_after"]) == (False, None)


def test_whatif_refuses_what_a_file_would_be_refused_for(shuheng: Shuheng) -> None:
    shown = shuheng(
        "whatif", "guangxi-2021",
        "--set", "demo-12:横向接入已接入单位数=很多", "--set", "demo-12:没有的指标=1",
    )  # fmt: skip
    assert shown.code == 1
    assert "〔fact-number〕" in shown.err
    assert "〔metric-unknown〕" in shown.err


def test_the_same_facts_under_another_rubric(shuheng: Shuheng) -> None:
    document = shuheng.json("whatif", "nanjing-2022", "--with", "nanjing-2022")
    assert document["moves"][0]["total_after"] == "93.08"


def test_advice_on_the_terminal(shuheng: Shuheng) -> None:
    shown = shuheng("advise", "nanjing-2022")
    assert shown.code == 0
    assert "可以提高得分的改动" in shown.out
