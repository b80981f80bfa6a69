"""One fact as text to one whole number: strict about what is written, clear about what is allowed."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from shuheng.engines.rubric.exact import plain
from shuheng.engines.rubric.metrics import KIND_WORDS, NEVER, NEVER_WORD, Metric

_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
YES_WORDS = {"是": 1, "否": 0, "yes": 1, "no": 0, "true": 1, "false": 0, "√": 1, "×": 0}
Stored = tuple[int, str, tuple[int, int] | None]


class FactValueError(ValueError):
    """A value its metric does not allow; the message is Chinese and begins after the metric's name."""

    def __init__(self, code: str, message: str, allowed: tuple[str, ...] = (), hint: str = "") -> None:
        self.code, self.allowed, self.hint = code, allowed, hint
        super().__init__(message)


def read_value(metric: Metric, text: str) -> Stored:
    """The stored whole number, the text to show, and sum and count for lists; raise FactValueError."""
    text = text.strip()
    if not text:
        raise FactValueError("fact-empty", "没有填值。", hint="不知道就不要写这一行，会按未知处理。")
    match metric.kind:
        case "yes_no":
            return _yes_no(text)
        case "grade":
            return _grade(metric, text)
        case "date":
            return _date(text)
        case "list":
            return _list(metric, text)
        case "ratio":
            return _ratio(metric, text)
        case _:
            stored = _scaled(metric, text, 0 if metric.kind == "count" else metric.digits)
            return stored, _shown(stored, metric), None


def _yes_no(text: str) -> Stored:
    value = YES_WORDS.get(text.lower())
    if value is None:
        raise FactValueError("fact-yes-no", f"写的是“{text}”，只能写是或否。", ("是", "否"))
    return value, "是" if value else "否", None


def _grade(metric: Metric, text: str) -> Stored:
    if text not in metric.option_names:
        raise FactValueError("fact-option", f"写的是“{text}”，不是可选的等次。", metric.option_names)
    return metric.option_names.index(text), text, None


def _date(text: str) -> Stored:
    if text == NEVER_WORD:
        return NEVER, text, None
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        hint = f"写法如 2021-06-30；没有发生写{NEVER_WORD}。"
        raise FactValueError("fact-date", f"写的是“{text}”，不是日期。", hint=hint) from error
    return day.toordinal(), day.isoformat(), None


def _list(metric: Metric, text: str) -> Stored:
    items = [item for item in re.split(r"[;；\s]+", text) if item]
    total = sum(_scaled(metric, item, metric.digits) for item in items)
    return total, "; ".join(items) or ";", (total, len(items))


def _ratio(metric: Metric, text: str) -> Stored:
    number = text.replace("％", "%")
    if not number.endswith("%"):
        raise FactValueError("fact-percent", f"写的是“{text}”，比率要带百分号。", hint="写法如 93.25%。")
    stored = _decimal(metric, number[:-1].strip(), metric.digits, text)
    _check_range(metric, stored, metric.scale, text)
    return stored, f"{number[:-1].strip()}%", None


def _scaled(metric: Metric, text: str, digits: int) -> int:
    stored = _decimal(metric, text, digits)
    _check_range(metric, stored, metric.scale, text)
    return stored


def _decimal(metric: Metric, text: str, digits: int, written: str = "") -> int:
    """The scaled number in ``text``; ``written`` is what messages quote where it is more than ``text``."""
    written = written or text
    plain_text = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    if not _DECIMAL.fullmatch(plain_text) or len(plain_text) > 30:
        kind = KIND_WORDS[metric.kind]
        raise FactValueError(
            "fact-number",
            f"写的是“{written[:40]}”，这里要写{kind}（数字）。",
            hint="写法如 93.25%。" if metric.kind == "ratio" else "不带单位，如 1299 或 1,299。",
        )
    scaled = Fraction(plain_text) * 10**digits
    if scaled.denominator != 1:
        kept = f" {digits} 位小数" if digits else "整数"
        raise FactValueError(
            "fact-digits", f"写的是 {written}，只能精确到{kept}。", hint="请四舍五入后再填，避免误差不明。"
        )
    return int(scaled)


def _check_range(metric: Metric, stored: int, scale: int, text: str) -> None:
    value = Fraction(stored, scale)
    if value < metric.min:
        word = "不能为负" if metric.min == 0 else f"不能小于 {plain(metric.min)}"
        raise FactValueError("fact-negative", f"写的是 {text}，{word}。")
    if value > metric.maximum:
        top = f"{plain(metric.maximum * 100)}%" if metric.kind == "ratio" else plain(metric.maximum)
        raise FactValueError("fact-above-max", f"写的是 {text}，不能大于 {top}。")


def _shown(stored: int, metric: Metric) -> str:
    return plain(Fraction(stored, metric.scale))
