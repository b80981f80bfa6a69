"""What the forms of cleaning say, checked: boxes by column and kind, or rules as YAML."""

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from pydantic import ValidationError

from shuheng.engines.measure.repair import EVERY, RepairRules, Rule, rules_yaml
from shuheng.engines.measure.tables import FORMATS
from shuheng.quality.cleaning.codes import refused

LONGEST_YAML = 200_000
BOXES = ("trim", "half_width", "empty", "upper", "date", "number", "phone")
MOST_COLUMNS = 120  # more do not fit a form; rules are then written as text


def rules_text(post: QueryDict, columns: Sequence[str], title: str) -> str:
    """The YAML of a form: as typed, or made from its boxes. ProblemsError where nothing was chosen."""
    if post.get("act") == "yaml":
        return post.get("yaml", "")[:LONGEST_YAML]
    rules = boxed(post, columns)
    if not rules:
        raise refused("cleaning-no-rules")
    try:
        checked = RepairRules(name=title[:200], rules=tuple(Rule.model_validate(rule) for rule in rules))
    except ValidationError as error:
        raise refused("cleaning-form") from error
    return rules_yaml(checked)


def boxed(post: QueryDict, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Rules from boxes: `<kind>` holds places of columns; `check-<place>`, `codes-<place>`, `listed-<place>` a choice."""
    rules: list[dict[str, Any]] = []
    for kind in BOXES:
        chosen = places(post.getlist(kind), columns)
        if EVERY in post.getlist(kind) or (chosen and len(chosen) == len(columns)):
            chosen = [EVERY]
        if chosen:
            rules.append({"rule": kind, "columns": chosen})
    for place, column in enumerate(columns[:MOST_COLUMNS]):
        if code := post.get(f"codes-{place}", ""):
            rules.append({"rule": "codes", "columns": [column], "list": code[:200]})
    for place, column in enumerate(columns[:MOST_COLUMNS]):
        if (format_ := post.get(f"check-{place}", "")) in FORMATS:
            rules.append({"rule": "check", "columns": [column], "format": format_})
        if code := post.get(f"listed-{place}", ""):
            rules.append({"rule": "listed", "columns": [column], "list": code[:200]})
    return [*rules, {"rule": "deduplicate"}] if post.get("deduplicate") else rules


def places(given: Sequence[str], columns: Sequence[str]) -> list[str]:
    """The columns at these places; what is no place is passed over."""
    numbers = {int(text) for text in given if text.isascii() and text.isdigit() and len(text) < 6}
    return [column for place, column in enumerate(columns) if place in numbers]
