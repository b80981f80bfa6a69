"""Every notice is made by some file, has its words, and warns where a person should look."""

import ast
from pathlib import Path

from shuheng.engines.tables import NOTICES, PROBLEM_CODES, REFUSALS
from shuheng.engines.tables.codes import WARNINGS, notice, rows_text
from tests.spec.tables.made import put, read

HERE = Path(__file__).parent


def test_codes_are_told_once_in_chinese_with_what_to_do() -> None:
    assert set(PROBLEM_CODES) == set(REFUSALS) | set(NOTICES)
    assert not set(REFUSALS) & set(NOTICES)
    for code, (meaning, remedy) in PROBLEM_CODES.items():
        assert code.startswith("tables-")
        assert any("一" <= character <= "鿿" for character in meaning), code
        assert remedy.endswith("。"), code
    assert set(NOTICES) >= WARNINGS


def test_every_notice_is_asked_for_by_a_test() -> None:
    told = {
        node.value
        for path in HERE.glob("test_*.py")
        if path.name != Path(__file__).name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {code.removeprefix("tables-") for code in NOTICES} <= told | {
        code.removeprefix("tables-") for code in told
    }


def test_a_warning_tells_what_to_do_and_a_remark_needs_nothing() -> None:
    assert notice("tables-long-rows", "表.csv").severity == "warning"
    assert "多了分隔符" in notice("tables-long-rows", "表.csv").hint
    assert (notice("tables-unpacked", "表.csv").severity, notice("tables-unpacked", "表.csv").hint) == (
        "info",
        "",
    )


def test_only_the_first_rows_are_named() -> None:
    assert rows_text(12, list(range(1, 13))) == "共 12 行，如第 1、2、3、4、5、6、7、8、9、10 行"


def test_a_notice_names_file_and_sheet(tmp_path: Path) -> None:
    reading, _ = read(put(tmp_path, "a,b\n1\n"), name="单位上报.csv")
    assert {problem.file for problem in reading.notices} == {"单位上报.csv"}
