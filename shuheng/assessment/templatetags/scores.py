"""Words for the codes of the engine, on pages."""

from django import template

from shuheng.assessment.queries.ranking import rank_text
from shuheng.engines.rubric import (
    CHANGE_WORDS,
    ORIGIN_WORDS,
    SEVERITY_WORDS,
    AgencyScore,
    Metric,
    Problem,
    RubricChange,
)

register = template.Library()


@register.filter
def origin_word(metric: Metric) -> str:
    return ORIGIN_WORDS[metric.origin]


@register.filter
def severity_word(problem: Problem) -> str:
    return SEVERITY_WORDS[problem.severity]


@register.filter
def rank_words(score: AgencyScore) -> str:
    return rank_text(score)


@register.filter
def change_word(change: RubricChange) -> str:
    return CHANGE_WORDS[change.kind]
