"""What writing agencies would change, worked out before anything is written: additions, differences, all mistakes.

The form, the Excel file and the shipped lists all pass here. A field that is not stated keeps its value.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from shuheng.accounts.fields import BY_NAME, FIELDS, Unfit, Value, values_of
from shuheng.accounts.models import Agency
from shuheng.accounts.rights import may_keep_below
from shuheng.accounts.terms import AgencyKind
from shuheng.accounts.visitors import Visitor
from shuheng.problems import NOWHERE, Problem, Where, did_you_mean

ORDER = {one.value: place for place, one in enumerate(AgencyKind)}
TITLES = {"added": "新增", "changed": "修改", "same": "不变"}


@dataclass(frozen=True)
class Said:
    """One agency as somebody wrote it: a text per stated field, and the place of each."""

    texts: Mapping[str, str]
    places: Mapping[str, Where] = field(default_factory=dict)

    def problem(
        self, name: str, code: str, message: str, allowed: tuple[str, ...] = (), hint: str = ""
    ) -> Problem:
        place = self.places.get(name) or self.places.get("code") or NOWHERE
        if not place.field:
            place = Where(field=BY_NAME[name].title)
        return place.problem(code, message, allowed, hint)


@dataclass(frozen=True)
class Difference:
    name: str
    title: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """One agency with its values after the change; `kind` is added, changed or same."""

    kind: str
    code: str
    name: str
    values: Mapping[str, Value]
    differences: tuple[Difference, ...]

    @property
    def kind_title(self) -> str:
        return TITLES[self.kind]


@dataclass(frozen=True)
class Plan:
    """Nothing may be written while there are problems."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]

    def of(self, kind: str) -> tuple[Change, ...]:
        return tuple(one for one in self.changes if one.kind == kind)

    @property
    def added(self) -> tuple[Change, ...]:
        return self.of("added")

    @property
    def changed(self) -> tuple[Change, ...]:
        return self.of("changed")

    @property
    def touched(self) -> tuple[Change, ...]:
        return tuple(one for one in self.changes if one.kind != "same")

    @property
    def same(self) -> tuple[Change, ...]:
        return self.of("same")

    @property
    def fingerprint(self) -> str:
        """The same for the same changes from the same state; tells a preview that has been overtaken."""
        said = [
            [one.code, one.kind, [[d.name, d.old, d.new] for d in one.differences]] for one in self.changes
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@dataclass
class Tree:
    """Every agency as it would stand: parent, successor and kind by code."""

    kept: dict[str, Agency]
    parents: dict[str, Value]
    successors: dict[str, Value]
    kinds: dict[str, Value]

    def loops(self, code: str, links: Mapping[str, Value]) -> bool:
        """Whether following the links from this agency leads back to it."""
        seen: set[Value] = set()
        at = links.get(code)
        while at is not None and at not in seen:
            if at == code:
                return True
            seen.add(at)
            at = links.get(str(at))
        return False

    def nearest_kept(self, code: str) -> Agency | None:
        """The next agency above that exists already."""
        at, steps = self.parents.get(code), 0
        while at is not None and str(at) not in self.kept and steps < len(self.parents):
            at, steps = self.parents.get(str(at)), steps + 1
        return self.kept.get(str(at)) if at is not None else None


def plan_for(said: Sequence[Said], by: Visitor) -> Plan:
    """Parse, look up, compare; problems come in the order of the rows."""
    tree = tree_now()
    parsed = [parse(one) for one in said]
    rows = [(one, values) for one, (values, _) in zip(said, parsed, strict=True)]
    problems = [problem for _, wrong in parsed for problem in wrong]
    problems += doubled(rows)
    full = [(one, complete(values, tree)) for one, values in rows if values.get("code")]
    for _, values in full:
        code = str(values["code"])
        tree.parents[code], tree.successors[code] = values.get("parent"), values.get("merged_into")
        tree.kinds[code] = values.get("kind")
    for one, values in full:
        problems += unfit_together(one, values, tree)
    changes = tuple(
        change_of(values, stated, tree) for (_, values), stated in zip(full, stated_of(rows), strict=True)
    )
    if not problems:
        problems += [
            refused
            for (one, _), change in zip(full, changes, strict=True)
            for refused in forbidden(one, change, tree, by)
        ]
    return Plan(changes, tuple(problems))


def stated_of(rows: Sequence[tuple[Said, dict[str, Value]]]) -> Iterator[frozenset[str]]:
    return (frozenset(values) for _, values in rows if values.get("code"))


def tree_now() -> Tree:
    kept = {
        one.code: one
        for one in Agency.objects.select_related("parent", "merged_into").prefetch_related("peer_groups")
    }
    return Tree(
        kept,
        {code: one.parent.code if one.parent else None for code, one in kept.items()},
        {code: one.merged_into.code if one.merged_into else None for code, one in kept.items()},
        {code: one.kind for code, one in kept.items()},
    )


def parse(said: Said) -> tuple[dict[str, Value], list[Problem]]:
    """The values that could be read, and what could not."""
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for name, text in said.texts.items():
        try:
            values[name] = BY_NAME[name].parse(text)
        except Unfit as unfit:
            problems.append(said.problem(name, unfit.code, unfit.message, unfit.allowed))
    if "code" not in said.texts:
        problems.append(said.problem("code", "agency-field-empty", "没有写单位代码。"))
    return values, problems


def doubled(rows: Sequence[tuple[Said, dict[str, Value]]]) -> list[Problem]:
    seen: set[Value] = set()
    problems = []
    for said, values in rows:
        code = values.get("code")
        if code is not None and code in seen:
            hint = "一个单位只写一行，请合并或改代码。"
            problems.append(
                said.problem("code", "agency-twice", f"单位代码“{code}”前面已经写过。", hint=hint)
            )
        seen.add(code)
    return problems


def complete(values: Mapping[str, Value], tree: Tree) -> dict[str, Value]:
    """What is stated, over what is kept, over nothing."""
    kept = tree.kept.get(str(values["code"]))
    blank: dict[str, Value] = {one.name: one.parse("") for one in FIELDS if not one.required}
    return {**(values_of(kept) if kept else blank), **values}


def unfit_together(said: Said, values: Mapping[str, Value], tree: Tree) -> Iterator[Problem]:
    """What each value alone does not show: needed fields, dates in order, links that lead somewhere."""
    code = str(values["code"])
    for one in FIELDS:
        if one.required and one.name not in values and one.name not in said.texts:
            yield said.problem(one.name, "agency-field-empty", f"新单位“{code}”没有写{one.title}。")
    start, end = values.get("valid_from"), values.get("valid_to")
    if isinstance(start, date) and isinstance(end, date) and end < start:
        yield said.problem("valid_to", "agency-dates", f"停用日期 {end} 早于启用日期 {start}。")
    if values.get("merged_into") is not None and end is None and "valid_to" in values:
        yield said.problem("valid_to", "agency-merged-open", "并入了其他单位，却没有写停用日期。")
    if values.get("population") is not None and not values.get("population_source", ""):
        hint = "请写明出处，如“第七次全国人口普查公报”。"
        yield said.problem(
            "population_source", "agency-population-source", "写了常住人口，没有写来源。", hint=hint
        )
    for name, links in (("parent", tree.parents), ("merged_into", tree.successors)):
        if values.get(name) is not None:
            yield from unfit_link(said, name, (code, str(values[name])), links, tree)
    above = tree.kinds.get(str(values.get("parent")))
    own = values.get("kind")
    if above is not None and own is not None and ORDER[str(own)] < ORDER[str(above)]:
        titles = AgencyKind.titles()
        message = f"层级“{titles[str(own)]}”高于上级单位的层级“{titles[str(above)]}”。"
        yield said.problem("kind", "agency-kind-above", message)


def unfit_link(
    said: Said, name: str, ends: tuple[str, str], links: Mapping[str, Value], tree: Tree
) -> Iterator[Problem]:
    """A parent or successor must exist and must not lead back."""
    (code, other), title = ends, BY_NAME[name].title
    if other not in tree.kinds:
        hint = did_you_mean(other, tree.kinds) or "请先建立这个单位，或在同一个文件里写上它。"
        yield said.problem(name, "agency-unknown", f"{title}“{other}”不存在。", hint=hint)
    elif tree.loops(code, links):
        message = f"{title}“{other}”会绕回单位“{code}”自己。"
        yield said.problem(name, "agency-loop", message, hint="请改成另一个单位。")


def change_of(values: Mapping[str, Value], stated: frozenset[str], tree: Tree) -> Change:
    code, kept = str(values["code"]), tree.kept.get(str(values["code"]))
    before = values_of(kept) if kept else {}
    found = tuple(
        Difference(one.name, one.title, one.show(before.get(one.name)), one.show(values[one.name]))
        for one in FIELDS
        if one.name in stated
        and one.name in values
        and (kept is None or before[one.name] != values[one.name])
    )
    kind = "added" if kept is None else "changed" if found else "same"
    shown = tuple(one for one in found if one.new) if kept is None else found
    return Change(kind, code, str(values.get("name", "")), values, shown)


def forbidden(said: Said, change: Change, tree: Tree, by: Visitor) -> Iterator[Problem]:
    """Agencies are kept by those who manage what stands above them, before the change and after it."""
    if change.kind == "same":
        return
    kept = tree.kept.get(change.code)
    if kept is not None and not may_keep_below(by, kept.parent):
        yield said.problem("code", "agency-not-yours", f"您不管理“{kept.name}”的上级，不能修改它。")
    elif not may_keep_below(by, tree.nearest_kept(change.code)):
        yield said.problem("parent", "agency-not-yours", "您不管理这个上级单位，不能在它下面放单位。")
