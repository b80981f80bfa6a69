"""From an address to a file kept here."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, cast

from shuheng.catalogue.harvest.files import Kept, keep
from shuheng.catalogue.harvest.live.bounds import BOUNDS, Bounds
from shuheng.catalogue.harvest.live.ckan import fetch_ckan, is_ckan
from shuheng.catalogue.harvest.live.client import Client
from shuheng.catalogue.harvest.live.guard import parsed

IN_MEMORY = 8_000_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """The kept file, whether it holds all that the source has, what it claimed to have, and what was odd."""

    kept: Kept
    whole: bool = True
    declared: int | None = None
    message: str = ""
    format: str = ""


def fetch(address: str, *, source_format: str, hosts: Iterable[str], bounds: Bounds = BOUNDS) -> Fetched:
    """Fetch a list by its address: CKAN page by page, anything else as one file. Raises `ProblemsError`."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spool, Client(bounds, hosts) as client:
        into = cast(BinaryIO, spool)
        name = parsed(address).path.rstrip("/").rsplit("/", 1)[-1] or "index"
        if source_format == "ckan" or is_ckan(address):
            pages = fetch_ckan(client, address, into)
            kept = keep(into, name)
            return Fetched(kept, pages.whole, pages.declared, pages.message, "ckan")
        client.get(address, into, most=bounds.size)
        return Fetched(keep(into, name))
