"""From what the newest run found in a table to the rules that may mend it."""

from collections import defaultdict
from dataclasses import dataclass

from shuheng.engines.measure.repair import EVERY, RepairRules, Rule
from shuheng.engines.measure.tables import FORMATS
from shuheng.quality.models import DataTable, ResultFigure, TableResult
from shuheng.quality.tables.terms import ResultState

FORMAT = "format_"
MEND: dict[str, tuple[str, ...]] = {
    "identity": ("half_width", "upper"),
    "credit_code": ("half_width", "upper"),
    "bank_card": ("half_width",),
    "mobile": ("half_width", "phone"),
    "phone": ("half_width", "phone"),
    "date": ("half_width", "date"),
    "integer": ("half_width", "number"),
    "decimal": ("half_width", "number"),
    "division": ("half_width",),
    "postcode": ("half_width",),
}
SET_APART = ("identity", "credit_code")  # what carries a check digit cannot be guessed right
ORDER = ("trim", "half_width", "empty", "date", "number", "phone", "upper")


@dataclass(frozen=True)
class Proposal:
    """Rules with the reason of each in Chinese; without a run only what never does harm."""

    rules: RepairRules
    reasons: tuple[str, ...]


def newest_result(table: DataTable) -> TableResult | None:
    """The last result in which the table's present data were measured."""
    return (
        TableResult.objects.filter(table=table, state=ResultState.MEASURED, version=table.current_id)
        .order_by("-pk")
        .first()
    )


def propose(table: DataTable) -> Proposal:
    """Trimming always; the rest where a figure of the newest result speaks for it."""
    result = newest_result(table)
    figures = tuple(result.figures.filter(value__gt=0)) if result else ()
    columns: dict[str, list[str]] = defaultdict(list)
    checks: dict[str, list[str]] = defaultdict(list)
    reasons = ["首尾空白：不影响内容，对全部列去掉。"]
    for figure in figures:
        for kind in kinds_for(figure, checks):
            columns[kind].append(figure.column)
        if figure.column and (figure.measure == "placeholder_cells" or figure.measure.startswith(FORMAT)):
            reasons.append(reason_of(figure))
    rules = [Rule(rule="trim", columns=(EVERY,))]
    rules += [
        Rule.model_validate({"rule": kind, "columns": sorted(set(columns[kind]), key=columns[kind].index)})
        for kind in ORDER
        if columns[kind]
    ]
    rules += [Rule(rule="check", columns=tuple(names), format=format_) for format_, names in checks.items()]
    repeated = [one for one in figures if one.measure == "duplicate_rows" and not one.column]
    if repeated:
        rules.append(Rule(rule="deduplicate"))
        reasons.append(f"重复行：最近一次计量发现 {repeated[0].value:,} 行。")
    return Proposal(RepairRules(name=f"{table.title}清洗"[:200], rules=tuple(rules)), tuple(reasons))


def kinds_for(figure: ResultFigure, checks: dict[str, list[str]]) -> tuple[str, ...]:
    """The kinds of cell repair that a figure of a column speaks for; formats to be checked are noted in `checks`."""
    if not figure.column:
        return ()
    if figure.measure == "placeholder_cells":
        return ("empty",)
    format_ = figure.measure.removeprefix(FORMAT) if figure.measure.startswith(FORMAT) else ""
    if format_ in SET_APART:
        checks[format_].append(figure.column)
    return MEND.get(format_, ())


def reason_of(figure: ResultFigure) -> str:
    """Which figure of which column speaks for a rule."""
    of = f" / {figure.whole:,}" if figure.whole is not None else ""
    count = f"{figure.value:,}{of} 个单元格" if figure.value is not None else "未知"
    format_ = FORMATS.get(figure.measure.removeprefix(FORMAT))
    what = f"不符合“{format_.title}”" if format_ else "用词代替空值"
    return f"“{figure.column}”列：最近一次计量有 {count}{what}。"
