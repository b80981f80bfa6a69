"""What a wrong command line is told: in Chinese, with what is allowed, exit code 2, never a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from shuheng.cli import app, run
from tests.journeys.command import Shuheng
from tests.places import ROOT


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "scor",
            "没有命令“scor”。可用：score、explain、whatif、advise、harvest、measure、demo、rubric、facts。是否想写“score”？",
        ),
        ("rubric chek", "是否想写“check”？\n用 shuheng rubric --help 查看用法。"),
        ("score", "缺少参数“细则”。\n用 shuheng score --help 查看用法。"),
        ("score nanjing-2022 extra", "参数太多，或写法不对。"),
        ("score nanjing-2022 --factz x", "没有选项 --factz。是否想写 --facts、--format？"),
        ("score nanjing-2022 --format", "选项 --format 后面缺少值，或多写了值。"),
        ("score nanjing-2022 --format xml", "没有输出形式“xml”。可用：table、json。"),
        ("score nanjing", "没有细则“nanjing”。可用：nanjing-2022、guangxi-2021"),
        ("score nanjing-2022 --facts none.csv", "没有指标值文件“none.csv”。可用：nanjing-2022。"),
        ("score nanjing-2022 --document none.txt", "没有文件“none.txt”。请检查文件名和路径。"),
        ("explain nanjing-2022 nobody", "没有单位“nobody”。可用：nanjing-bdb。"),
        ("explain nanjing-2022 nanjing-bdb Z9", "没有指标“Z9”。"),
        ("explain guangxi-2021", "请写明单位。可用：demo-01、demo-02"),
        ("advise nanjing-2022 --limit 0", "条数“0”不是正整数。"),
        ("whatif nanjing-2022", "没有写要改什么。写法：--set 单位:指标=值，或 --with 另一份细则。"),
        ("whatif nanjing-2022 --set 某处", "“某处”不是一处改动。写法：单位:指标=值。"),
        ("facts template nanjing-2022", "缺少选项 -o, --output。"),
    ],
)
def test_message(shuheng: Shuheng, line: str, message: str) -> None:
    shown = shuheng(*line.split())
    assert (shown.code, shown.out) == (2, "")
    assert message in shown.err


@pytest.mark.parametrize(
    "line",
    [
        "",
        "rubric",
        "facts",
        "--help",
        "rubric --help",
        "score --help",
        "facts template --help",
        "demo --help",
    ],
)
def test_help_is_chinese(shuheng: Shuheng, line: str) -> None:
    shown = shuheng(*line.split())
    assert shown.code == (0 if "--help" in line else 2)
    assert shown.out.startswith("用法：shuheng")
    assert not {"Usage", "Options", "Commands", "Arguments", "required", "Show"} & set(shown.out.split())


def test_help_of_every_command_says_what_it_does(shuheng: Shuheng) -> None:
    out = shuheng("--help").out
    for command in ("score", "explain", "whatif", "advise", "demo", "rubric", "facts"):
        (line,) = [line for line in out.splitlines() if line.strip().startswith(f"{command} ")]
        assert len(line.split()) >= 2


def test_a_mistake_of_ours_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, shuheng: Shuheng
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(app, "app", broken)
    shown = shuheng("score", "nanjing-2022")
    assert shown.code == 70
    assert "程序内部出错（ZeroDivisionError：division by zero）" in shown.err


def test_an_interrupt_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "app", interrupted)
    assert run(["demo"]) == 130
    assert capsys.readouterr().err == "已中断。\n"


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m shuheng.cli explain nanjing-2022 | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "南京市大数据管理局" in done.stdout


def test_json_is_readable_where_the_terminal_is_not_utf8(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "shuheng.cli", "rubric", "coverage", "nanjing-2022", "--format", "json"],
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii", "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert '"title": "2022\\u5e74' in done.stdout
