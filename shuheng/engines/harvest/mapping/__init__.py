"""Which field of a source fills which field of an entry: declared in YAML, read into a frozen model."""

from shuheng.engines.harvest.mapping.load import builtin, load_mapping
from shuheng.engines.harvest.mapping.shapes import Each, FieldMap, Mapping
from shuheng.engines.harvest.mapping.write import mapping_yaml

__all__ = ["Each", "FieldMap", "Mapping", "builtin", "load_mapping", "mapping_yaml"]
