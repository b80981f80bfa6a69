"""DCAT: one record per data set, languages chosen, nothing fetched, nothing expanded."""

import pytest

from shuheng.engines.harvest import EntryRecord, builtin, map_records, open_source
from shuheng.problems import ProblemsError
from shuheng.terms import ResourceKind
from tests.spec.harvest.lists import problems_of

TURTLE = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:b> a dcat:Dataset ; dct:title "Second"@en, "第二"@zh ; dct:publisher [ foaf:name "市水务局" ] ;
  dcat:keyword "水", "雨" ; dct:issued "2024-03-05T23:00:00Z"^^xsd:dateTime ;
  dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/MONTHLY> ;
  dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;
  dcat:theme <http://publications.europa.eu/resource/authority/data-theme/ENVI> ;
  dcat:distribution [ a dcat:Distribution ; dct:title "表" ; dcat:mediaType "text/csv" ; dcat:byteSize "120" ;
    dcat:downloadURL <https://example.cn/a.csv> ] ; dcat:distribution [ dct:format "API" ; dcat:accessURL <https://example.cn/api> ] .
<urn:a> a dcat:Dataset ; dct:title "First" ; dct:publisher <http://example.org/body/EASA> .
"""
LINKED = """{"@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
 "@id": "urn:a", "@type": "dcat:Dataset", "dct:title": "First"}"""


def entries(content: str) -> list[EntryRecord]:
    return [
        item
        for item in map_records(open_source(content.encode()), builtin("dcat"))
        if isinstance(item, EntryRecord)
    ]


def test_data_sets_in_the_order_of_their_addresses() -> None:
    first, second = entries(TURTLE)
    assert (first.key, first.title, first.provider, first.provider_code) == (
        "urn:a", "First", "EASA", "http://example.org/body/EASA",
    )  # fmt: skip
    assert (second.key, second.title, second.provider) == ("urn:b", "第二", "市水务局")
    assert (second.keywords, second.theme) == (("水", "雨"), "ENVI")
    assert (second.update_cycle, second.open_type, str(second.issued)) == (
        "monthly",
        "unconditional",
        "2024-03-05",
    )


def test_distributions_become_resources() -> None:
    _, second = entries(TURTLE)
    assert [(item.kind, item.format, item.url, item.size_bytes) for item in second.resources] == [
        (ResourceKind.API, "api", "https://example.cn/api", None),
        (ResourceKind.TABLE, "csv", "https://example.cn/a.csv", 120),
    ]
    assert (second.tables, second.apis, second.resources_known) == (1, 1, True)


def test_an_entry_without_distribution_says_nothing_about_resources() -> None:
    first, _ = entries(TURTLE)
    assert (first.resources_known, first.tables, first.file_count) == (False, 0, 0)


def test_json_ld_with_its_context_inside() -> None:
    assert [item.title for item in entries(LINKED)] == ["First"]


def test_named_graphs_count() -> None:
    named = LINKED.replace('"@id": "urn:a",', '"@id": "urn:g", "@graph": [{"@id": "urn:a",') + "]}"
    assert [item.key for item in entries(named)] == ["urn:a"]


@pytest.mark.parametrize(
    "content",
    [
        '{"@context": "https://example.org/context.jsonld", "@id": "urn:a"}',
        '{"@context": [{"a": "urn:x"}, "https://example.org/c"], "@id": "urn:a"}',
        '{"@graph": [{"@context": "https://example.org/c"}]}',
        '{"@context": {"@import": "https://example.org/c"}, "@id": "urn:a"}',
    ],
)
def test_contexts_elsewhere_are_refused_and_never_fetched(content: str) -> None:
    (problem,) = problems_of(entries, content)
    assert problem.code == "rdf-remote-context"
    assert "example.org" in problem.message


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>"""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB, "xml-doctype"),
        (BOMB.replace("DOCTYPE", "doctype"), "xml-doctype"),
        (
            '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
            "rdf-broken",
        ),
        ("@prefix dcat: <http://www.w3.org/ns/dcat#> .\n<urn:a> a dcat:Dataset", "rdf-broken"),
        ("@prefix dcat: <http://www.w3.org/ns/dcat#> .\n<urn:a> a dcat:Catalog .", "rdf-no-dataset"),
        ('{"@context": {"a": "urn:x"}, "@id": ', "rdf-broken"),
    ],
)
def test_what_cannot_be_read_is_refused(content: str, code: str) -> None:
    (problem,) = problems_of(entries, content)
    assert problem.code == code


def test_declared_entities_are_refused_in_utf_16_too() -> None:
    with pytest.raises(ProblemsError) as caught:
        list(map_records(open_source(BOMB.encode("utf-16")), builtin("dcat")))
    assert caught.value.problems[0].code == "xml-doctype"
