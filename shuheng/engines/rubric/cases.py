"""Cases: facts in, expected points out, written by people from the clause; checked in both engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError

from shuheng.engines.rubric.exact import plain
from shuheng.engines.rubric.facts import FactRow, FactSheet, build_sheet
from shuheng.engines.rubric.fields import Exact, Shape, Switch, Words
from shuheng.engines.rubric.metrics import NEVER_WORD, Metric
from shuheng.engines.rubric.model import Indicator, Rubric
from shuheng.engines.rubric.oracle import Oracle
from shuheng.engines.rubric.score import score, score_indicator
from shuheng.engines.rubric.shape_errors import shape_problems
from shuheng.files.yaml_source import Source, read_source
from shuheng.problems import Problem, ProblemsError, Where

OWN = "本单位"
TOTAL_FIELDS = ("base", "deduction", "bonus", "total", "low", "high", "grade", "vetoed")


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class Expectation(Shape):
    """What a case expects; whatever is written is checked."""

    base: Exact | None = None
    deduction: Exact | None = None
    bonus: Exact | None = None
    points: Exact | None = None
    low: Exact | None = None
    high: Exact | None = None
    total: Exact | None = None
    grade: str | None = None
    rank: Exact | None = None
    vetoed: Switch | None = None
    na: Switch | None = None


class Case(Shape):
    """One case: the facts of one agency (and of its peers), and what comes out."""

    case: Words
    because: Words
    expect: Expectation
    facts: dict[str, str] = Field(default_factory=dict)
    indicator: str | None = None
    others: Literal["none"] | None = None
    class_name: str | None = Field(default=None, alias="class")
    peer: str | None = None
    peers: Annotated[tuple[dict[str, str], ...], BeforeValidator(_tuple)] = ()
    previous: dict[str, str] = Field(default_factory=dict)
    period: str = ""


class CaseFile(Shape):
    """A file of cases."""

    cases: Annotated[tuple[Case, ...], BeforeValidator(_tuple)]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case came out: ``differences`` is empty where it holds."""

    case: str
    indicator: str
    file: str
    line: int
    because: str
    differences: tuple[str, ...]
    problems: tuple[Problem, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether the case holds in both engines."""
        return not self.differences and not self.problems


CASE_FILE = TypeAdapter(CaseFile)


def run_cases(rubric: Rubric, folder: Path) -> tuple[CaseResult, ...]:
    """Run every case file of ``folder`` (rubrics/<id>/cases), in name order."""
    return tuple(result for path in sorted(folder.glob("*.yaml")) for result in run_case_file(rubric, path))


def run_case_file(rubric: Rubric, path: Path) -> tuple[CaseResult, ...]:
    """Run every case of one file, in its order."""
    source, cases = read_cases(path)
    return tuple(_run(rubric, case, source, index) for index, case in enumerate(cases))


def read_cases(path: Path) -> tuple[Source, tuple[Case, ...]]:
    """Read one case file; raise ProblemsError with every mistake."""
    source = read_source(path)
    try:
        cases = CASE_FILE.validate_python(source.data).cases
    except ValidationError as error:
        raise ProblemsError([*source.problems, *shape_problems(error, source, CaseFile)]) from error
    if source.problems:
        raise ProblemsError(source.problems)
    return source, cases


def _run(rubric: Rubric, case: Case, source: Source, index: int) -> CaseResult:
    line, _ = source.place(("cases", index))
    where = Where(file=source.file, line=line)
    problems: tuple[Problem, ...] = ()
    differences: tuple[str, ...] = ()
    if case.indicator is not None and case.indicator not in rubric.indicators:
        problems = (where.problem("indicator-unknown", f"没有指标“{case.indicator}”。"),)
    else:
        try:
            sheet = case_sheet(rubric, case, where)
            differences = tuple(_differences(rubric, case, sheet))
        except ProblemsError as error:
            problems = error.problems
    return CaseResult(case.case, case.indicator or "", source.file, line, case.because, differences, problems)


def case_sheet(rubric: Rubric, case: Case, where: Where) -> FactSheet:
    """The facts of a case: its agency first, then its peers."""
    peer = case.peer or (rubric.peers.groups[0] if rubric.peers is not None else "")
    sheets = [(OWN, dict(case.facts), case.class_name or "")]
    sheets += [(f"同组{number}", dict(facts), "") for number, facts in enumerate(case.peers, start=1)]
    rows: list[FactRow] = []
    for code, facts, class_name in sheets:
        rows.append(FactRow(code, "", "", code, peer, class_name=class_name, where=where))
        if case.others == "none":
            rows += [
                FactRow(code, title, value, where=where) for title, value in _absent(rubric, case, facts)
            ]
        rows += [FactRow(code, title, value, where=where) for title, value in facts.items()]
    rows += [FactRow(OWN, title, value, period="上年", where=where) for title, value in case.previous.items()]
    return build_sheet(rubric, rows, sheet_id=case.case, period=case.period)


def _absent(rubric: Rubric, case: Case, given: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What ``others: none`` says of the facts that are not listed."""
    known = {rubric.metrics[title].code for title in given if title in rubric.metrics} | set(given)
    for title in _metrics_of(rubric, case.indicator):
        metric = rubric.metrics[title]
        if metric.code not in known and title not in known:
            yield title, absent_value(metric)


def absent_value(metric: Metric) -> str:
    """The value that says nothing was done."""
    match metric.kind:
        case "yes_no":
            return "否"
        case "grade":
            return metric.option_names[-1]
        case "date":
            return NEVER_WORD
        case "list":
            return ";"
        case "ratio":
            return f"{plain(metric.min * 100)}%"
        case _:
            return plain(metric.min)


def _metrics_of(rubric: Rubric, code: str | None) -> tuple[str, ...]:
    if code is None:
        return tuple(rubric.metrics)
    return indicator_metrics(rubric, rubric.indicators[code])


def indicator_metrics(rubric: Rubric, indicator: Indicator) -> tuple[str, ...]:
    """The metrics an indicator reads, in the rubric's order."""
    used = set(indicator.metrics_read(formula.node for formula in indicator.all_formulas()))
    return tuple(title for title in rubric.metrics if title in used)


def _differences(rubric: Rubric, case: Case, sheet: FactSheet) -> Iterator[str]:
    values = _fast_values(rubric, case, sheet)
    asked = [name for name, expected in case.expect if expected is not None]
    if not asked:
        yield "expect 里什么也没有写"
    for name in asked:
        if name not in values:
            yield f"expect 里的 {name} 在这里不能比较。可用：{'、'.join(values)}"
    yield from _compare(case, values, "快引擎")
    yield from _compare(case, _oracle_values(rubric, case, sheet), "对照引擎")


def _compare(case: Case, got: dict[str, Any], engine: str) -> Iterator[str]:
    for name, expected in case.expect:
        if expected is not None and name in got and got[name] != expected:
            yield f"{engine}：{name} 应为 {_text(expected)}，算得 {_text(got[name])}"


def _text(value: Any) -> str:
    if value is None:
        return "未知"
    return plain(value) if isinstance(value, Fraction) else str(value)


def _fast_values(rubric: Rubric, case: Case, sheet: FactSheet) -> dict[str, Any]:
    if case.indicator is None:
        result = score(rubric, sheet).agency(OWN)
        values = {name: getattr(result, name) for name in TOTAL_FIELDS}
        return values | {"rank": None if result is None else Fraction(result.rank)}
    found = score_indicator(rubric, sheet, case.indicator)[OWN]
    zero = Fraction(0)
    na = found.status == "not_applicable"
    return {
        "base": zero if na else found.base,
        "deduction": found.deduction,
        "bonus": found.bonus,
        "points": found.points,
        "low": found.low,
        "high": found.high,
        "na": na,
    }


def _oracle_values(rubric: Rubric, case: Case, sheet: FactSheet) -> dict[str, Any]:
    oracle = Oracle(rubric, sheet)
    agency = sheet.agencies[0]
    if case.indicator is None:
        total = oracle.total(agency)
        return {
            "total": _same(total.low, total.high),
            "low": total.low,
            "high": total.high,
            "vetoed": total.vetoed,
        }
    outcome = oracle.indicator(agency, rubric.indicators[case.indicator])
    return {
        "base": None if outcome.base.na is None else _same(outcome.base.low, outcome.base.high),
        "deduction": _same(outcome.deduction.low, outcome.deduction.high),
        "bonus": _same(outcome.bonus.low, outcome.bonus.high),
        "points": None if outcome.na is None else _same(outcome.low, outcome.high),
        "low": outcome.low,
        "high": outcome.high,
        "na": outcome.na is True,
    }


def _same(low: Fraction, high: Fraction) -> Fraction | None:
    return low if low == high else None
