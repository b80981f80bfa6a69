"""Name and values of a field weighed against a target: how good a candidate it is, how sure, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from shuheng.engines.harvest.names import WEAK_ISSUED, WORDS
from shuheng.engines.harvest.propose.columns import Column
from shuheng.engines.harvest.propose.naming import NameFit, counts_storage, name_fit, scale_of
from shuheng.engines.harvest.propose.proposal import Confidence
from shuheng.engines.harvest.targets import TARGETS, Kind, Target
from shuheng.engines.harvest.values import read_date, read_number

SURE, FAIR = 0.95, 0.8
TYPED = frozenset({"access", "cycle", "date", "formats", "grade", "kinds", "link", "number", "yes_no"})
ALONE = frozenset({"update_cycle", "landing_page", "formats"})
LIKE_OTHERS: tuple[tuple[Kind, str], ...] = (
    ("date", "日期"),
    ("link", "网址"),
    ("cycle", "更新周期"),
    ("access", "开放类型"),
)
HIDDEN = frozenset({"tables", "apis", "file_count", "videos", "iot", "volume_query", "resources"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field for a target. A higher ``score`` wins; ``form`` is the date form to be named, if any."""

    target: str
    field: str
    score: float
    confidence: Confidence
    reason: str
    form: str = ""


def weigh(column: Column, target: Target) -> Candidate | str:
    """The candidate, or why a field whose name fits is none ('' where nothing speaks for it)."""
    fit = name_fit(column.name, target.name)
    if fit is None:
        return _by_values(column, target)
    if not column.filled and not column.lists:
        return _candidate(column, target, fit, 0.0, "low", "没有值，只凭字段名")
    if target.kind == "number" and counts_storage(column.name):
        return "单位是存储大小，不是条数"
    if target.kind in TYPED:
        return _typed(column, target, fit)
    why_not = _unlike(column, target)
    if why_not:
        return why_not
    sure: Confidence = "high" if fit.fit != "part" else "medium"
    return _candidate(
        column, target, fit, 0.5, sure, "字段名和值都相符" if sure == "high" else "字段名部分相符"
    )


def _typed(column: Column, target: Target, fit: NameFit) -> Candidate | str:
    """A target whose values are of a closed kind: the name alone is not enough."""
    share, form = column.shares[target.kind], ""
    if target.kind == "date" and share < FAIR:
        form = _date_form(column)
        share = column.share(partial(read_date, forms=(form,))) if form else share
    if target.kind == "number" and scale_of(column.name) > 1:
        share = column.share(partial(read_number, times=scale_of(column.name)))
    if column.lists and not column.filled:
        share = 1.0
    said = f"{share:.0%} 的值读得懂"
    if share < FAIR:
        return f"字段名像“{target.title}”，但只有{said}（如“{'”“'.join(column.examples(2))}”），须由人写明"
    sure: Confidence = "high" if share >= SURE and fit.fit != "part" else "medium"
    if target.kind == "link" and column.filled > 20 and column.distinct < 0.5:
        return _candidate(column, target, fit, share, "low", "字段名相符，但许多记录是同一个网址")
    if target.name == "issued" and fit.word in WEAK_ISSUED:
        return _candidate(column, target, fit, share, "low", f"“{column.name}”未必是发布日期，{said}", form)
    return _candidate(column, target, fit, share, sure, f"字段名相符，{said}", form)


def _candidate(
    column: Column, target: Target, fit: NameFit, share: float, sure: Confidence, reason: str, form: str = ""
) -> Candidate:
    return Candidate(target.name, column.name, fit.strength * 10 + share * 5, sure, reason, form)


def _date_form(column: Column) -> str:
    """Day first or month first, where the values leave only one of them; '' where both are possible."""
    day, month = (column.share(partial(read_date, forms=(form,))) for form in ("dmy", "mdy"))
    if day >= SURE > month:
        return "dmy"
    return "mdy" if month >= SURE > day else ""


def _by_values(column: Column, target: Target) -> Candidate | str:
    """A field whose name says nothing: its values may say enough for a guess that a person must look at."""
    if target.name not in ALONE or column.nested or column.filled < 5 or _named_otherwise(column):
        return _access_by_values(column, target)
    share = column.shares[target.kind]
    several = len(column.values) > 1 or column.length > 1
    unique = target.name != "landing_page" or column.distinct >= 0.9
    if (
        share < SURE
        or not several
        or not unique
        or (target.kind == "formats" and column.shares["kinds"] > FAIR)
    ):
        return ""
    return Candidate(
        target.name, column.name, share * 5, "low", f"字段名看不出，{share:.0%} 的值像{target.title}"
    )


def _access_by_values(column: Column, target: Target) -> Candidate | str:
    """Access words name what they are about: 开放 or 共享; bare 有条件 could be either."""
    about = {"open_type": "开放", "sharing_type": "共享"}.get(target.name)
    if about is None or column.filled < 5 or column.shares["access"] < SURE or _named_otherwise(column):
        return ""
    if not all(about in text for text in column.values):
        return ""
    return Candidate(target.name, column.name, 4.0, "low", f"字段名看不出，值像{target.title}")


def _named_otherwise(column: Column) -> bool:
    """Whether the name fits some other target whose values it has, so that values alone may not claim it."""
    for name in WORDS:
        if name_fit(column.name, name):
            kind = TARGETS[name].kind
            if kind not in TYPED or column.shares[kind] >= FAIR:
                return True
    return False


def _unlike(column: Column, target: Target) -> str:
    """Why a field's values speak against a text target; '' where they do not."""
    if column.nested:
        return "值是嵌套的内容，须由人写明里层字段"
    for kind, what in LIKE_OTHERS:
        if target.name != "code" and column.shares[kind] >= 0.5:
            return f"字段名像“{target.title}”，值却像{what}"
    if (
        target.name in ("title", "provider", "theme", "industry", "abstract")
        and column.shares["number"] >= 0.5
    ):
        return f"字段名像“{target.title}”，值却是数字"
    if target.name == "title" and column.filled > 20 and column.distinct < 0.3:
        return "字段名像“目录名称”，但不同的值太少"
    if target.name in ("theme", "industry", "object_class", "provider") and column.length > 60:
        return f"字段名像“{target.title}”，值却太长"
    return ""
