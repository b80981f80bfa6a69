"""The page of the registers is the one that the declarations print, and says what there is."""

import re

import pytest

from shuheng.registers.declare import load_declaration, shipped
from tests.places import PACKAGE
from tests.spec.registers.language import LANGUAGE
from tests.spec.registers.manual import PAGE, page

DECLARE = PACKAGE / "registers" / "declare"


def test_the_page_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.spec.registers.manual --write"


def test_every_register_has_its_section_and_every_metric_its_row() -> None:
    text = page()
    for declaration in shipped().values():
        assert text.count(f'<a id="{declaration.code}"></a>') == 1
        for title, metric in declaration.metrics.items():
            assert f"| {title} | `{metric.code}` |" in text


def test_the_example_of_the_page_is_a_declaration() -> None:
    found = re.search(r"```yaml\n(.*?)```", LANGUAGE, re.DOTALL)
    assert found is not None
    assert load_declaration(found[1], "halls.yaml").key == ("hall",)


@pytest.mark.parametrize("prefix", ["register", "row", "cell"])
def test_every_problem_code_stands_on_the_page(prefix: str) -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(DECLARE.glob("*.py")))
    used = set(re.findall(rf'"({prefix}-[a-z-]+)"', source))
    written = set(re.findall(rf"`({prefix}-[a-z-]+)`", LANGUAGE))
    assert used
    assert written == used
