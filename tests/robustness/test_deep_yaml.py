"""YAML nested without end is refused in words before any composer walks into it."""

import pytest

from shuheng.engines.rubric import ProblemsError
from shuheng.files.yaml_source import MAX_DEPTH, parse_source


@pytest.mark.parametrize("text", ["[" * 200_000, "{a: " * 100_000, "- " * 50_000 + "x"])
def test_nesting_without_end(text: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        parse_source(text, "深.yaml")
    assert [problem.code for problem in caught.value.problems] == ["yaml-too-deep"]
    assert f"嵌套超过 {MAX_DEPTH} 层" in str(caught.value)


def test_many_shallow_lists_are_read() -> None:
    source = parse_source("\n".join("- [1, 2]" for _ in range(5_000)), "浅.yaml")
    assert source.data == [["1", "2"]] * 5_000
