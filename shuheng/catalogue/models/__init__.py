"""The tables of the catalogue: entries, items, resources, history, life cycle, standards, libraries, harvests."""

from shuheng.catalogue.models.entry import CatalogueEntry
from shuheng.catalogue.models.harvest import HarvestRecord, HarvestRun, HarvestSource
from shuheng.catalogue.models.history import EntryStep, EntryVersion
from shuheng.catalogue.models.item import InformationItem
from shuheng.catalogue.models.library import DataLibrary
from shuheng.catalogue.models.resource import Resource
from shuheng.catalogue.models.search import SearchRow
from shuheng.catalogue.models.standards import CodeList, CodeValue, DataElement

__all__ = [
    "CatalogueEntry",
    "CodeList",
    "CodeValue",
    "DataElement",
    "DataLibrary",
    "EntryStep",
    "EntryVersion",
    "HarvestRecord",
    "HarvestRun",
    "HarvestSource",
    "InformationItem",
    "Resource",
    "SearchRow",
]
