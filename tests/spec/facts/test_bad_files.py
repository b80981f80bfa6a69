"""One bad file per mistake, each refused with exactly its message; all mistakes of a file at once."""

from pathlib import Path

import pytest
import yaml

from shuheng.engines.rubric import ProblemsError
from shuheng.reports.facts_io import MAX_BYTES, read_agencies, read_facts
from tests.spec.facts.small_rubric import HERE, codes_of, problems_of, small

EXPECTED: dict[str, list[str]] = yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8"))
HEAD = "单位代码,单位名称,分组,指标,取值\n"


def test_every_bad_file_is_expected() -> None:
    assert sorted(EXPECTED) == sorted(path.name for path in (HERE / "bad").iterdir())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_message(name: str) -> None:
    assert [str(problem) for problem in problems_of(HERE / "bad" / name)] == EXPECTED[name]


def test_gbk_is_read_with_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "gbk.csv"
    path.write_bytes(f"{HEAD}x1,甲区,第一档,已发布目录数,3\n".encode("gb18030"))
    read = read_facts(small(), path)
    assert read.sheet.facts["x1", "已发布目录数"].text == "3"
    assert [str(notice) for notice in read.notices] == ["gbk.csv：文件是 GBK 编码，已照此读取。〔csv-gbk〕"]


def test_neither_utf8_nor_gbk_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_bytes(f"{HEAD}x1,甲区,第一档,已发布目录数,3\n".encode() + b"x2,\xff\xff,,,\n")
    assert [str(problem) for problem in problems_of(path)] == [
        "mixed.csv 第 3 行：既不是 UTF-8 也不是 GBK 编码，该行读不出来。请另存为“CSV UTF-8（逗号分隔）”。〔csv-encoding〕"
    ]


def test_utf16_is_named(tmp_path: Path) -> None:
    path = tmp_path / "unicode.csv"
    path.write_bytes(HEAD.encode("utf-16"))
    assert codes_of(path) == ["csv-utf16"]


@pytest.mark.parametrize("name", ["big.csv", "big.xlsx", "big.yaml"])
def test_a_file_of_100_mb_is_refused_before_it_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(100_000_000)
    assert [str(problem) for problem in problems_of(path)] == [
        (
            f"{name}：文件有 100.0 MB，上限 {MAX_BYTES // 1_000_000} MB，未读取。"
            "请只保留用到的内容，或拆成几个文件。〔file-too-large〕"
        )
    ]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert [str(problem) for problem in problems_of(tmp_path / "none.csv")] == [
        "none.csv：没有这个文件。请检查文件名和路径。〔file-missing〕"
    ]


def test_an_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    path = tmp_path / "facts.pdf"
    path.write_bytes(b"%PDF-1.7")
    assert [str(problem) for problem in problems_of(path)] == [
        "facts.pdf：不认识的文件类型“.pdf”。可用：.yaml、.yml、.csv、.xlsx、.xlsm。〔file-kind〕"
    ]


def test_an_agency_outside_the_list_is_refused(tmp_path: Path) -> None:
    roster = tmp_path / "agencies.csv"
    roster.write_text("单位代码,单位名称,分组\nx1,甲区,第一档\n", encoding="utf-8")
    path = tmp_path / "facts.csv"
    path.write_text(f"{HEAD}x1,甲区,第一档,已发布目录数,3\nx9,乙区,第一档,已发布目录数,3\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_facts(small(), path, agencies=read_agencies(small(), roster))
    assert [str(problem) for problem in caught.value.problems] == [
        "facts.csv 第 3 行 第 1 列“单位代码”：没有单位“x9”。〔agency-unknown〕"
    ]


def test_a_bad_list_of_agencies_tells_all_its_mistakes(tmp_path: Path) -> None:
    roster = tmp_path / "agencies.csv"
    roster.write_text(
        "单位代码,单位名称,分组\nx1,甲区,第一档\nx1,乙区,第九档\n,丙区,第二档\n", encoding="utf-8"
    )
    with pytest.raises(ProblemsError) as caught:
        read_agencies(small(), roster)
    assert [problem.code for problem in caught.value.problems] == [
        "agencies-duplicate",
        "agencies-peer-unknown",
        "facts-cell-empty",
    ]


def test_an_uploads_own_name_is_what_messages_say(tmp_path: Path) -> None:
    path = tmp_path / "tmp8f3a"
    path.write_text(f"{HEAD}x1,甲区,第一档,已发布目录数,三\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_facts(small(), path, label="上报.csv")
    assert caught.value.problems[0].file == "上报.csv"
