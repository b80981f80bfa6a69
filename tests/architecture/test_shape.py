"""Files and functions stay small, imports stay on top, escapes carry their reason."""

import ast
import re

from tests.architecture.tree import functions, modules, texts

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
SAID_BY_THEIR_NAME = ("__init__.py", "apps.py", "urls.py")
ESCAPE = re.compile(r"#\s*type:\s*ignore(?!\[[a-z-]+(?:, ?[a-z-]+)*\]\s+#\s*\S)")
UNFINISHED = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK"]) + r")\b")


def is_test(name: str) -> bool:
    return name.startswith("tests/") or "/tests/" in name


def test_files_stay_small() -> None:
    long = {name: text.count("\n") for name, text, _ in modules() if text.count("\n") > LONGEST_FILE}
    assert long == {}


def test_functions_stay_small() -> None:
    long = [
        f"{name}:{node.lineno}: {node.name}"
        for name, _, tree in modules()
        for node in functions(tree)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        f"{name}:{inner.lineno}: import inside {node.name}"
        for name, _, tree in modules()
        if not is_test(name)
        for node in functions(tree)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_escapes_from_the_type_checker_carry_code_and_reason() -> None:
    bare = [
        f"{name}:{number}"
        for name, text, _ in modules()
        for number, line in enumerate(text.split("\n"), 1)
        if ESCAPE.search(line)
    ]
    assert bare == []


def test_nothing_is_left_unfinished() -> None:
    endings = (".py", ".html", ".css", ".js", ".yaml", ".md", ".sh", ".toml")
    left = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in texts(*endings)
        for number, line in enumerate(text.split("\n"), 1)
        if UNFINISHED.search(line)
    ]
    assert left == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name
        for name, text, tree in modules()
        if text.strip() and not name.endswith(SAID_BY_THEIR_NAME) and not ast.get_docstring(tree)
    ]
    assert silent == []
