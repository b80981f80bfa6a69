"""The measures that a result speaks of: the engine's own, and those that the table's rules made, as they were then."""

from collections.abc import Iterable, Mapping

from shuheng.engines.measure.tables import TABLE_MEASURES, Dimension, Rule, TableMeasure, rule_measures
from shuheng.jobs.progress import Json


def measures_with(rules: Iterable[Rule]) -> dict[str, TableMeasure]:
    """By code, in the order in which they are shown."""
    return {**TABLE_MEASURES, **rule_measures(rules)}


def plain_rules(measures: Mapping[str, TableMeasure]) -> dict[str, Json]:
    """The measures of rules as a result keeps them: title, what is counted, source, unit, dimension, whole."""
    return {
        code: [one.title, one.says, one.source, one.unit, one.dimension.value, one.whole]
        for code, one in measures.items()
        if code not in TABLE_MEASURES
    }


def measures_of(summary: Mapping[str, Json]) -> dict[str, TableMeasure]:
    """The measures of a kept result."""
    rules = {code: measure_of(code, said) for code, said in summary.get("rules", {}).items()}
    return {**TABLE_MEASURES, **rules}


def measure_of(code: str, said: list[str]) -> TableMeasure:
    title, says, source, unit, dimension, whole = said
    return TableMeasure(code, title, source, says, unit, Dimension(dimension), whole=whole)
