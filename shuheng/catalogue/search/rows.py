"""The columns of the search row, in the order in which both databases write them."""

from shuheng.catalogue.search.documents import Document

TABLE = "catalogue_searchrow"
COLUMNS = Document._fields
TEXTS = frozenset(name for name, kind in Document.__annotations__.items() if kind is str)
