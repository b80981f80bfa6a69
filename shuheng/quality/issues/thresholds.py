"""Which figures become issues: the thresholds of `thresholds.yaml`, read once and proved."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shuheng.files.yaml_source import Plain, Source, read_source
from shuheng.problems import Problem, ProblemsError, did_you_mean
from shuheng.quality.issues.terms import Severity

FILE = Path(__file__).with_name("thresholds.yaml")
TOP = ("days", "measures", "columns_only")
GRAVEST_FIRST = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)


@dataclass(frozen=True)
class Thresholds:
    """`measures`: by code (or by `prefix*`) the percent above which a figure has a severity; `days`: by severity.

    `columns_only` are measures whose figure of the whole table only sums up its columns: they are the issues.
    """

    days: Mapping[Severity, int]
    measures: Mapping[str, Mapping[Severity, int]]
    columns_only: frozenset[str]

    def severity(self, measure: str, column: str, value: int, whole: int | None) -> Severity | None:
        """How grave it is that `value` of `whole` are faulty; None where it is no issue.

        Where there is no whole only a threshold of 0 is met. `column` is empty for the whole table.
        """
        if value <= 0 or (not column and measure in self.columns_only):
            return None
        shares = self.measures.get(measure) or self.by_prefix(measure)
        for severity in GRAVEST_FIRST:
            percent = shares.get(severity)
            if percent is not None and (percent == 0 or (whole and value * 100 >= percent * whole)):
                return severity
        return None

    def by_prefix(self, measure: str) -> Mapping[Severity, int]:
        for name, shares in self.measures.items():
            if name.endswith("*") and measure.startswith(name[:-1]):
                return shares
        return {}


@cache
def thresholds() -> Thresholds:
    """The thresholds that are shipped."""
    return load(FILE)


def load(path: Path) -> Thresholds:
    """Read thresholds. ProblemsError with all mistakes, each with its line."""
    source = read_source(path)
    problems = list(source.problems)
    data = source.data if isinstance(source.data, dict) else {}
    problems += [
        wrong(source, (name,), "没有这一项", hint=did_you_mean(name, TOP)) for name in data if name not in TOP
    ]
    days = numbers(source, ("days",), data.get("days"), problems, most=250)
    if set(days) != set(Severity):
        problems.append(wrong(source, ("days",), "三种严重程度都要写明工作日数"))
    measures = data.get("measures")
    found = {
        code: numbers(source, ("measures", code), shares, problems, most=100)
        for code, shares in (measures.items() if isinstance(measures, dict) else ())
    }
    columns_only = data.get("columns_only") or []
    if not isinstance(columns_only, list) or not all(str(one) in found for one in columns_only):
        problems.append(wrong(source, ("columns_only",), "应是 measures 里写明的计量项", tuple(found)))
        columns_only = []
    if not found:
        problems.append(wrong(source, ("measures",), "没有写任何计量项"))
    if problems:
        raise ProblemsError(problems)
    return Thresholds(days, found, frozenset(map(str, columns_only)))


def numbers(
    source: Source, path: tuple[str, ...], said: Plain, problems: list[Problem], *, most: int
) -> dict[Severity, int]:
    """Whole numbers from 0 to `most` by severity; what is none is told."""
    known = {one.value: one for one in Severity}
    found: dict[Severity, int] = {}
    for name, text in said.items() if isinstance(said, dict) else ():
        if name not in known:
            problems.append(wrong(source, (*path, name), f"“{name}”不是严重程度", tuple(known)))
        elif not isinstance(text, str) or not text.isdecimal() or int(text) > most:
            problems.append(wrong(source, (*path, name), f"写的是“{text}”，应是 0 到 {most} 的整数"))
        else:
            found[known[name]] = int(text)
    if not isinstance(said, dict):
        problems.append(wrong(source, path, "应写成“严重程度: 数”"))
    return found


def wrong(
    source: Source, path: tuple[str, ...], message: str, allowed: tuple[str, ...] = (), hint: str = ""
) -> Problem:
    line, column = source.place(path)
    return Problem(
        "issue-thresholds",
        f"{message}。",
        file=source.file,
        line=line,
        column=column,
        field=".".join(path),
        allowed=allowed,
        hint=hint,
    )
