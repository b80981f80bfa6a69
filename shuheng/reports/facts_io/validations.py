"""What a cell of the form takes: the words beside it, the rule Excel holds it to, how it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shuheng.engines.rubric import NEVER_WORD, Metric, plain

NUMBER_FORMATS = {
    "count": "0",
    "amount": "General",
    "ratio": "0.00%",
    "yes_no": "@",
    "grade": "@",
    "date": "yyyy-mm-dd",
    "list": "@",
}
_INLINE = 255


def allowed_words(metric: Metric) -> str:
    """The column 可填内容."""
    match metric.kind:
        case "yes_no":
            words = "是 / 否"
        case "grade":
            words = " / ".join(metric.option_names)
        case "count":
            words = f"整数，{_range(metric)}"
        case "amount":
            words = f"数，最多 {metric.digits} 位小数，{_range(metric)}"
        case "ratio":
            words = "百分比，如 83.5%"
        case "date":
            words = f"日期，如 2021-06-30；没有完成写“{NEVER_WORD}”"
        case _:
            words = "各分项的数，用分号隔开，如 80.5；71"
    return f"{words}；是“{metric.within}”的一部分" if metric.within else words


def _range(metric: Metric) -> str:
    low = plain(metric.min)
    return f"{low} 至 {plain(metric.max)}" if metric.max is not None else f"不小于 {low}"


def validation(metric: Metric, cell: str, place: Callable[[tuple[str, ...]], str]) -> dict[str, Any]:
    """The data validation of a metric's cells; ``cell`` is the first of them, ``place`` keeps long lists."""
    rule: dict[str, Any] = {
        "ignore_blank": True,
        "error_title": "不能这样填",
        "error_message": f"可填：{allowed_words(metric)}"[:255],
    }
    match metric.kind:
        case "yes_no":
            return {**rule, "validate": "list", "source": ["是", "否"]}
        case "grade":
            names = metric.option_names
            inline = len(",".join(names)) <= _INLINE and not any("," in name for name in names)
            return {**rule, "validate": "list", "source": list(names) if inline else place(names)}
        case "count":
            return {**rule, "validate": "integer", **_between(metric)}
        case "amount":
            return {**rule, "validate": "decimal", **_between(metric)}
        case "ratio":
            return {**rule, "validate": "decimal", **_between(metric)}
        case "date":
            return {**rule, "validate": "custom", "value": f'=OR(ISNUMBER({cell}),{cell}="{NEVER_WORD}")'}
        case _:
            return {
                **rule,
                "validate": "any",
                "input_title": metric.title[:32],
                "input_message": allowed_words(metric)[:255],
            }


def _between(metric: Metric) -> dict[str, Any]:
    return {"criteria": "between", "minimum": float(metric.min), "maximum": float(metric.maximum)}
