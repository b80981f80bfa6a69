"""Random rules of every kind, with gates, caps, multipliers and what they say of not applicable."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from hypothesis import strategies as st

from tests.spec.properties.draft import DAYS, NUMBERS, OPTIONS, Body, Draft
from tests.spec.properties.expressions import number, rate, truth


def rule(d: Draft, depth: int = 1) -> Body:
    """A rule of any kind."""
    kinds: list[Callable[[Draft], Body]] = [
        bands,
        bands,
        checklist,
        per,
        shortfall,
        loss,
        proportional,
        judgement,
        levels,
        deadline,
    ]
    kinds += [rank, share_of_best, quota, condition, matrix]
    if depth:
        kinds += [_group(depth), _group(depth)]
    return _common(d, d.one_of(kinds)(d))


def _common(d: Draft, body: Body) -> Body:
    body |= {"clause": "基础.1", "says": "示例"}
    if d.now_and_then():
        body["when"] = truth(d)
    if d.now_and_then(6):
        body |= {"times": number(d, 1, positive=True), "max": d.points()}
    elif "max" not in body and d.now_and_then():
        body["max"] = d.points()
    if d.now_and_then(3):
        body["if_na"] = d.one_of(("drop", "full", "zero"))
    return body


def _number_or_rate(d: Draft) -> str:
    return rate(d) if d.now_and_then(3) else number(d)


def _table(d: Draft, text: str, most: int = 3) -> Body:
    thresholds = d.draw(st.lists(st.sampled_from(d.thresholds(text)), min_size=1, max_size=most))
    unique = {Fraction(t.rstrip("%")) / (100 if t.endswith("%") else 1): t for t in thresholds}
    return {threshold: d.points() for threshold in unique.values()}


def _direction(d: Draft, text: str) -> Body:
    match d.draw(st.integers(0, 4)):
        case 0:
            return {"at_least": _table(d, text)}
        case 1:
            return {"above": _table(d, text, 1), "at_least": _table(d, text)}
        case 2:
            return {"below": _table(d, text), "at_most": _table(d, text, 1)}
        case 3:
            return {d.one_of(("above", "below", "at_most")): _table(d, text)}
        case _:
            return _ranges(d, text)


def _ranges(d: Draft, text: str) -> Body:
    by_size = sorted(_table(d, text), key=lambda t: Fraction(t.rstrip("%")) / (100 if t.endswith("%") else 1))
    ends = [*by_size, ""] if d.coin() else ["", *by_size]
    rows = {f"{low}..{high}": d.points() for low, high in pairwise(ends)}
    if len(rows) > 2 and d.now_and_then():
        del rows[sorted(rows)[1]]
        return {"ranges": rows, "gaps": "true"}
    return {"ranges": rows}


def bands(d: Draft) -> Body:
    """分档"""
    text = _number_or_rate(d)
    if d.classes and d.now_and_then(3):
        classes = d.draw(st.lists(st.sampled_from(d.classes), min_size=1, unique=True))
        return {"bands": text, "by_class": {name: _direction(d, text) for name in classes}}
    if d.now_and_then():
        return {"bands": text, "at_least": _table(d, text), "interpolate": "true"}
    return {"bands": text} | _direction(d, text)


def checklist(d: Draft) -> Body:
    """清单"""
    items = [d.metric("yes_no")]
    for _ in range(d.draw(st.integers(0, 2))):
        shared = [name for name, body in d.metrics.items() if isinstance(body.get("options"), dict)]
        item = d.one_of(shared) if shared and d.coin() else d.formula(truth(d))
        items += [item] if item not in items else []
    if d.coin():
        return {"checklist": items, "points": d.points()}
    return {"checklist": {item: d.points() for item in items}}


def per(d: Draft) -> Body:
    """逐项计分"""
    body: Body = {"per": number(d), "points": d.points()}
    if d.coin():
        mark = number(d, 1) if d.now_and_then() else d.one_of(NUMBERS)
        key = d.one_of(("over", "under"))
        difference = f"({body['per']}) - ({mark})"
        if d.info(difference) is not None:
            body[key] = mark
    if d.coin():
        body |= {"step": d.one_of(("2", "0.5", "3", "10%")), "begun": d.one_of(("false", "true"))}
    if d.now_and_then(3):
        body["limit"] = d.one_of(("1", "3"))
        return body
    return body | {"max": d.points()}


def shortfall(d: Draft) -> Body:
    """差额递减"""
    text = _number_or_rate(d)
    body: Body = {"shortfall": text, "points": d.points(), "lose": d.one_of(("1%", "0.1", "1/3", "25%"))}
    body |= {"from": d.one_of(("100%", "2", "60%")), "step": d.one_of(("1%", "10%", "0.3"))}
    return body | {"begun": d.one_of(("true", "false"))}


def loss(d: Draft) -> Body:
    """逐项扣减"""
    text = number(d, positive=True)
    return {"loss": text, "points": d.points(), "each": d.one_of(("0.5", "25%", "1/3", "1"))}


def proportional(d: Draft) -> Body:
    """按比例"""
    text = number(d)
    info = d.info(text)
    if info is None or info.unit not in ((), None):
        text = rate(d)
    return {"proportional": text, "points": d.points()}


def judgement(d: Draft) -> Body:
    """评定"""
    return {"judgement": d.metric("grade"), "points": {option: d.points() for option in OPTIONS}}


def levels(d: Draft) -> Body:
    """按级别"""
    names = {d.metric("count"): d.points() for _ in range(d.draw(st.integers(1, 3)))}
    if d.now_and_then(3):
        names[d.formula(number(d, 1, positive=True))] = d.points()
    if d.now_and_then(3):
        return {"levels": names, "pick": "highest"}
    return {"levels": names, "max": d.points()}


def deadline(d: Draft) -> Body:
    """期限"""
    body: Body = {"deadline": d.metric("date"), "by": d.one_of(DAYS), "points": d.points()}
    match d.draw(st.integers(0, 2)):
        case 0:
            return body
        case 1:
            return body | {"award": "late"}
        case _:
            return body | {"late": {"every": d.one_of(("7", "1")), "lose": d.one_of(("0.1", "25%"))}}


def _among(d: Draft) -> Body:
    return {"among": d.one_of(("all", "peers") if d.peers else ("all",))}


def rank(d: Draft) -> Body:
    """按名次"""
    body = {"rank": _number_or_rate(d), "best": d.one_of(("highest", "lowest"))} | _among(d)
    if d.coin():
        return body | {"first": "2", "less": d.one_of(("0.5", "1/3", "0.1")), "places": d.one_of(("3", "1"))}
    return body | {"table": d.one_of(({"1": "3", "2": "1"}, {"1": "5", "3": "2"}, {"2": "0.5"}))}


def share_of_best(d: Draft) -> Body:
    """最大值比较"""
    text = rate(d) if d.now_and_then(3) else number(d, positive=True)
    return {"share_of_best": text, "points": d.points()} | _among(d)


def quota(d: Draft) -> Body:
    """格次赋分"""
    forms = (("30%", "40%", "30%"), ("50%", "50%"), ("1/3", "1/3", "1/3"))
    shares = d.one_of(forms)
    points = d.one_of((("5", "3", "1"), ("1", "1", "0"), ("2/3", "1/3", "0")))
    grades = [{"share": share, "points": worth} for share, worth in zip(shares, points, strict=False)]
    return {"quota": _number_or_rate(d), "grades": grades} | _among(d)


def condition(d: Draft) -> Body:
    """条件"""
    body: Body = {"condition": truth(d, 2), "points": d.points()}
    return body | ({"else": d.points()} if d.now_and_then(3) else {})


def matrix(d: Draft) -> Body:
    """双向表"""
    rows, columns = number(d, 1), number(d, 1)
    bounds = []
    for text in (rows, columns):
        found = d.draw(st.lists(st.sampled_from(d.thresholds(text)), min_size=1, max_size=3))
        by_value = {Fraction(t.rstrip("%")) / (100 if t.endswith("%") else 1): t for t in found}
        bounds.append([by_value[value] for value in sorted(by_value)])
    points = [[d.points() for _ in bounds[1]] for _ in bounds[0]]
    body: Body = {"matrix": {"rows": rows, "columns": columns}, "points": points}
    return body | {"rows_at_least": bounds[0], "columns_at_least": bounds[1]}


def _group(depth: int) -> Callable[[Draft], Body]:
    def group(d: Draft) -> Body:
        """合并"""
        body: Body = {"group": [rule(d, depth - 1) for _ in range(d.draw(st.integers(1, 3)))]}
        body["pick"] = d.one_of(("sum", "best", "worst"))
        return body | ({"points": d.points()} if d.now_and_then(3) else {})

    return group
