"""A plausible value for one metric of one city, as the text a person would have written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from shuheng.assessment.demo.cities import City
from shuheng.assessment.demo.demands import Demand
from shuheng.engines.rubric import Metric, Rubric, plain

# What a whole of a unit is about: agencies of a city, entries of its catalogue, cases of its counters.
SIZES: dict[str, int] = {
    "家": 160, "个": 140, "条": 420, "项": 90, "次": 240, "件": 2_600, "份": 48_000, "万条": 900,
    "人": 3_000_000, "人次": 12, "类": 60, "万元": 5_000, "朵": 2,
}  # fmt: skip
CLASS_SIZES = (Fraction(8, 5), Fraction(1), Fraction(3, 5))
LIST_LENGTH = 3


def text_of(
    metric: Metric, city: City, demand: Demand, numbers: Mapping[str, Fraction], rubric: Rubric
) -> str:
    """The value; ``numbers`` holds the wholes that this metric may be a part of."""
    good = city.grade_of(metric.code)
    if not demand.wanted:
        good = 1000 - good
    match metric.kind:
        case "yes_no":
            return "是" if city.noise(f"yes|{metric.code}") < _likely(good, demand) else "否"
        case "grade":
            return metric.option_names[_option(len(metric.option_names), city.grade_of(metric.code))]
        case "date":
            return _day(city, metric, demand, rubric)
        case "ratio":
            return f"{plain(Fraction(min(good, 1000), 10))}%"
        case "list":
            return "；".join(plain(_list_item(metric, city, index)) for index in range(LIST_LENGTH))
        case _:
            return plain(number_of(metric, city, demand, numbers))


def number_of(metric: Metric, city: City, demand: Demand, numbers: Mapping[str, Fraction]) -> Fraction:
    """A count or an amount within the metric's limits and within its whole."""
    good = city.grade_of(metric.code)
    whole = numbers.get(metric.within) if metric.within else None
    target = _target(demand, numbers)
    if not demand.wanted:
        value = Fraction(max(0, 760 - good), 1000) * (whole / 4 if whole is not None else 8)
    elif whole is not None:
        value = whole * min(1000, good * 107 // 100) / 1000
    elif target is not None:
        value = target * good * 13 / 10_000
    else:
        value = (
            Fraction(SIZES.get(metric.unit, 50))
            * CLASS_SIZES[city.rank_of_class]
            * (600 + good * 4 // 10)
            / 1000
        )
    return _limited(metric, value, whole)


def _target(demand: Demand, numbers: Mapping[str, Fraction]) -> Fraction | None:
    """What the clauses of the city's class ask for; the class stands in ``numbers`` as its ordinal."""
    if None in demand.targets:
        return demand.targets[None]
    names = list(demand.targets)
    ordinal = int(numbers.get("", Fraction(0)))
    return demand.targets[names[min(ordinal, len(names) - 1)]] if names else None


def _limited(metric: Metric, value: Fraction, whole: Fraction | None) -> Fraction:
    digits = metric.digits if metric.kind == "amount" else 0
    scaled = Fraction(int(value * 10**digits), 10**digits)
    high = metric.maximum if whole is None else min(metric.maximum, whole)
    return max(metric.min, min(scaled, high))


def _likely(good: int, demand: Demand) -> int:
    """Bad news (a leak, a new private network) is rare even where a city does badly."""
    return good if demand.wanted else good // 12


def _option(count: int, good: int) -> int:
    return min(count - 1, (1000 - good) * count // 700)


def _day(city: City, metric: Metric, demand: Demand, rubric: Rubric) -> str:
    """In time for most; late for some; 未完成 for a few."""
    by = demand.by or rubric.period.end
    draw = city.noise(f"day|{metric.code}")
    if draw > city.level + (1000 - city.level) // 2:
        return "未完成"
    late = draw > city.level
    day = by + timedelta(days=1 + draw % 20) if late else by - timedelta(days=draw % 25)
    return _within(day, rubric).isoformat()


def _within(day: date, rubric: Rubric) -> date:
    return max(rubric.period.start, min(day, rubric.period.end))


def _list_item(metric: Metric, city: City, index: int) -> Fraction:
    top = min(metric.maximum, Fraction(100))
    return Fraction(int(top * city.grade_of(f"{metric.code}|{index}") / 100), 10)
