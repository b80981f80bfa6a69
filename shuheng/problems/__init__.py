"""Mistakes as values, the same type in every engine and room."""

from shuheng.problems.place import NOWHERE, Where
from shuheng.problems.problem import SEVERITY_WORDS, Problem, ProblemsError, Severity, did_you_mean

__all__ = ["NOWHERE", "SEVERITY_WORDS", "Problem", "ProblemsError", "Severity", "Where", "did_you_mean"]
