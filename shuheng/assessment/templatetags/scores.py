"""Words for the codes of the engine, on pages."""

from django import template

from shuheng.assessment import words
from shuheng.assessment.queries.ranking import rank_text
from shuheng.engines.rubric import AgencyScore, Change, Metric, Problem, Reason, UsedFact

register = template.Library()


@register.filter
def origin_word(thing: Metric | UsedFact) -> str:
    return words.ORIGINS.get(thing.origin, "")


@register.filter
def severity_word(problem: Problem) -> str:
    return words.SEVERITIES[problem.severity]


@register.filter
def part_word(reason: Reason) -> str:
    return words.PARTS.get(reason.code, reason.title)


@register.filter
def rank_words(score: AgencyScore) -> str:
    return rank_text(score)


@register.filter
def change_word(change: Change) -> str:
    return words.CHANGES[change.kind]
