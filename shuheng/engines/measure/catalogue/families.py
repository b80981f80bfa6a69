"""Fragmented families: one data set cut up by year, division or department (C2-2, D2-2 deduction note 1).

A family is three or more published entries of one agency (a parameter) with the same stem of four or more characters
and, where they are known, the same information items, that differ in what was cut off their titles or in who provides
them. It is found once over all published entries; a scope counts the members that belong to it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import ibis
import ibis.expr.types as ir

from shuheng.engines.measure.catalogue.prepare import items_key_of
from shuheng.engines.measure.catalogue.stems import CUTS, stem_of, with_stem
from shuheng.engines.measure.model import Answer, Entry, Kind, Measure, Store
from shuheng.engines.measure.parameters import Question
from shuheng.engines.measure.patterns import key, key_of

KINDS = (*CUTS, "provider")
FAMILY = ("agency", "stem", "items_key")
PLURALS = {
    "time": "times",
    "category": "categories",
    "region": "regions",
    "department": "departments",
    "provider": "providers",
}
PARTS = {kind: f"cut_{kind}" for kind in CUTS} | {"provider": "provider_key"}


def find(t: ir.Table, question: Question, store: Store) -> ir.Table:
    """The members of families: ``entry_id``, ``agency``, ``stem``, ``provider``, ``cut_<kind>``, ``family`` (least number
    of its entries) and ``family_cuts`` (codes of the kinds of cuts, joined by commas)."""
    asked = question.parameters
    narrow = t.filter(t.published).select("entry_id", "agency", "title_key", "items_key")
    stems = store("stems", with_stem(narrow, asked.regions, cuts=False).drop("title_key"))
    eligible = stems.filter((stems.stem.length() >= asked.stem_min) & ~stems.stem.isin(asked.generic_stems))
    counted = eligible.group_by(*FAMILY).agg(_members=eligible.count())
    large = counted.filter(counted["_members"] >= asked.family_size)
    alike = eligible.semi_join(large, FAMILY).drop("stem")
    titles = t.select("entry_id", "title_key", "provider", provider_key=key(t.provider))
    alike = store("alike", alike.inner_join(titles, "entry_id"))
    return store("members", _members(store("cuts", with_stem(alike, asked.regions, cuts=True))))


def _members(t: ir.Table) -> ir.Table:
    parts = t.group_by(*FAMILY).agg(
        family=t.entry_id.min(), **{f"_{kind}": t[part].nunique() for kind, part in PARTS.items()}
    )
    parts = parts.filter(ibis.or_(*(parts[f"_{kind}"] > 1 for kind in KINDS)))
    parts = parts.mutate(family_cuts=_kinds(parts))
    return t.inner_join(parts, FAMILY).select(t, parts.family, parts.family_cuts)


def _kinds(parts: ir.Table) -> ir.Value:
    told = ibis.literal("")
    for kind in KINDS:
        told += (parts[f"_{kind}"] > 1).ifelse(f",{kind}", "")
    return told.substr(1)


def families_of(entries: Sequence[Entry], question: Question) -> Mapping[int, Answer]:
    """Twin of the family of an entry and of the reason, for the entries of one agency."""
    asked = question.parameters
    keys, parts = {}, {}
    members: dict[tuple[str, str], list[int]] = defaultdict(list)
    for entry in entries:
        number, found = entry["entry_id"], stem_of(key_of(entry["title"]), asked.regions)
        keys[number] = found.stem, items_key_of(entry)
        parts[number] = {**found.cuts, "provider": key_of(entry["provider"])}
        if entry["published"] and len(found.stem) >= asked.stem_min and found.stem not in asked.generic_stems:
            members[keys[number]].append(number)
    answers = dict.fromkeys(keys, Answer(None))
    for numbers in members.values():
        kinds = [kind for kind in KINDS if len({parts[number][kind] for number in numbers}) > 1]
        if len(numbers) >= asked.family_size and kinds:
            answers |= {number: Answer(min(numbers), ",".join(kinds)) for number in numbers}
    return answers


def _truth(entries: Sequence[Entry], question: Question) -> Mapping[int, Answer]:
    return {
        number: Answer(answer.value is not None, answer.why)
        for number, answer in families_of(entries, question).items()
    }


FRAGMENTED = "广西2021考核 C2-2、D2-2 扣分注1（碎片化数据集）"
SAYS = "同一单位名称主干和信息项相同、只在时间、批次、区划、部门、类目或提供单位上不同的三条以上目录；是线索，须人工核对"

MEASURES = (
    Measure(
        code="fragmented",
        title="疑似碎片化的目录",
        source=FRAGMENTED,
        says=f"{SAYS}；计其中的目录",
        unknown="无",
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, _: t.family.notnull(),
        across=_truth,
        why=lambda t, _: t.family_cuts,
    ),
    Measure(
        code="fragmented_families",
        title="疑似被拆开的数据集",
        source=FRAGMENTED,
        says=f"{SAYS}；一组计一个",
        unknown="无",
        unit="个",
        kind=Kind.FAMILY,
        value=lambda t, _: t.family,
        across=families_of,
        why=lambda t, _: t.family_cuts,
    ),
)
