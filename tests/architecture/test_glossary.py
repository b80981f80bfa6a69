"""One concept, one name: every model stands in the glossary, and the glossary names only what exists."""

import re

from django.apps import apps

from tests.architecture.tree import texts
from tests.places import PACKAGE, ROOT

ROW = re.compile(r"^\| (?P<term>[^|]+) \| (?P<code>[^|]+) \| (?P<meaning>[^|]+) \|$", re.MULTILINE)
NAME = re.compile(r"`([A-Za-z_]+)`")


def rows() -> list[re.Match[str]]:
    return [
        row
        for row in ROW.finditer((ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))
        if not row["term"].startswith(("中文", "---"))
    ]


def code_names() -> set[str]:
    return {name for row in rows() for name in NAME.findall(row["code"])}


def test_every_model_is_in_the_glossary() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith(f"{PACKAGE.name}.")]
    assert {model.__name__ for model in ours} - code_names() == set()


def test_every_term_exists_in_the_code() -> None:
    prefix = f"{PACKAGE.name}/"
    words = {
        word
        for name, text in texts(".py", ".yaml")
        if name.startswith(prefix)
        for word in re.findall(r"\w+", text)
    }
    assert code_names()
    assert code_names() - words == set()


def test_every_term_is_explained_once() -> None:
    terms = [term for row in rows() for term in re.split(r"[、，]", row["term"].strip())]
    assert [term for term in terms if terms.count(term) > 1] == []
    assert [row["term"] for row in rows() if len(row["meaning"].strip()) < 10] == []
