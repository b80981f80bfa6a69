"""Values as portals write them, turned into codes, dates and counts: one file per kind, tables before rules.

Every reader takes the text as written and returns a `Reading`: the value (None = unknown) and the code of a
note ('' = read without doubt). Nothing is guessed: what a table or a rule does not know stays unknown.
"""

from shuheng.engines.harvest.values.access import read_access
from shuheng.engines.harvest.values.cycles import read_cycle
from shuheng.engines.harvest.values.dates import DATE_FORMS, read_date
from shuheng.engines.harvest.values.empty import is_empty
from shuheng.engines.harvest.values.formats import format_kind, read_format, read_formats
from shuheng.engines.harvest.values.grades import read_grade
from shuheng.engines.harvest.values.kinds import read_kind, read_kinds
from shuheng.engines.harvest.values.links import read_link
from shuheng.engines.harvest.values.numbers import read_number
from shuheng.engines.harvest.values.text import Reading, clean_text, split_words
from shuheng.engines.harvest.values.yes_no import read_yes_no

__all__ = [
    "DATE_FORMS",
    "Reading",
    "clean_text",
    "format_kind",
    "is_empty",
    "read_access",
    "read_cycle",
    "read_date",
    "read_format",
    "read_formats",
    "read_grade",
    "read_kind",
    "read_kinds",
    "read_link",
    "read_number",
    "read_yes_no",
    "split_words",
]
