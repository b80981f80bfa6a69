"""Every key that a command writes stands in the reference, so that programs can rely on it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.command import Shuheng
from tests.places import ROOT

PAGE = (ROOT / "docs" / "reference" / "json-output.md").read_text(encoding="utf-8")
DOCUMENTED = {word for code in re.findall(r"`([^`]+)`", PAGE) for word in re.findall(r"\w+", code)}
FREE = {"passages"}  # below it stand codes of indicators and names of parts


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from keys(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from keys(item) if key not in FREE else ()


@pytest.mark.parametrize(
    "line",
    [
        "score guangxi-2021",
        "explain nanjing-2022",
        "whatif nanjing-2022 --with nanjing-2022",
        "advise guangxi-2021 demo-12 --limit 2",
        "rubric list",
        "rubric check nanjing-2022",
        "rubric coverage nanjing-2022",
        "rubric test wuxi-pilot-2021",
        "rubric diff wuxi-pilot-2021 jiangsu-pilot",
    ],
)
def test_keys_are_documented(shuheng: Shuheng, line: str) -> None:
    found = set(keys(shuheng.json(*line.split())))
    assert found
    assert found - DOCUMENTED == set()
