"""One bad rubric per mistake, each refused with exactly its messages; all mistakes of a file at once."""

from pathlib import Path

import pytest

from shuheng.engines.rubric import Problem, check_rubric, load_rubric
from tests.spec.refusals import FOREIGN, bad_files, expected_lines, refused

HERE = Path(__file__).parent
NAMES = bad_files(HERE)
INCLUDE = "include: [b-data.yaml]\n"


def problems_of(folder: Path, content: bytes, **others: str) -> tuple[Problem, ...]:
    """What a folder with this rubric.yaml, and further files, is refused for."""
    (folder / "rubric.yaml").write_bytes(content)
    for name, text in others.items():
        (folder / f"{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
    return refused(lambda: load_rubric(folder))


def good() -> str:
    """A rubric without a mistake, from the bad one that only lacks what to do where nothing is due."""
    text = (HERE / "division-may-be-zero.yaml").read_text(encoding="utf-8")
    return text.replace("at_least: {80%: 2}", "at_least: {80%: 2}, if_na: drop")


def test_each_bad_file_has_its_messages() -> None:
    assert sorted(path.stem for path in HERE.glob("*.txt")) == NAMES


def test_the_good_one_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "rubric.yaml").write_text(good(), encoding="utf-8")
    assert load_rubric(tmp_path).id == "example"


@pytest.mark.parametrize("name", NAMES)
def test_messages(name: str, tmp_path: Path) -> None:
    path = HERE / f"{name}.yaml"
    problems = problems_of(tmp_path, path.read_bytes())
    assert [str(problem) for problem in problems] == expected_lines(path)


@pytest.mark.parametrize("name", NAMES)
def test_a_message_is_plain_chinese_with_its_place(name: str) -> None:
    for line in expected_lines(HERE / f"{name}.yaml"):
        place, _, rest = line.partition("：")
        assert place.startswith("rubric.yaml")
        assert "第" in place or "文件" in rest or "编码" in rest
        assert FOREIGN.search(line) is None


@pytest.mark.parametrize("name", ["many-shape-mistakes", "many-meaning-mistakes"])
def test_all_mistakes_at_once_in_file_order(name: str, tmp_path: Path) -> None:
    problems = problems_of(tmp_path, (HERE / f"{name}.yaml").read_bytes())
    places = [(problem.line, problem.column) for problem in problems]
    assert len(problems) >= 4
    assert places == sorted(places)


def test_mistakes_of_an_include_name_its_own_lines(tmp_path: Path) -> None:
    head = good().replace("groups:", f"{INCLUDE}groups:", 1).replace("assessed: 区县", "asessed: 区县", 1)
    problems = problems_of(tmp_path, head.encode(), b_data="metrics: {}\ngruops: []\n")
    assert [str(problem) for problem in problems] == [
        "rubric.yaml 第 1 行第 1 列：缺少必填的键“assessed”。请补上。〔key-missing〕",
        *[str(problem) for problem in problems if problem.code == "key-unknown" and problem.line == 5],
        "b-data.yaml 第 2 行第 1 列：不认识的键“gruops”。可用：metrics、groups。是否想写“groups”？〔key-unknown〕",
    ]


def test_meaning_is_checked_over_all_files_at_once(tmp_path: Path) -> None:
    head = good().replace("groups:", f"{INCLUDE}groups:", 1).replace("max: 2", "max: 1", 1)
    more = "metrics:\n  经费: {code: budget.spent, unit: 万元, kind: amount, origin: reported, supply: registers/budget}\n"
    problems = problems_of(tmp_path, head.encode(), b_data=more)
    assert [(problem.file, problem.code) for problem in problems] == [
        ("rubric.yaml", "cap-below-rule"),
        ("b-data.yaml", "metric-unused"),
    ]


def test_an_include_that_is_no_yaml_names_its_line(tmp_path: Path) -> None:
    head = good().replace("groups:", f"{INCLUDE}groups:", 1)
    problems = problems_of(tmp_path, head.encode(), b_data='metrics: "\n')
    assert [(problem.file, problem.code) for problem in problems] == [("b-data.yaml", "yaml-syntax")]
    assert problems[0].line > 0


def test_an_empty_include_is_told_where_it_is_named(tmp_path: Path) -> None:
    head = good().replace("groups:", f"{INCLUDE}groups:", 1)
    problems = problems_of(tmp_path, head.encode(), b_data="")
    assert [str(problem) for problem in problems] == [
        "rubric.yaml 第 11 行第 11 列：include 的“b-data.yaml”：文件是空的。请写入内容。〔yaml-empty〕"
    ]


def test_a_folder_without_rubric(tmp_path: Path) -> None:
    assert [str(problem) for problem in refused(lambda: load_rubric(tmp_path))] == [
        "rubric.yaml：没有这个文件。请检查文件名和位置。〔yaml-unreadable〕"
    ]


def test_a_statement_of_any_level_is_a_contradiction_not_a_crash(tmp_path: Path) -> None:
    text = good().replace(
        "groups:", "document_says: [{of: groups, level: 7, number: 3, place: 正文}]\ngroups:", 1
    )
    (tmp_path / "rubric.yaml").write_text(text, encoding="utf-8")
    load_rubric(tmp_path)


def test_an_answer_to_no_problem_is_a_warning(tmp_path: Path) -> None:
    note = "notes: [{kind: decision, text: 按表执行, accepts: [cap-below-rule]}]\n        base:"
    (tmp_path / "rubric.yaml").write_text(good().replace("base:", note, 1), encoding="utf-8")
    told = [problem for problem in check_rubric(load_rubric(tmp_path)) if problem.severity == "warning"]
    assert [str(problem) for problem in told] == [
        "rubric.yaml 第 17 行第 16 列：注记的 accepts 写了“cap-below-rule”，但 A1 没有这个问题。请删去。〔note-needless〕"
    ]


def test_a_name_misspelt_in_two_rules_is_told_in_both(tmp_path: Path) -> None:
    rule = "            - {condition: 已接人 > 1, points: 1, clause: 基础.2, says: 接入一家得1分}\n"
    problems = problems_of(tmp_path, (good() + rule + rule).encode())
    assert [(problem.line, problem.code) for problem in problems] == [
        (21, "metric-undefined"),
        (22, "metric-undefined"),
    ]


@pytest.mark.parametrize(
    "noise", [b"\x00", b"a: \x01\n", b"\xff\xfe", b"%YAML 9.9\n---\na: b\n", b"- [" * 3000]
)
def test_noise_is_refused_with_a_problem(noise: bytes, tmp_path: Path) -> None:
    assert problems_of(tmp_path, noise)
