"""CKAN, data.json and DCAT as real portals publish them."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph, Namespace

from shuheng.engines.harvest import EntryRecord, builtin, map_records, open_source, propose
from tests.interop.harvest_lists.places import CATALOGUES, plain, portal
from tests.spec.harvest.test_tables_reading import workbook

DUMP = CATALOGUES / "ckan_dados_gov_br" / "package_search_800.json.gz"
PAGE = CATALOGUES / "ckan_dados_gov_br" / "package_search_bolsa_10.json"
GSA = CATALOGUES / "us_data_json" / "gsa.older_snapshot.json"
TURTLE = CATALOGUES / "eu_dcat_ap_ttl"
DCAT = Namespace("http://www.w3.org/ns/dcat#")


def entries(origin: Path | bytes, profile: str) -> list[EntryRecord]:
    source = open_source(origin)
    assert source.profile == profile
    return [item for item in map_records(source, builtin(profile)) if isinstance(item, EntryRecord)]


@pytest.mark.parametrize(("path", "count", "claimed"), [(DUMP, 800, 13786), (PAGE, 10, 50)])
def test_ckan_tells_what_is_missing(path: Path, count: int, claimed: int, shared: Path) -> None:
    survey = open_source(path).survey
    assert (survey.records, survey.declared, survey.broken) == (count, claimed, None)
    assert [problem.code for problem in survey.problems] == ["source-count"]


def test_ckan_packages_field_by_field(shared: Path) -> None:
    packages = plain(DUMP)["result"]["results"]
    made = entries(DUMP, "ckan")
    assert [item.key for item in made] == [package["id"] for package in packages]
    assert [item.provider for item in made] == [
        " ".join(package["organization"]["title"].split()) for package in packages
    ]
    assert [len(item.resources) for item in made] == [len(package["resources"]) for package in packages]
    assert sum(len(item.resources) for item in made) == 8006
    assert [str(item.issued) for item in made] == [package["metadata_created"][:10] for package in packages]
    assert [str(item.updated) for item in made] == [package["metadata_modified"][:10] for package in packages]
    assert [len(item.keywords) for item in made] == [
        len({tag["display_name"].strip() for tag in package["tags"]}) for package in packages
    ]


def test_ckan_cycles_in_free_text_stay_raw(shared: Path) -> None:
    made = entries(DUMP, "ckan")
    assert {item.update_cycle for item in made} == {""}
    kept = [extra for item in made for extra in item.raw["extras"] if extra["key"] == "Periodicidade"]
    assert len(kept) == 79
    assert kept[0]["value"]


def test_ckan_dumps_of_other_shapes_give_the_same(shared: Path) -> None:

    packages = plain(PAGE)["result"]["results"]
    expected = [(item.key, item.content_hash) for item in entries(PAGE, "ckan")]
    lines = "\n".join(json.dumps(package) for package in packages).encode()
    for content in (json.dumps(packages).encode(), lines):
        assert [(item.key, item.content_hash) for item in entries(content, "ckan")] == expected


def test_data_json_field_by_field(shared: Path) -> None:
    sets = plain(GSA)["dataset"]
    made = entries(GSA, "datajson")
    assert [(item.code, item.title) for item in made] == [
        (one["identifier"], one["title"].strip()) for one in sets
    ]
    assert Counter(item.open_type for item in made) == {"unconditional": 305, "none": 33, "conditional": 1}
    assert Counter(item.update_cycle for item in made) == {
        "quarterly": 121, "": 89, "yearly": 70, "monthly": 19, "daily": 13, "realtime": 13, "irregular": 13, "weekly": 1,
    }  # fmt: skip
    assert [len(item.resources) for item in made] == [len(one.get("distribution", [])) for one in sets]
    assert sum(1 for item in made if item.resources_known) == 315
    assert {item.provider for item in made} == {one["publisher"]["name"] for one in sets}


def test_data_json_of_version_1_0_is_known(shared: Path) -> None:
    old = [{name: one[name] for name in ("title", "accessLevel", "identifier", "modified", "keyword")} | {"publisher": "GSA"}
           for one in plain(GSA)["dataset"]]  # fmt: skip
    made = entries(json.dumps(old).encode(), "datajson")
    assert len(made) == 339
    assert {item.provider for item in made} == {"GSA"}


@pytest.mark.parametrize("name", ["easa", "euromap", "europeana", "hadea"])
def test_dcat_in_three_writings_gives_equal_entries(name: str, shared: Path) -> None:
    path = TURTLE / f"{name}.ttl"
    graph = Graph().parse(path)
    made = entries(path, "dcat")
    assert {item.key for item in made} == {str(subject) for subject in graph.subjects(RDF.type, DCAT.Dataset)}
    distributions = {
        str(subject): len(list(graph.objects(subject, DCAT.distribution)))
        for subject in graph.subjects(RDF.type, DCAT.Dataset)
    }
    assert {item.key: len(item.resources) for item in made} == distributions
    for form in ("json-ld", "xml"):
        again = entries(graph.serialize(format=form).encode(), "dcat")
        assert [(item.key, item.content_hash) for item in again] == [
            (item.key, item.content_hash) for item in made
        ]


def rows(name: str) -> Iterator[dict[str, Any]]:
    for record in plain(portal(name)):
        yield {field: str(value) if value is not None else "" for field, value in record.items()}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_the_same_list_as_csv_gives_equal_entries(encoding: str, shared: Path) -> None:
    records = list(rows("guangxi_beihai"))
    fields = list(dict.fromkeys(field for record in records for field in record))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, fields, restval="")
    writer.writeheader()
    writer.writerows(records)
    source = open_source(portal("guangxi_beihai"))
    mapping = propose(source).mapping
    written = open_source(stream.getvalue().encode(encoding))
    assert propose(written, "guangxi_beihai.json").mapping.fields == mapping.fields
    assert [item.content_hash for item in map_records(written, mapping) if isinstance(item, EntryRecord)] == [
        item.content_hash for item in map_records(source, mapping) if isinstance(item, EntryRecord)
    ]


def test_the_same_list_as_a_workbook_gives_equal_entries(shared: Path) -> None:
    records = list(rows("guangxi_guilin"))
    fields = list(dict.fromkeys(field for record in records for field in record))
    book = workbook(
        [
            ["桂林市公共数据开放目录"],
            fields,
            *([record.get(field, "") for field in fields] for record in records),
        ]
    )
    source = open_source(portal("guangxi_guilin"))
    mapping = propose(source).mapping
    assert [
        item.content_hash for item in map_records(open_source(book), mapping) if isinstance(item, EntryRecord)
    ] == [item.content_hash for item in map_records(source, mapping) if isinstance(item, EntryRecord)]
