"""Live sources: an address becomes a file kept here, within bounds of time and size, and never of the inner network."""

from shuheng.catalogue.harvest.live.bounds import BOUNDS, Bounds
from shuheng.catalogue.harvest.live.ckan import is_ckan
from shuheng.catalogue.harvest.live.fetch import Fetched, fetch

__all__ = ["BOUNDS", "Bounds", "Fetched", "fetch", "is_ckan"]
