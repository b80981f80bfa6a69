"""Random valid rubrics: written as a file, and loaded like any other."""

import json
import re
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import reject
from hypothesis import strategies as st

from shuheng.engines.rubric import ProblemsError, Rubric, load_rubric
from shuheng.engines.rubric.plan import Plan
from shuheng.engines.rubric.quantity import RangeError
from tests.spec.properties.draft import Body, Draft
from tests.spec.properties.expressions import truth
from tests.spec.properties.rules import rule

TOTALS = (
    "基础 - 扣分 + 加分",
    "(基础 - 扣分) × 70%",
    "50 + 基础 × 0.5 - 加分 / 3",
    "最大(0, 基础 - 扣分) + 最小(加分, 1)",
    "2 - 基础 - 扣分",
)


class Written:
    """A rubric and the text it was loaded from, so that a failing example can be read and kept."""

    def __init__(self, text: str, rubric: Rubric) -> None:
        self.text, self.rubric = text, rubric
        self._plans: dict[tuple[bool, str, str | None], Plan] = {}

    def plan(self, *, bounds: bool = True, period: str = "2021", only: str | None = None) -> Plan:
        """The plan with bounds or without, built once."""
        key = (bounds, period, only)
        if key not in self._plans:
            self._plans[key] = Plan(self.rubric, bounds=bounds, period=period, only=only)
        return self._plans[key]

    def __repr__(self) -> str:
        return f"Written({self.text})"


def load_text(text: str) -> Rubric:
    """Load the text of a rubric like a file."""
    with TemporaryDirectory() as folder:
        Path(folder, "rubric.yaml").write_text(text, encoding="utf-8")
        return load_rubric(Path(folder))


@lru_cache(maxsize=16)
def written(text: str) -> Written:
    """The rubric of a text; one whose whole numbers could outgrow 128 bits is refused by its plan."""
    loaded = Written(text, load_text(text))
    loaded.plan()
    return loaded


def _part(d: Draft, kind: str, codes: list[str]) -> Body:
    rules = [rule(d, 2 if d.now_and_then() else 1) for _ in range(d.draw(st.integers(1, 3)))]
    if kind == "deduction" and d.now_and_then(3):
        rules[-1]["hits"] = d.one_of(["total", *codes])
    body: Body = {"max": d.points(), "rules": rules}
    for gate in ("void_if", "full_if"):
        if d.now_and_then(6):
            body[gate] = {"when": truth(d), "clause": "基础.2", "says": "示例"}
    return body


def _indicator(d: Draft, codes: list[str], capped: bool) -> Body:
    d.formulas = {}
    code = d.name("I")
    codes.append(code)
    body: Body = {"code": code, "title": "指标"}
    if not d.now_and_then(6):
        body["base"] = _part(d, "base", codes)
    if d.now_and_then(3) or "base" not in body:
        body["deduction"] = _part(d, "deduction", codes)
        if "base" in body and not capped and d.now_and_then(2):
            body["deduction"]["within_base"] = "true"
    if d.now_and_then(3):
        body["bonus"] = _part(d, "bonus", codes)
    accepts = ["cap-below-rule", "cap-unreachable", "formula-unused"]
    body["notes"] = [{"kind": "decision", "text": "示例", "accepts": accepts}]
    return body | ({"formulas": d.formulas} if d.formulas else {})


def _group(d: Draft, depth: int, codes: list[str], capped: bool) -> Body:
    body: Body = {"code": d.name("G"), "title": d.name("组")}
    if capped and d.now_and_then(2):
        body["max"] = d.one_of(("1", "2.5", "4/3"))
    if d.now_and_then(6):
        body["counted"] = "false"
    if depth and d.now_and_then(3):
        body["groups"] = [_group(d, depth - 1, codes, capped) for _ in range(d.draw(st.integers(1, 2)))]
    if "groups" not in body or d.now_and_then():
        body["indicators"] = [_indicator(d, codes, capped) for _ in range(d.draw(st.integers(1, 2)))]
    return body


def _gate(d: Draft) -> Body:
    return {"when": truth(d), "clause": "注.1", "says": "示例"}


def _total(d: Draft, groups: list[Body]) -> Body:
    titles = [group["title"] for group in groups]
    total: Body = {"formula": d.one_of((*TOTALS, " + ".join(titles)))}
    if d.now_and_then(6):
        total["min"] = d.one_of(("0", "0.5"))
    if d.now_and_then(6):
        total["max"] = d.one_of(("1", "2.25"))
    if d.now_and_then(6):
        total["fixed"] = [
            _gate(d) | {"value": d.one_of(("3", "0.5"))} for _ in range(d.draw(st.integers(1, 2)))
        ]
    return total


def _classes(d: Draft) -> Body:
    if not d.now_and_then(3):
        return {}
    d.classes = ("甲类", "乙类")
    return {"classes": {"of": d.metric("count", new=True, max="20"), "at_least": {"10": "甲类", "0": "乙类"}}}


def _rounding(d: Draft) -> Body:
    at = d.one_of((["indicator", "total"], ["total"], ["indicator"], []))
    return {"rounding": {"digits": d.one_of(("2", "0", "1", "4")), "at": at}} if d.now_and_then(3) else {}


def _text(draw: st.DrawFn) -> str:
    d = Draft(draw)
    body: Body = {"rubric": "sample", "title": "示例", "version": "1", "assessed": "区县"}
    body |= {"document": {"title": "示例"}, "not_applicable": d.one_of(("drop", "full", "zero"))}
    body["period"] = {"kind": "year", "name": "2021", "from": "2021-01-01", "to": "2021-12-31"}
    body |= _classes(d) | _rounding(d)
    if d.draw(st.booleans()):
        d.peers = ("一档", "二档")
        body["peers"] = {"title": "档次", "groups": list(d.peers)}
    capped = d.now_and_then()
    codes: list[str] = []
    body["groups"] = [_group(d, 2, codes, capped) for _ in range(d.draw(st.integers(1, 2)))]
    d.formulas, d.local = {}, False
    body["total"] = _total(d, body["groups"])
    if d.now_and_then():
        body["veto"] = [_gate(d)]
    if d.now_and_then():
        body["grades"] = {"at_least": {"2": "优", "0.5": "中", "0": "差"}}
    parameters = _used(body, d.parameters)
    body |= {"metrics": _used(body, d.metrics)} | ({"parameters": parameters} if parameters else {})
    return json.dumps(body, ensure_ascii=False, indent=1)


def _used(body: Body, declared: dict[str, Body]) -> dict[str, Body]:
    """Those that something names; the making of a rule may have given up on the others."""
    names = set(re.findall(r"\w+", json.dumps(body, ensure_ascii=False)))
    used = {name: metric for name, metric in declared.items() if name in names}
    wholes = {metric["within"] for metric in used.values() if "within" in metric}
    return {name: metric for name, metric in declared.items() if name in names | wholes}


@st.composite
def rubrics(draw: st.DrawFn) -> Written:
    """A rubric that loads and can be planned."""
    text = _text(draw)
    try:
        return _within_reach(text)
    except RangeError:
        reject()
    except ProblemsError as error:
        raise AssertionError(f"not valid: {error}\n{text}") from error


def _within_reach(text: str) -> Written:
    """The rubric; where its total cannot reach the limit that was drawn, without the limit."""
    try:
        return written(text)
    except ProblemsError as error:
        if any(problem.code != "total-unreachable" for problem in error.problems):
            raise
    body = json.loads(text)
    del body["total"]["max"]
    return written(json.dumps(body, ensure_ascii=False, indent=1))
