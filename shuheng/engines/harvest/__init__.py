"""The harvest: catalogues as others publish them in, checked records out. Pure: no network, no clock, no Django.

    source = open_source(path)                      # format, encoding and publisher's model found from the content
    mapping = propose(source).mapping               # or load_mapping(text), or builtin("ckan")
    harvest = map_records(source, mapping)          # ProblemsError where the list is broken or a field is absent
    for item in harvest: ...                        # EntryRecord or Refusal, once each, in the order of the source
    harvest.tally                                   # records = mapped + refused, always

A list that breaks in the middle is refused as a whole, because what is absent would look as if it had vanished;
``partial=True`` reads what comes before the break.
"""

from shuheng.engines.harvest.codes import PROBLEM_CODES
from shuheng.engines.harvest.compare import Comparison
from shuheng.engines.harvest.convert.run import Harvest, Tally, Unspoken, absent_fields, map_records
from shuheng.engines.harvest.mapping import FieldMap, Mapping, builtin, load_mapping, mapping_yaml
from shuheng.engines.harvest.propose import FieldProposal, LeftField, Proposal, propose
from shuheng.engines.harvest.read.limits import BrokenListError
from shuheng.engines.harvest.read.source import Source, Survey, open_source
from shuheng.engines.harvest.record import EntryRecord, Note, Refusal, ResourceRecord, content
from shuheng.engines.harvest.targets import TARGETS, Target

__all__ = [
    "PROBLEM_CODES",
    "TARGETS",
    "BrokenListError",
    "Comparison",
    "EntryRecord",
    "FieldMap",
    "FieldProposal",
    "Harvest",
    "LeftField",
    "Mapping",
    "Note",
    "Proposal",
    "Refusal",
    "ResourceRecord",
    "Source",
    "Survey",
    "Tally",
    "Target",
    "Unspoken",
    "absent_fields",
    "builtin",
    "content",
    "load_mapping",
    "map_records",
    "mapping_yaml",
    "open_source",
    "propose",
]
