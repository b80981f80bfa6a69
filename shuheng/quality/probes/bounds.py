"""How long, how much and how often: the bounds within which an interface is listened to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """Times in seconds; `size` in bytes, on the wire and after unpacking; `tries` one after another in one check.

    `total` covers one attempt with its redirects, `volume` the query of the volume.
    """

    connect: float = 10
    read: float = 15
    total: float = 30
    volume: float = 15
    size: int = 5_000_000
    redirects: int = 3
    tries: int = 3
    pause: float = 1.0
    workers: int = 8


BOUNDS = Bounds()
