"""Repairing a staged table by rules: a new table, a record of every change, the rows set apart; and undoing it."""

from shuheng.engines.measure.repair.codes import PROBLEM_CODES
from shuheng.engines.measure.repair.content import content_hash
from shuheng.engines.measure.repair.kinds import KINDS
from shuheng.engines.measure.repair.load import load_rules, rules_yaml
from shuheng.engines.measure.repair.model import Count, Given, Kind, Repaired
from shuheng.engines.measure.repair.run import repair
from shuheng.engines.measure.repair.shapes import EVERY, RepairRules, Rule
from shuheng.engines.measure.repair.undo import undo

__all__ = [
    "EVERY",
    "KINDS",
    "PROBLEM_CODES",
    "Count",
    "Given",
    "Kind",
    "RepairRules",
    "Repaired",
    "Rule",
    "content_hash",
    "load_rules",
    "repair",
    "rules_yaml",
    "undo",
]
