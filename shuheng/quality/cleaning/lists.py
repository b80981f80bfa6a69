"""The code lists that rules may name: those in force among the standards, by their code."""

from datetime import date

from shuheng.catalogue.models import CodeList, CodeValue
from shuheng.engines.measure.repair import Given, RepairRules


def list_names() -> dict[str, str]:
    """Title by code, for choosing."""
    return dict(CodeList.objects.filter(retired=None).values_list("code", "name"))


def given_for(rules: RepairRules, as_of: date) -> Given:
    """The day, and the lists that these rules name, each code -> meaning."""
    named = {rule.code_list for rule in rules.rules if rule.code_list}
    lists: dict[str, dict[str, str]] = {code: {} for code in named & list_names().keys()}
    values = CodeValue.objects.filter(code_list__code__in=lists)
    for code, value, meaning in values.values_list("code_list__code", "value", "meaning"):
        lists[code][value] = meaning
    return Given(as_of, lists)
