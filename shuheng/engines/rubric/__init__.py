"""The rubric engine: an official scoring document as data, scored exactly, every point with its reason.

Pure: no Django, no settings, no clock, no network. Other code imports only from here.
"""

from shuheng.engines.rubric.advice import Advice, Change, advise
from shuheng.engines.rubric.cases import CaseResult, absent_value, indicator_metrics, run_case_file, run_cases
from shuheng.engines.rubric.coverage import SUPPLY_WORDS, Coverage, coverage
from shuheng.engines.rubric.diff import CHANGE_WORDS, RubricChange, diff
from shuheng.engines.rubric.exact import InexactError, percent, plain, show
from shuheng.engines.rubric.explain import Explainer, Reason, UnknownPlaceError, UsedFact, explain
from shuheng.engines.rubric.facts import (
    Agency,
    Fact,
    FactRow,
    FactSheet,
    build_sheet,
    change_sheet,
)
from shuheng.engines.rubric.facts_yaml import read_facts_yaml
from shuheng.engines.rubric.load import check_rubric, load_rubric
from shuheng.engines.rubric.metrics import KIND_WORDS, NEVER_WORD, ORIGIN_WORDS, Metric
from shuheng.engines.rubric.model import PART_WORDS, Group, Indicator, Rubric
from shuheng.engines.rubric.passages import WHOLE, clause_passage, passages
from shuheng.engines.rubric.results import AgencyScore, GroupScore, IndicatorScore, Result
from shuheng.engines.rubric.rules import RuleBase
from shuheng.engines.rubric.schema import json_schema
from shuheng.engines.rubric.score import score
from shuheng.engines.rubric.sensitivity import GroupSensitivity, sensitivity
from shuheng.engines.rubric.shapes import Note, Part
from shuheng.engines.rubric.whatif import Move, WhatIf, compare, what_if
from shuheng.problems import SEVERITY_WORDS, Problem, ProblemsError, Where, did_you_mean

__all__ = [
    "CHANGE_WORDS",
    "KIND_WORDS",
    "NEVER_WORD",
    "ORIGIN_WORDS",
    "PART_WORDS",
    "SEVERITY_WORDS",
    "SUPPLY_WORDS",
    "WHOLE",
    "Advice",
    "Agency",
    "AgencyScore",
    "CaseResult",
    "Change",
    "Coverage",
    "Explainer",
    "Fact",
    "FactRow",
    "FactSheet",
    "Group",
    "GroupScore",
    "GroupSensitivity",
    "Indicator",
    "IndicatorScore",
    "InexactError",
    "Metric",
    "Move",
    "Note",
    "Part",
    "Problem",
    "ProblemsError",
    "Reason",
    "Result",
    "Rubric",
    "RubricChange",
    "RuleBase",
    "UnknownPlaceError",
    "UsedFact",
    "WhatIf",
    "Where",
    "absent_value",
    "advise",
    "build_sheet",
    "change_sheet",
    "check_rubric",
    "clause_passage",
    "compare",
    "coverage",
    "did_you_mean",
    "diff",
    "explain",
    "indicator_metrics",
    "json_schema",
    "load_rubric",
    "passages",
    "percent",
    "plain",
    "read_facts_yaml",
    "run_case_file",
    "run_cases",
    "score",
    "sensitivity",
    "show",
    "what_if",
]
