"""The columns of the search row, in the order in which both databases write them."""

from dataclasses import fields
from operator import attrgetter

from shuheng.catalogue.search.documents import Document

TABLE = "catalogue_searchrow"
COLUMNS = tuple(field.name for field in fields(Document))
TEXTS = frozenset(field.name for field in fields(Document) if field.type is str)
values_of = attrgetter(*COLUMNS)  # the row of a document, column by column
