"""Lists in DCAT: Turtle, JSON-LD and RDF/XML, each data set as one flat record. Nothing is ever fetched."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from typing import Any

from rdflib import RDF, BNode, Dataset, Graph, URIRef
from rdflib.term import Node

from shuheng.engines.harvest.read.limits import broken
from shuheng.engines.harvest.read.raw import RawItem, RawRecord
from shuheng.engines.harvest.read.rdf_terms import DC, DCAT, DCT, FOAF, labels, nodes, text, texts
from shuheng.engines.harvest.record import Raw
from shuheng.problems import Problem

PARSERS = {"turtle": "turtle", "jsonld": "json-ld", "rdfxml": "xml"}
_DECLARED = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
NOWHERE = "urn:shuheng:harvest:"


class RdfList:
    """One pass over a graph; the whole graph is held, so its size is bounded by the caller."""

    def __init__(self, content: str, form: str, name: str) -> None:
        self.name = name
        self.declared: int | None = None
        self.problems: list[Problem] = []
        self._graph = _parse(content, form, name)

    def items(self) -> Iterator[RawItem]:
        """One record per dcat:Dataset, in the order of their addresses."""
        found = sorted(self._graph.subjects(RDF.type, DCAT.Dataset, unique=True), key=self._order)
        if not found:
            raise broken("rdf-no-dataset", "", self.name)
        for number, subject in enumerate(found, 1):
            yield RawRecord(number, None, _record(self._graph, subject))

    def _order(self, subject: Node) -> tuple[bool, str]:
        """Blank nodes have no name that lasts; they are ordered by what they say."""
        return isinstance(subject, BNode), json.dumps(_record(self._graph, subject), ensure_ascii=False)


def _parse(content: str, form: str, name: str) -> Graph:
    if form == "rdfxml":
        if _DECLARED.search(content):
            raise broken("xml-doctype", "", name)
        content = _PROLOGUE.sub("", content)
    if form == "jsonld":
        _refuse_remote(_json(content, name), name)
    graph = Graph()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", DeprecationWarning
            )  # rdflib's own parsers use what rdflib deprecates
            named = Dataset()  # the named graphs of JSON-LD count as well
            named.parse(data=content, format=PARSERS[form], publicID=NOWHERE)
            for quad in named.quads():
                graph.add(quad[:3])
    except Exception as error:  # rdflib's parsers raise anything, from SyntaxError to AssertionError
        line = getattr(error, "lines", None)
        where = f"第 {line + 1} 行。" if isinstance(line, int) else f"{str(error)[:120]}。"
        raise broken("rdf-broken", where, name) from error
    return graph


def _json(content: str, name: str) -> Any:
    try:
        return json.loads(content)
    except (json.JSONDecodeError, RecursionError) as error:
        raise broken("rdf-broken", f"不是合法的 JSON：{error}。", name) from error


def _refuse_remote(value: Any, name: str) -> None:
    """JSON-LD may name contexts by address; fetching them would reach into the network."""
    if isinstance(value, list):
        for inner in value:
            _refuse_remote(inner, name)
    elif isinstance(value, dict):
        contexts = value.get("@context", [])
        for context in contexts if isinstance(contexts, list) else [contexts]:
            if isinstance(context, str):
                raise broken("rdf-remote-context", f"“{context[:120]}”。", name)
        if isinstance(value.get("@import"), str):
            raise broken("rdf-remote-context", f"“{value['@import'][:120]}”。", name)
        for inner in value.values():
            _refuse_remote(inner, name)


def _record(graph: Graph, subject: Node) -> Raw:
    """The flat record of one data set, with the names of data.json where it has one."""
    about = "" if isinstance(subject, BNode) else str(subject)
    identifier = text(graph, subject, DCT.identifier, DC.identifier)
    title = text(graph, subject, DCT.title, DC.title)
    record: Raw = {
        "key": about or identifier or title,
        "about": about,
        "identifier": identifier,
        "title": title,
        "description": text(graph, subject, DCT.description, DC.description),
        "publisher": "；".join(labels(graph, subject, DCT.publisher)),
        "publisherId": "；".join(
            str(node) for node in nodes(graph, subject, DCT.publisher) if isinstance(node, URIRef)
        ),
        "keyword": texts(graph, subject, DCAT.keyword),
        "theme": labels(graph, subject, DCAT.theme),
        "issued": text(graph, subject, DCT.issued),
        "modified": text(graph, subject, DCT.modified),
        "accrualPeriodicity": text(graph, subject, DCT.accrualPeriodicity),
        "accessRights": text(graph, subject, DCT.accessRights),
        "license": text(graph, subject, DCT.license, DCT.rights),
        "landingPage": text(graph, subject, DCAT.landingPage, FOAF.page),
        "version": text(graph, subject, DCAT.version),
        "distribution": sorted(
            (_distribution(graph, node) for node in nodes(graph, subject, DCAT.distribution)),
            key=lambda found: json.dumps(found, ensure_ascii=False),
        ),
    }
    return {name: value for name, value in record.items() if value}


def _distribution(graph: Graph, node: Node) -> Raw:
    found = {
        "title": text(graph, node, DCT.title, DC.title),
        "format": text(graph, node, DCT["format"]),
        "mediaType": text(graph, node, DCAT.mediaType),
        "downloadURL": text(graph, node, DCAT.downloadURL),
        "accessURL": text(graph, node, DCAT.accessURL),
        "byteSize": text(graph, node, DCAT.byteSize),
        "accessService": text(graph, node, DCAT.accessService),
        "license": text(graph, node, DCT.license),
    }
    return {name: value for name, value in found.items() if value}
