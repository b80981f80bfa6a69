"""All measures of a table, by code, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Iterable

from shuheng.engines.measure.tables.formats import FORMATS
from shuheng.engines.measure.tables.model import Dimension, TableMeasure
from shuheng.engines.measure.tables.registry_basic import BASIC
from shuheng.engines.measure.tables.registry_cells import CELLS
from shuheng.engines.measure.tables.rules.model import (
    Codes,
    Compare,
    DateOrder,
    NotEmpty,
    Range,
    Reference,
    Rule,
    Unique,
)

RULE_DIMENSIONS: dict[type[Rule], Dimension] = {
    NotEmpty: Dimension.COMPLETENESS,
    Range: Dimension.ACCURACY,
    Codes: Dimension.CONFORMITY,
    Unique: Dimension.ACCURACY,
    Compare: Dimension.CONSISTENCY,
    Reference: Dimension.CONSISTENCY,
    DateOrder: Dimension.CONSISTENCY,
}


def format_measures() -> tuple[TableMeasure, ...]:
    """One measure per format: cells of columns of that role that do not conform."""
    return tuple(
        TableMeasure(
            code=f"format_{found.code}",
            title=f"{found.title}不合规",
            source=f"{found.source}；GB/T 36344 规范性（数据标准、值域）",
            says=f"有内容的单元格中不是合规的{found.title}的：{found.says}",
            unit="格",
            dimension=Dimension.CONFORMITY,
            whole="有内容的单元格",
        )
        for found in FORMATS.values()
    )


TABLE_MEASURES: dict[str, TableMeasure] = {one.code: one for one in (*BASIC, *format_measures(), *CELLS)}


def rule_measures(rules: Iterable[Rule]) -> dict[str, TableMeasure]:
    """The measures that rules make, by the codes of their figures."""
    return {
        rule.measure: TableMeasure(
            code=rule.measure,
            title=rule.says,
            source="本单位规则；GB/T 36344",
            says=f"违反规则“{rule.says}”的行，看不懂的也算",
            unit="行",
            dimension=RULE_DIMENSIONS.get(type(rule), Dimension.CONFORMITY),
            whole="行或有内容的单元格",
        )
        for rule in rules
    }
