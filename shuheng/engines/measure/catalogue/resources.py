"""Structured data sets and resources: tables and interfaces against everything mounted (C1-1, D1-1, D2-3)."""

import ibis.expr.types as ir

from shuheng.engines.measure.catalogue.columns import COUNTS
from shuheng.engines.measure.catalogue.mounted import (
    RESOURCES_UNKNOWN,
    STRUCTURED,
    count_of,
    has,
    has_mounted,
    mounted_count,
    silent,
)
from shuheng.engines.measure.kleene import both, opposite
from shuheng.engines.measure.model import Answer, Entry, Kind, Measure
from shuheng.engines.measure.parameters import Question

NOTE = "广西2021考核 C1-1、D1-1 注1"


def structured_of_all(entry: Entry, question: Question) -> Answer:
    """Twin of the structured resources with all resources as their whole."""
    part, whole = count_of(*STRUCTURED)(entry, question).value, count_of(*COUNTS)(entry, question).value
    return Answer(part, whole=whole)


def without_volume_query(t: ir.Table, _: Question) -> ir.Value:
    """No live volume query beside the interface."""
    return ~t.volume_query


def is_without_volume_query(entry: Entry, _: Question) -> Answer:
    """Twin of :func:`without_volume_query`."""
    return Answer(opposite(entry["volume_query"]))


def published_with_apis(t: ir.Table, question: Question) -> ir.Value:
    """The population of the volume query: published, with at least one interface."""
    return t.published & has_mounted("apis")(t, question)


def was_published_with_apis(entry: Entry, question: Question) -> bool | None:
    """Twin of :func:`published_with_apis`."""
    return both(entry["published"], has("apis")(entry, question).truth)


def entries_with(code: str, title: str, source: str, says: str, *kinds: str) -> Measure:
    """A measure that counts entries on which resources of some kinds are mounted."""
    return Measure(
        code=code,
        title=title,
        source=source,
        says=says,
        unknown=RESOURCES_UNKNOWN,
        unit="条",
        kind=Kind.FLAG,
        value=has_mounted(*kinds),
        twin=has(*kinds),
        why=silent,
    )


def number_of(code: str, title: str, source: str, says: str, *kinds: str) -> Measure:
    """A measure that sums mounted resources of some kinds."""
    return Measure(
        code=code,
        title=title,
        source=source,
        says=says,
        unknown=RESOURCES_UNKNOWN,
        unit="个",
        kind=Kind.AMOUNT,
        value=mounted_count(*kinds),
        twin=count_of(*kinds),
    )


MEASURES = (
    entries_with(
        "mounted",
        "已挂载资源的目录",
        "广西2021考核 B2-2 注1（数据资源挂载完成率）",
        "挂载了至少一个资源（库表、接口、文件、视频、物联感知）的目录",
        *COUNTS,
    ),
    entries_with(
        "structured",
        "结构化目录",
        f"{NOTE}；B2-1 加分2",
        "挂载了库表或接口的目录；来源只列格式的，机器可读的格式合计作一个库表",
        *STRUCTURED,
    ),
    entries_with("with_tables", "挂载库表的目录", NOTE, "挂载了至少一个库表的目录", "tables"),
    entries_with("with_apis", "挂载接口的目录", NOTE, "挂载了至少一个接口的目录", "apis"),
    number_of("tables", "库表资源数", NOTE, "挂载的库表资源", "tables"),
    number_of("apis", "接口资源数", NOTE, "挂载的接口资源", "apis"),
    number_of("resources", "资源总数", "广西2021考核 D2-3 注1", "挂载的各类资源合计", *COUNTS),
    Measure(
        code="structured_resources",
        title="结构化资源数",
        source="广西2021考核 D2-3 注1（结构化数据资源占比率）",
        says="挂载的库表和接口资源；全数是资源总数",
        unknown=RESOURCES_UNKNOWN,
        unit="个",
        kind=Kind.AMOUNT,
        value=mounted_count(*STRUCTURED),
        twin=structured_of_all,
        whole=mounted_count(*COUNTS),
    ),
    Measure(
        code="apis_without_volume_query",
        title="没有容量查询的接口目录",
        source="广西2021考核 C1-1、D1-1 注2",
        says="挂载了接口、却没有数据容量实时查询的目录",
        unknown="没有说明有无容量查询的",
        unit="条",
        kind=Kind.FLAG,
        value=without_volume_query,
        twin=is_without_volume_query,
        population=published_with_apis,
        population_twin=was_published_with_apis,
    ),
)
