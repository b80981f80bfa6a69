"""The harvest engine: readers, values, mappings, records, proposals."""
