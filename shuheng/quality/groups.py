"""How the board lays the measures out: a few columns at a time, in the order of the documents."""

from collections.abc import Mapping

from shuheng.engines.measure import MEASURES

REST = "其他"
LAID_OUT: Mapping[str, tuple[str, ...]] = {
    "总览": (
        "entries",
        "mounted",
        "structured",
        "volume",
        "names_ok",
        "metadata_complete",
        "on_time",
        "fragmented_families",
    ),
    "三张清单": ("should_publish", "can_publish", "can_of_should", "published_of_can", "entries", "mounted"),
    "增长": (
        "entries_at_baseline",
        "new_entries",
        "growth",
        "structured_at_baseline",
        "structured_resources_at_baseline",
        "structured_growth",
    ),
    "资源": (
        "structured_resources",
        "resources",
        "with_tables",
        "with_apis",
        "tables",
        "apis",
        "apis_without_volume_query",
    ),
    "数量": ("volume", "structured_volume", "low_capacity", "structured_low_capacity", "no_rows"),
    "规范与完整": (
        "names_ok",
        "metadata_ok",
        "metadata_complete",
        "metadata_fields",
        "items_present",
        "grade_present",
        "grade_plausible",
    ),
    "重复与碎片化": ("duplicate_titles", "duplicates", "fragmented", "fragmented_families"),
    "更新": (
        "periodic",
        "on_time",
        "overdue",
        "structured_on_time",
        "irregular",
        "static",
        "cycle_unknown",
        "implausible_dates",
    ),
}


def rest() -> tuple[str, ...]:
    """The measures that are laid out nowhere."""
    placed = {code for codes in LAID_OUT.values() for code in codes}
    return tuple(code for code in MEASURES if code not in placed)


GROUPS: Mapping[str, tuple[str, ...]] = {**LAID_OUT, **({REST: rest()} if rest() else {})}


def measures_of(group: str) -> tuple[str, ...]:
    """The measures of a group; KeyError for one that is not there."""
    return GROUPS[group]
