"""The commands that the two READMEs show exist, with the options shown; both show the same."""

import re
import shlex

import pytest
from typer.main import get_command

from shuheng.cli.app import app
from tests.places import ROOT

COMMAND = re.compile(r"^    \.venv/bin/shuheng ([^#\n]+)", re.MULTILINE)


def commands(name: str) -> list[str]:
    return [found.strip() for found in COMMAND.findall((ROOT / name).read_text(encoding="utf-8"))]


@pytest.mark.parametrize("line", commands("README.md"))
def test_the_command_exists(line: str) -> None:
    command = get_command(app)
    words = shlex.split(line)
    while inner := getattr(command, "commands", None):
        command = inner[words.pop(0)]
    known = {
        option for parameter in command.params for option in [*parameter.opts, *parameter.secondary_opts]
    }
    assert {word for word in words if word.startswith("-")} <= known


def test_both_languages_show_the_same_commands() -> None:
    assert commands("README.md") == commands("README.zh.md") != []


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "CONTRIBUTING.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    paths = [*re.findall(r"\]\(([^)#:]+)\)", text), *re.findall(r"`((?:docs|tests|shuheng)/[\w./-]+)`", text)]
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_rubric_is_listed(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    shipped = {path.parent.name for path in (ROOT / "shuheng" / "rubrics").glob("*/rubric.yaml")}
    assert {rubric for rubric in shipped if f"`{rubric}`" not in text} == set()


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "CONTRIBUTING.md"])
def test_make_targets_exist(name: str) -> None:
    shown = set(
        re.findall(r"^    make (\w+)|`make (\w+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    )
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {first or second for first, second in shown} - targets == set()
