"""Records that come twice: told apart by identity and by content, remembered as short digests."""

from __future__ import annotations

import hashlib
from array import array

from shuheng.engines.harvest.convert.paths import Find, finder
from shuheng.engines.harvest.record import Raw, canonical
from shuheng.engines.harvest.values import clean_text

DIGEST = 16
LONGEST_KEY = 400
JOINED_BY = "｜"


class Keys:
    """The identity of a record: the values of its key fields."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._finders: list[Find] = [finder(name) for name in names]

    def key(self, raw: Raw) -> str:
        """The key, '' where no key field says anything; a long one ends in its digest."""
        parts = [_part(find(raw)) for find in self._finders]
        if not any(parts):
            return ""
        key = parts[0] if len(parts) == 1 else JOINED_BY.join(part.replace(JOINED_BY, "|") for part in parts)
        if len(key) <= LONGEST_KEY:
            return key
        return f"{key[:300]}#{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def _part(value: object) -> str:
    if value is None or isinstance(value, list | dict):
        return "" if value is None else canonical(value)
    return str(clean_text(str(value))[0])


class Repeats:
    """Keys and contents met so far; about 150 bytes a record, whatever the record's size."""

    def __init__(self) -> None:
        self._keys: dict[bytes, list[int] | int] = {}
        self._contents = bytearray()
        self._numbers = array("Q")

    def same(self, key: str, text: str) -> tuple[int, int]:
        """For a record with this key: the number of an earlier identical one (0 = none), and how many different
        ones had the key before. ``text`` is the canonical JSON of the record."""
        places = self._places(key)
        if not places:
            return 0, 0
        content = _digest(text)
        for place in places:
            if self._contents[place * DIGEST : (place + 1) * DIGEST] == content:
                return self._numbers[place], len(places)
        return 0, len(places)

    def remember(self, key: str, number: int, text: str) -> None:
        """Keep the key and content of record ``number``."""
        place = len(self._numbers)
        self._numbers.append(number)
        self._contents += _digest(text)
        name = _digest(key)
        before = self._keys.get(name)
        self._keys[name] = place if before is None else [*self._places(key), place]

    def _places(self, key: str) -> list[int]:
        places = self._keys.get(_digest(key), [])
        return [places] if isinstance(places, int) else places


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=DIGEST).digest()
