"""The scheme everything is measured on: 60 indicators of five kinds, points in hundredths.

20 band tables on a ratio, 15 capped per-occurrence rules, 10 shortfalls, 10 checklists of 4, 5 peer maxima.
"""

from dataclasses import dataclass

MOST_WHOLE = 100_000
MOST_TIMES = 1_000
MOST_USES = 20_000
PEER_GROUPS = ("第一档", "第二档", "第三档", "第四档")
TABLES = (
    ((90, 200), (80, 150), (70, 100), (60, 50)),
    ((95, 150), (85, 100), (75, 50)),
    ((100, 300), (90, 240), (80, 180), (60, 120), (40, 60)),
    ((70, 200), (60, 150), (50, 100), (40, 50)),
)


@dataclass(frozen=True, slots=True)
class Bands:
    """Points by the first percentage that ``part / whole`` reaches."""

    code: str
    part: str
    whole: str
    steps: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Capped:
    """``each`` points per occurrence, at most ``cap``."""

    code: str
    times: str
    each: int
    cap: int


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Full points at 100%; every begun percent of ``part / whole`` below it costs 1% of them."""

    code: str
    part: str
    whole: str
    points: int


@dataclass(frozen=True, slots=True)
class Checklist:
    """Equal shares of the points for each of four things that are there."""

    code: str
    items: tuple[str, ...]
    points: int


@dataclass(frozen=True, slots=True)
class PeerMaximum:
    """Own number over the largest of the peer group (or of all), times the points."""

    code: str
    uses: str
    points: int
    among_peers: bool


Indicator = Bands | Capped | Shortfall | Checklist | PeerMaximum


def _indicators() -> tuple[Indicator, ...]:
    found: list[Indicator] = [
        Bands(f"A{index + 1}", f"a.part_{index}", f"a.whole_{index}", TABLES[index % 4])
        for index in range(20)
    ]
    for index in range(15):
        each, cap = ((10, 100), (5, 100), (25, 150))[index % 3]
        found.append(Capped(f"B{index + 1}", f"b.times_{index}", each, cap))
    for index in range(10):
        points = (100, 150, 200, 250)[index % 4]
        found.append(Shortfall(f"C{index + 1}", f"c.part_{index}", f"c.whole_{index}", points))
    for index in range(10):
        items = tuple(f"d.item_{index}_{item}" for item in range(4))
        found.append(Checklist(f"D{index + 1}", items, (200, 100, 150, 50, 300)[index % 5]))
    found += [
        PeerMaximum(f"E{index + 1}", f"e.uses_{index}", (200, 300, 100)[index % 3], index < 3)
        for index in range(5)
    ]
    return tuple(found)


SCHEME = _indicators()
