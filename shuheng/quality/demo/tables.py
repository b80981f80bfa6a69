"""Files behind entries of the demonstration city (演示数据): sound ones, and one for each wrong of `wrong`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from shuheng.catalogue.demo import FAULTS, DemoEntry, demo_city, places
from shuheng.quality.demo.cells import MAKE
from shuheng.quality.demo.wrong import WRONGS, Wrong

SOUND = 15
LEAST, MOST = 40, 1500  # rows; a table of the demonstration stays small
NEEDED = ("名称", "统一社会信用代码", "地址", "登记日期")
PREAMBLE = ("演示市数据资源（演示数据）", "制表：演示市大数据管理局")


@dataclass(frozen=True, slots=True)
class DemoTable:
    """A file for one entry. `wrong` is None for a sound one; `odd` files are GBK with lines above the header."""

    entry: DemoEntry
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wrong: Wrong | None
    odd: bool

    @property
    def title(self) -> str:
        """What the table is called: as its entry."""
        return self.entry.title

    @property
    def file_name(self) -> str:
        """The name of the file, as an agency would have called it."""
        return f"{self.entry.code}_{self.title}.csv"

    @property
    def content(self) -> bytes:
        """The file. The odd ones are as old systems export them."""
        out = io.StringIO(newline="")
        above = [[line, *[""] * (len(self.header) - 1)] for line in PREAMBLE] if self.odd else []
        csv.writer(out).writerows([*above, self.header, *self.rows])
        return out.getvalue().encode("gb18030" if self.odd else "utf-8")


def demo_tables() -> Iterator[DemoTable]:
    """The files, in the order of their entries: as many sound ones as SOUND, then one per wrong."""
    wrongs: list[Wrong | None] = [*([None] * SOUND), *WRONGS]
    for seed, (entry, wrong) in enumerate(zip(fitting(len(wrongs)), wrongs, strict=True)):
        header = list(entry.item_names)
        rows = [[MAKE[column](number, seed) for column in header] for number in range(entry.rows or 0)]
        if wrong is not None:
            wrong.spoil(header, rows)
        yield DemoTable(entry, tuple(header), tuple(map(tuple, rows)), wrong, odd=seed % 5 == 3)


def fitting(count: int) -> list[DemoEntry]:
    """Sound entries of a size that the demonstration can hold, at most one of each unit, spread over the city."""
    spoilt = {place for fault in FAULTS for place in places(fault)}
    found: dict[int, DemoEntry] = {}
    for entry in demo_city():
        fits = LEAST <= (entry.rows or 0) <= MOST and set(NEEDED) <= set(entry.item_names)
        if fits and (entry.unit, entry.number) not in spoilt:
            found.setdefault(entry.unit, entry)
    if len(found) < count:
        raise ValueError(f"only {len(found)} entries of the demonstration city fit, {count} are needed")
    return list(found.values())[:count]
