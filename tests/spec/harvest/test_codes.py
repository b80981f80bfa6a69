"""Every code the engine can give has a meaning and a remedy in Chinese, and every one listed can be given."""

import ast
import re

from shuheng.engines.harvest import PROBLEM_CODES, TARGETS, load_mapping
from shuheng.engines.harvest.codes import NOTES, PROBLEMS, REFUSALS
from tests.places import PACKAGE, ROOT

FOLDER = PACKAGE / "engines" / "harvest"
CODE = re.compile(r"[a-z]+(?:-[a-z]+)+")
PREFIXES = {code.partition("-")[0] for code in PROBLEM_CODES}
OTHER_WORDS = {"json-ld", "rdf-xml", "file-type", "media-types", "access-right", "n-triples", "tab-separated-values",
               "real-time", "not-planned", "half-yearly", "semi-annual", "ad-hoc", "non-public", "rdf-turtle"}  # fmt: skip


def used() -> set[str]:
    """Hyphenated words of the engine's sources that begin as a code does."""
    found = set()
    for path in FOLDER.rglob("*.py"):
        if path.name == "codes.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                found.add(node.value)
    return {word for word in found - OTHER_WORDS if word.partition("-")[0] in PREFIXES}


def test_every_code_used_is_listed_and_every_code_listed_is_used() -> None:
    assert used() - set(PROBLEM_CODES) == set()
    assert set(PROBLEM_CODES) - used() == set()


def test_a_code_stands_in_one_table_only() -> None:
    assert len(NOTES) + len(REFUSALS) + len(PROBLEMS) == len(PROBLEM_CODES)


def test_meanings_and_remedies_are_chinese_sentences() -> None:
    for code, (meaning, remedy) in PROBLEM_CODES.items():
        assert re.search("[\u4e00-\u9fff]", meaning), code
        assert not meaning.endswith("。"), code
        assert remedy.endswith("。"), code


def test_meanings_differ() -> None:
    assert len({meaning for meaning, _ in PROBLEM_CODES.values()}) == len(PROBLEM_CODES)


def test_the_reference_lists_the_codes_the_targets_and_a_mapping_that_loads() -> None:
    text = (ROOT / "docs" / "reference" / "harvest-mapping.md").read_text(encoding="utf-8")
    codes = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    assert {code: (meaning, remedy) for code, meaning, remedy in codes} == PROBLEM_CODES
    targets = re.findall(r"^\| `([a-z_]+)` \| ([^|]+) \|$", text, re.MULTILINE)
    assert targets == [(target.name, target.title) for target in TARGETS.values()]
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert load_mapping(example).fields["rows"].number is not None
