"""How long, how much and how often: the bounds within which a live source is listened to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """Times in seconds, sizes in bytes after unpacking. `total` covers everything, `tries` one request."""

    connect: float = 10
    read: float = 30
    total: float = 1800
    size: int = 500_000_000
    page_size: int = 50_000_000
    page_rows: int = 200
    records: int = 2_000_000
    tries: int = 4
    pause: float = 1.0
    longest_pause: float = 30.0
    redirects: int = 5


BOUNDS = Bounds()
SAMPLE = Bounds(total=20, size=20_000_000, tries=2, page_rows=100, records=100)
