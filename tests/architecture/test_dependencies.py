"""Every dependency is wanted, locked and checked by hash; no lock names an address."""

import re
from importlib import metadata

import pytest

from tests.architecture.tree import texts
from tests.places import ROOT

FOLDER = ROOT / "requirements"
PARTS = ["base", "spark", "dev", "bench", "bench-tables"]


def wanted(part: str) -> list[str]:
    lines = (FOLDER / f"{part}.in").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-r "))]


def names(part: str) -> set[str]:
    return {re.split(r"[\[=<>! ]", line)[0].lower().replace("_", "-") for line in wanted(part)}


def locked(part: str) -> list[str]:
    """The entries of a lock: a pinned version, its marker, its hashes."""
    return re.split(r"\n(?=[a-z])", (FOLDER / f"{part}.lock").read_text(encoding="utf-8").strip())


def versions(part: str) -> set[str]:
    return {entry.split(" ")[0] for entry in locked(part)}


@pytest.mark.parametrize("part", [*PARTS, "overrides"])
def test_every_dependency_says_what_it_is_for(part: str) -> None:
    assert [line for line in wanted(part) if not re.search(r"  # \S.{9,}", line)] == []


@pytest.mark.parametrize("part", PARTS)
def test_every_dependency_is_locked(part: str) -> None:
    assert names(part) - {version.split("==")[0] for version in versions(part)} == set()


@pytest.mark.parametrize("part", PARTS)
def test_every_locked_version_has_its_hashes(part: str) -> None:
    bare = [entry for entry in locked(part) if not re.match(r"[a-z0-9-]+==.*\n +--hash=sha256:", entry)]
    assert bare == []


@pytest.mark.parametrize("part", PARTS)
def test_no_lock_names_an_address(part: str) -> None:
    text = "\n".join(locked(part))
    assert re.findall(r"://|--index|--find-links|--extra|--trusted|@ ", text) == []


def test_the_locks_agree() -> None:
    """Set-up adds one lock to another in the same environment, so the shared versions must be the same."""
    tools = {version.split("==")[0] for version in versions("dev")}
    assert versions("base") <= versions("dev")
    assert {version for version in versions("bench") if version.split("==")[0] in tools} <= versions("dev")


THROUGH_OTHERS = {"argon2-cffi": "Argon2PasswordHasher", "sqlglot": "ibis"}  # what stands in the code for it


def test_every_dependency_of_the_product_is_used() -> None:
    """By an import, in the settings, by a command of the Makefile or the build, or through another package."""
    modules: dict[str, set[str]] = {}
    for module, distributions in metadata.packages_distributions().items():
        for distribution in distributions:
            modules.setdefault(distribution.lower().replace("_", "-"), set()).add(module)
    used = {
        word
        for name, text in texts(".py", ".toml", "Makefile")
        if name.startswith(("shuheng/", "pyproject", "Makefile"))
        for word in re.findall(r"\w+", text)
    }
    assert [name for name in names("base") if not {*modules[name], THROUGH_OTHERS.get(name, "")} & used] == []
