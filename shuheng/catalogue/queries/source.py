"""What the source of a harvested entry said: the raw record, and the values that nobody could map."""

import json
from dataclasses import dataclass
from typing import Any

from shuheng.catalogue.models import CatalogueEntry

MOST_CHARACTERS = 200_000


@dataclass(frozen=True)
class SourcePage:
    """`raw` are the fields of the record in words; `unmapped` what was kept as it came, with its place."""

    entry: CatalogueEntry
    raw: tuple[tuple[str, str], ...]
    unmapped: tuple[tuple[str, str], ...]
    cut: bool


def source_page(entry: CatalogueEntry) -> SourcePage:
    raw = entry.raw
    fields: dict[str, Any] = raw if isinstance(raw, dict) else {} if raw is None else {"记录": raw}
    rows = tuple((str(name), text_of(value)) for name, value in fields.items())
    cut = any(len(text) > MOST_CHARACTERS for _, text in rows)
    shown = tuple((name, text[:MOST_CHARACTERS]) for name, text in rows)
    unmapped = entry.unmapped if isinstance(entry.unmapped, dict) else {"": entry.unmapped}
    return SourcePage(
        entry, shown, tuple((str(name), text_of(value)) for name, value in unmapped.items()), cut
    )


def text_of(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
