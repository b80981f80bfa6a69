"""Entries that stand twice in an agency's catalogue: the same title, or the same in everything that is compared."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import ibis.expr.types as ir

from shuheng.engines.measure.catalogue.prepare import items_key_of
from shuheng.engines.measure.model import Answer, Entry, Kind, Measure, Store
from shuheng.engines.measure.parameters import Question
from shuheng.engines.measure.patterns import key, key_of

SAME_TITLE = ("title_key",)
SAME_ALL = ("title_key", "provider_key", "abstract_key", "items_key")


def copies(t: ir.Table, source: ir.Table, store: Store) -> ir.Table:
    """Numbers of published entries whose title another one of the agency has, and ``same_all``: all else as well.

    ``t`` is the base, ``source`` the entries with their long texts, which only the doubled ones are compared by.
    """
    published = t.filter(t.published & (t.title_key != "")).select(
        "entry_id", "agency", *SAME_TITLE, "items_key"
    )
    repeated = _repeated_keys(published, SAME_TITLE)
    twice = store("twice", published.semi_join(repeated, ("agency", *SAME_TITLE)))
    long = source.select("entry_id", "provider", "abstract").semi_join(twice, "entry_id")
    keyed = long.select("entry_id", provider_key=key(long.provider), abstract_key=key(long.abstract))
    full = store("full", twice.inner_join(keyed, "entry_id"))
    alike = _repeated_keys(full, SAME_ALL)
    found = full.left_join(alike, ("agency", *SAME_ALL))
    return store("copies", found.select(full.entry_id, same_all=alike.copies.notnull()))


def _repeated_keys(t: ir.Table, keys: tuple[str, ...]) -> ir.Table:
    counted = t.group_by("agency", *keys).agg(copies=t.count())
    return counted.filter(counted.copies > 1)


def _title(entry: Entry) -> tuple[str, ...]:
    return (key_of(entry["title"]),)


def _all(entry: Entry) -> tuple[str, ...]:
    return (
        key_of(entry["title"]),
        key_of(entry["provider"]),
        key_of(entry["abstract"]),
        items_key_of(entry),
    )


def _repeated(
    key: Callable[[Entry], tuple[str, ...]],
) -> Callable[[Sequence[Entry], Question], Mapping[int, Answer]]:
    def across(entries: Sequence[Entry], _: Question) -> Mapping[int, Answer]:
        counted = Counter(key(entry) for entry in entries if entry["published"] and key(entry)[0])
        return {entry["entry_id"]: Answer(counted[key(entry)] > 1) for entry in entries}

    return across


MEASURES = (
    Measure(
        code="duplicate_titles",
        title="名称重复的目录",
        source="GB/T 36344 一致性；政务信息资源目录编制指南（名称）",
        says="本单位已发布目录中另有一条名称相同的，空格、全半角、大小写不论；每一条都计",
        unknown="无",
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, _: t.same_title,
        across=_repeated(_title),
    ),
    Measure(
        code="duplicates",
        title="重复的目录",
        source="GB/T 36344 一致性",
        says="本单位已发布目录中另有一条名称、提供单位、摘要和信息项都相同的；每一条都计",
        unknown="无",
        unit="条",
        kind=Kind.FLAG,
        value=lambda t, _: t.same_all,
        across=_repeated(_all),
    ),
)
