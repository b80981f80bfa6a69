"""Folders of declarations: a file with mistakes is refused alone, and what hangs on it."""

import subprocess
import sys
from pathlib import Path

import pytest

from shuheng.problems import ProblemsError
from shuheng.registers.declare import load_declaration, load_folder, shipped, supplied
from tests.places import ROOT
from tests.spec.registers.halls import TEXT, halls


def write(folder: Path, name: str, old: str = "", new: str = "") -> None:
    """A declaration of this code, its metrics named after it."""
    text = TEXT.replace("code: halls\n", f"code: {name}\n").replace("halls.", f"{name}.").replace(old, new, 1)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_a_file_with_mistakes_is_refused_alone(tmp_path: Path) -> None:
    write(tmp_path, "a")
    write(tmp_path, "b", "take: rows}", "take: row}")
    write(tmp_path, "c")
    loaded = load_folder(tmp_path)
    assert list(loaded.declarations) == ["a", "c"]
    assert [(problem.file, problem.code) for problem in loaded.problems] == [("b.yaml", "value-unknown")]


def test_a_missing_folder_holds_none(tmp_path: Path) -> None:
    assert load_folder(tmp_path / "none").declarations == {}


def test_a_file_is_named_after_its_code(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(TEXT, encoding="utf-8")
    problem = load_folder(tmp_path).problems[0]
    assert (problem.code, problem.line, problem.allowed) == ("register-file", 1, ("other",))


def test_a_code_that_stands_already_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "systems")
    loaded = load_folder(tmp_path, shipped())
    assert loaded.declarations == {}
    assert [problem.code for problem in loaded.problems] == ["register-duplicate"]


def test_a_metric_that_is_supplied_already_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a")
    write(tmp_path, "b", "b.total", "a.total")
    (tmp_path / "b.yaml").write_text(
        (tmp_path / "b.yaml").read_text(encoding="utf-8").replace("of: b.total", "of: a.total"),
        encoding="utf-8",
    )
    loaded = load_folder(tmp_path)
    assert list(loaded.declarations) == ["a"]
    assert [problem.code for problem in loaded.problems] == ["register-metric-duplicate"]
    assert "办事大厅台账" in loaded.problems[0].message


REFERENCE = ("type: date}\n  close_on", "type: reference, register: {}}}\n  close_on")


def test_a_reference_needs_its_register_and_takes_with_it_what_hangs_on_it(tmp_path: Path) -> None:
    write(tmp_path, "a", REFERENCE[0], REFERENCE[1].format("systems"))
    write(tmp_path, "b", REFERENCE[0], REFERENCE[1].format("nowhere"))
    write(tmp_path, "c", REFERENCE[0], REFERENCE[1].format("b"))
    loaded = load_folder(tmp_path, shipped())
    assert list(loaded.declarations) == ["a"]
    assert [(problem.file, problem.code) for problem in loaded.problems] == [
        ("b.yaml", "register-reference"),
        ("c.yaml", "register-reference"),
    ]


def test_two_registers_may_name_each_other(tmp_path: Path) -> None:
    write(tmp_path, "a", REFERENCE[0], REFERENCE[1].format("b"))
    write(tmp_path, "b", REFERENCE[0], REFERENCE[1].format("a"))
    assert list(load_folder(tmp_path).declarations) == ["a", "b"]


def test_supplied_names_the_register_of_each_metric() -> None:
    assert supplied([halls()]) == {"halls.total": "halls", "halls.county": "halls"}


def test_what_is_not_yaml_or_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.yaml").write_text("code: [", encoding="utf-8")
    (tmp_path / "c.yaml").write_text("", encoding="utf-8")
    assert [problem.code for problem in load_folder(tmp_path).problems] == [
        "yaml-encoding",
        "yaml-syntax",
        "yaml-empty",
    ]


def test_a_list_is_not_a_declaration() -> None:
    with pytest.raises(ProblemsError) as caught:
        load_declaration("- a\n")
    assert [problem.code for problem in caught.value.problems] == ["value-kind"]


def test_declarations_are_read_without_django() -> None:
    code = "import sys, shuheng.registers.declare as d; d.shipped(); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, timeout=60).returncode == 0
