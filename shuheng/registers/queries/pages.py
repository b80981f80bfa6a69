"""Pages of long lists."""

from dataclasses import dataclass

PAGE_SIZE = 50


@dataclass(frozen=True)
class Pages:
    """Which page of a list this is, counted from 1; `query` is what else stands in the address, ending with &."""

    number: int
    count: int
    total: int
    query: str = ""

    @property
    def rows(self) -> slice:
        """The places of its rows among all."""
        return slice((self.number - 1) * PAGE_SIZE, self.number * PAGE_SIZE)

    @property
    def before(self) -> int:
        """The page before; 0 for none."""
        return self.number - 1

    @property
    def after(self) -> int:
        """The next page; 0 for none."""
        return self.number + 1 if self.number < self.count else 0


def pages_of(total: int, wanted: int, query: str = "") -> Pages:
    """The page wanted, held to those there are."""
    count = max(1, -(-total // PAGE_SIZE))
    return Pages(min(max(wanted, 1), count), count, total, query)
