"""Where the official rubrics and the facts shipped with them are."""

from __future__ import annotations

from pathlib import Path

from shuheng.rubrics import FOLDER

MAIN_SIX = (
    "nanjing-2022",
    "guangxi-2021",
    "suqian-2022-county",
    "suqian-2022-department",
    "jiangsu-pilot",
    "wuxi-pilot-2021",
)


def rubric_ids(folder: Path = FOLDER) -> tuple[str, ...]:
    """The ids of all rubrics in the library: those of the main job first, in their order."""
    found = {path.parent.name for path in folder.glob("*/rubric.yaml")}
    return (*(name for name in MAIN_SIX if name in found), *sorted(found.difference(MAIN_SIX)))


def rubric_folder(name: str) -> Path | None:
    """The folder of a rubric by id, or by the path of a folder; None where there is none."""
    if name in rubric_ids():
        return FOLDER / name
    path = Path(name)
    return path if (path / "rubric.yaml").is_file() else None


def facts_names(folder: Path) -> tuple[str, ...]:
    """The names of the facts shipped with the rubric in ``folder``."""
    return tuple(sorted(path.stem for path in (folder / "facts").glob("*.yaml")))


def facts_path(folder: Path, name: str) -> Path:
    """The shipped fact file of that name."""
    return folder / "facts" / f"{name}.yaml"


def default_facts(folder: Path) -> Path | None:
    """The facts used where none are named: those called like the rubric, else the only ones there are."""
    names = facts_names(folder)
    if folder.resolve().name in names:
        return facts_path(folder, folder.resolve().name)
    return facts_path(folder, names[0]) if len(names) == 1 else None
