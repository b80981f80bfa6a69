"""Rules that people add to a table, as data."""

from shuheng.engines.measure.tables.rules.load import load_rules
from shuheng.engines.measure.tables.rules.model import KINDS, Rule

__all__ = ["KINDS", "Rule", "load_rules"]
