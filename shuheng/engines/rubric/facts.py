"""Facts (指标值): read from rows of text, checked against their metrics, all mistakes at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from shuheng.engines.rubric.fact_values import FactValueError, read_value
from shuheng.engines.rubric.metrics import Metric, Origin
from shuheng.engines.rubric.model import Rubric
from shuheng.problems import NOWHERE, Problem, ProblemsError, Where, did_you_mean

MAX_AGENCIES = 10_000_000
MOST_HINTS = 200
CURRENT, PREVIOUS = "", "上年"


@dataclass(frozen=True, slots=True)
class Agency:
    """An assessed unit as a fact sheet names it; ``class_name`` overrides the class its number gives."""

    code: str
    name: str
    peer: str | None = None
    class_name: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of one metric for one agency. ``parts`` holds the sum and count of a list fact.

    ``stored`` is the whole number value x metric.scale; ``text`` is how people write it.
    """

    stored: int
    text: str
    origin: Origin | None = None
    evidence: str = ""
    parts: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact as written, before any checking. ``metric`` is a title or a code; ``period`` may be empty."""

    agency: str
    metric: str
    value: str
    name: str = ""
    peer: str = ""
    period: str = ""
    origin: str = ""
    evidence: str = ""
    class_name: str = ""
    where: Where = NOWHERE


@dataclass(frozen=True)
class FactSheet:
    """The facts of some agencies for one period. Facts of the period before carry ``上年``."""

    id: str
    title: str
    period: str
    demo: bool
    agencies: tuple[Agency, ...]
    facts: Mapping[tuple[str, str], Fact]
    previous: Mapping[tuple[str, str], Fact] = field(default_factory=dict)

    @cached_property
    def hash(self) -> str:
        """Addresses exactly these agencies and values, whatever their order, origin or evidence."""
        content = [
            sorted((a.code, a.name, a.peer or "", a.class_name or "") for a in self.agencies),
            sorted((agency, metric, fact.text) for (agency, metric), fact in self.facts.items()),
            sorted((agency, metric, fact.text) for (agency, metric), fact in self.previous.items()),
            self.period,
        ]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()

    def fact(self, agency: str, metric: str) -> Fact | None:
        """The fact, or None where it is unknown."""
        return self.facts.get((agency, metric))

    def agency(self, code: str) -> Agency | None:
        """The agency with this code."""
        return next((agency for agency in self.agencies if agency.code == code), None)


def build_sheet(
    rubric: Rubric,
    rows: Iterable[FactRow],
    *,
    sheet_id: str = "facts",
    title: str = "",
    period: str = "",
    demo: bool = False,
    agencies: Iterable[Agency] = (),
) -> FactSheet:
    """Check every row and put the facts together; raise ProblemsError with every mistake at once.

    ``agencies`` given beforehand are the only ones allowed; otherwise the rows introduce them.
    """
    builder = _Builder(rubric, period or rubric.period.name, tuple(agencies))
    for row in rows:
        builder.add(row)
    builder.check_parts()
    if not builder.agencies and not builder.problems:
        builder.problems.append(Problem("facts-empty", "没有任何单位，也没有任何事实。"))
    if builder.problems:
        raise ProblemsError(_in_file_order(builder.problems))
    return FactSheet(
        sheet_id,
        title or sheet_id,
        builder.period,
        demo,
        tuple(builder.agencies.values()),
        builder.facts,
        builder.previous,
    )


def _in_file_order(problems: list[Problem]) -> list[Problem]:
    """By sheet as they came, then by place; checks between facts come last but belong to their lines."""
    sheets = list(dict.fromkeys((problem.file, problem.sheet) for problem in problems))
    return sorted(problems, key=lambda p: (sheets.index((p.file, p.sheet)), p.line, p.row, p.column))


def change_sheet(rubric: Rubric, sheet: FactSheet, changes: Mapping[tuple[str, str], str]) -> FactSheet:
    """The sheet with some facts replaced (an empty text removes the fact), checked like a file."""
    builder = _Builder(rubric, sheet.period, sheet.agencies)
    builder.facts = dict(sheet.facts)
    builder.previous = dict(sheet.previous)
    for (agency, metric), text in changes.items():
        title = builder.title_of(metric)
        builder.facts.pop((agency, title or metric), None)
        if text.strip() or title is None:
            builder.add(FactRow(agency, metric, text, where=Where(field=f"{agency}：{metric}")))
    builder.check_parts()
    if builder.problems:
        raise ProblemsError(builder.problems)
    return replace(sheet, facts=builder.facts)


class _Builder:
    """Collects facts and problems; nothing is returned unless there are no problems."""

    def __init__(self, rubric: Rubric, period: str, agencies: tuple[Agency, ...]) -> None:
        self.rubric = rubric
        self.period = period
        self.fixed = bool(agencies)
        self.agencies = {agency.code: agency for agency in agencies}
        self.facts: dict[tuple[str, str], Fact] = {}
        self.previous: dict[tuple[str, str], Fact] = {}
        self.places: dict[tuple[str, str], Where] = {}
        self.problems: list[Problem] = []
        self.by_code = {metric.code: title for title, metric in rubric.metrics.items()}

    def title_of(self, metric: str) -> str | None:
        """The title of a metric given by title or code."""
        return metric if metric in self.rubric.metrics else self.by_code.get(metric)

    def add(self, row: FactRow) -> None:
        """Check one row and keep its fact, or its problems."""
        agency = self._agency(row)
        title = self._title(row)
        earlier = self._is_previous(row)
        if agency is None or title is None or earlier is None or not row.metric:
            return
        metric = self.rubric.metrics[title]
        try:
            stored, text, parts = read_value(metric, row.value)
        except FactValueError as error:
            problem = row.where.problem(error.code, f"{agency}“{title}”{error}", error.allowed, error.hint)
            self.problems.append(problem)
            return
        facts = self.previous if earlier else self.facts
        if (agency, title) in facts:
            self.problems.append(
                row.where.problem("fact-duplicate", f"{agency}“{title}”写了两次。请只留一个。")
            )
            return
        if not self._in_period(row, metric, stored):
            return
        facts[agency, title] = Fact(stored, text, self._origin(row, metric), row.evidence, parts)
        self.places[agency, title] = row.where

    def _agency(self, row: FactRow) -> str | None:
        if not row.agency:
            self.problems.append(row.where.problem("agency-missing", "没有写单位代码。请补上。"))
            return None
        known = self.agencies.get(row.agency)
        if known is None and self.fixed:
            hint = self._hint(row.agency, self.agencies)
            self.problems.append(row.where.problem("agency-unknown", f"没有单位“{row.agency}”。", (), hint))
            return None
        if known is None:
            known = Agency(row.agency, row.name or row.agency, row.peer or None, row.class_name or None)
            self._check_agency(row, known)
            self.agencies[row.agency] = known
        elif (row.name and row.name != known.name) or (row.peer and row.peer != known.peer):
            text = f"单位“{row.agency}”前面写的是“{known.name}”{known.peer or ''}，这里写的是“{row.name}”{row.peer}。"
            self.problems.append(row.where.problem("agency-conflict", text))
        return row.agency

    def _check_agency(self, row: FactRow, agency: Agency) -> None:
        peers = self.rubric.peers
        if peers is not None and agency.peer not in peers.groups:
            named = f"的{peers.title}“{agency.peer}”不认识" if agency.peer else f"没有写{peers.title}"
            text = f"单位“{agency.code}”{named}。"
            self.problems.append(row.where.problem("peer-unknown", text, peers.groups))
        if agency.class_name is not None and agency.class_name not in self.rubric.class_names():
            known = self.rubric.class_names()
            text = f"单位“{agency.code}”的类别“{agency.class_name}”不认识。"
            hint = "" if known else "本细则不分类，请删去 class。"
            self.problems.append(row.where.problem("agency-class", text, known, hint))

    def _hint(self, word: str, words: Iterable[str]) -> str:
        """The nearest known word; not for every line of a file that is wrong throughout."""
        return did_you_mean(word, words) if len(self.problems) < MOST_HINTS else ""

    def _title(self, row: FactRow) -> str | None:
        if not row.metric:
            return None
        title = self.title_of(row.metric)
        if title is None:
            hint = self._hint(row.metric, (*self.rubric.metrics, *self.by_code))
            text = f"{self.rubric.id} 没有指标值“{row.metric}”。"
            self.problems.append(row.where.problem("metric-unknown", text, (), hint))
        return title

    def _is_previous(self, row: FactRow) -> bool | None:
        if row.period in (CURRENT, self.period):
            return False
        if row.period == PREVIOUS or row.period == previous_name(self.period):
            return True
        text = f"周期“{row.period}”不是本次评估的周期。"
        self.problems.append(row.where.problem("period-unknown", text, (self.period, PREVIOUS)))
        return None

    def _in_period(self, row: FactRow, metric: Metric, stored: int) -> bool:
        if metric.kind != "date" or not metric.actionable:
            return True
        low, high = self.rubric.period.start.toordinal() - 366, self.rubric.period.end.toordinal() + 366
        if low <= stored <= high or stored == metric.maximum:
            return True
        span = f"{self.rubric.period.start} 至 {self.rubric.period.end}"
        text = f"{row.agency}“{metric.title}”的日期 {row.value} 不在评估周期 {span} 前后一年内。"
        self.problems.append(row.where.problem("date-outside-period", text, (), "请核对年份。"))
        return False

    def _origin(self, row: FactRow, metric: Metric) -> Origin:
        origins: dict[str, Origin] = {
            "measured": "measured",
            "reported": "reported",
            "judged": "judged",
            "实测": "measured",
            "填报": "reported",
            "评定": "judged",
        }
        if row.origin and row.origin not in origins:
            text = f"来源“{row.origin}”不认识。"
            self.problems.append(row.where.problem("origin-unknown", text, ("实测", "填报", "评定")))
        return origins.get(row.origin, "reported" if metric.origin == "measured" else metric.origin)

    def check_parts(self) -> None:
        """A part is never larger than its whole."""
        for facts in (self.facts, self.previous):
            for (agency, title), fact in facts.items():
                metric = self.rubric.metrics[title]
                whole = facts.get((agency, metric.within)) if metric.within is not None else None
                if whole is None or metric.within is None:
                    continue
                scale = self.rubric.metrics[metric.within].scale
                if Fraction(fact.stored, metric.scale) > Fraction(whole.stored, scale):
                    where = (
                        self.places.get((agency, title))
                        or self.places.get((agency, metric.within))
                        or NOWHERE
                    )
                    text = (
                        f"{agency}“{title}”{fact.text} 大于“{metric.within}”{whole.text}，分子不能大于分母。"
                    )
                    self.problems.append(where.problem("part-above-whole", text, (), "请核对两个数。"))


def previous_name(period: str) -> str | None:
    """The name of the year before a year."""
    return str(int(period) - 1) if period.isdecimal() and len(period) == 4 else None
