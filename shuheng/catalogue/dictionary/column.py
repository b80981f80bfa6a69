"""One column of a database table or of a file, as its dictionary describes it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from shuheng.catalogue.fields import ITEM_FIELDS, LARGEST

MOST_COLUMNS = 20_000
NAME_LENGTH = ITEM_FIELDS["name"].most


@dataclass(frozen=True)
class Column:
    """`title` is the comment, where there is one; None and empty texts are unknown."""

    table: str
    name: str
    table_title: str = ""
    title: str = ""
    data_type: str = ""
    length: int | None = None
    decimals: int | None = None
    is_key: bool | None = None
    not_null: bool | None = None
    guessed: bool = False  # the type was guessed from values and is a proposal

    def item(self, *, system: str = "", database: str = "") -> dict[str, Any]:
        """The values of an information item; a comment longer than a name goes into the description whole."""
        long = len(self.title) > NAME_LENGTH or "\n" in self.title
        return {
            "name": (self.name if long else self.title or self.name)[:NAME_LENGTH],
            "description": " ".join(self.title.split())[:1000] if long else "",
            "system_name": system,
            "database_name": database,
            "table_name": self.table,
            "field_name": self.name,
            "data_type": self.data_type,
            "length": self.length if self.length is None or self.length <= LARGEST else None,
            "decimals": self.decimals,
            "is_key": self.is_key,
            "not_null": self.not_null,
        }


def by_table(columns: Iterable[Column]) -> dict[str, list[Column]]:
    """Columns under the names of their tables, in order."""
    found: dict[str, list[Column]] = {}
    for column in columns:
        found.setdefault(column.table, []).append(column)
    return found


def packed(columns: Sequence[Column]) -> bytes:
    """As kept between a preview and its confirmation."""
    return json.dumps([asdict(column) for column in columns], ensure_ascii=False).encode()


def unpacked(content: bytes) -> list[Column]:
    return [Column(**one) for one in json.loads(content)]
