"""Namespaces of DCAT, and how nodes of a graph become plain texts."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
DC = Namespace("http://purl.org/dc/elements/1.1/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
LABELS = (SKOS.prefLabel, RDFS.label, FOAF.name, DCT.title, VCARD.fn, RDF.value, DCT.identifier)
LANGUAGES = ("zh-hans", "zh-cn", "zh", "zh-hant", "en", "")


def texts(graph: Graph, subject: Node, *predicates: URIRef) -> list[str]:
    """All values of the first predicate that has any, in a fixed order, without doubles."""
    for predicate in predicates:
        found = sorted({_text(graph, node) for node in graph.objects(subject, predicate)} - {""})
        if found:
            return found
    return []


def text(graph: Graph, subject: Node, *predicates: URIRef) -> str:
    """One value of the first predicate that has any: Chinese before English before what comes first."""
    for predicate in predicates:
        nodes = [node for node in graph.objects(subject, predicate) if _text(graph, node)]
        if nodes:
            return _text(graph, min(nodes, key=_preference))
    return ""


def nodes(graph: Graph, subject: Node, predicate: URIRef) -> Iterable[Node]:
    """The nodes a subject points to, in a fixed order."""
    return sorted(graph.objects(subject, predicate), key=str)


def _preference(node: Node) -> tuple[int, str, str]:
    language = (node.language or "").lower() if isinstance(node, Literal) else ""
    rank = LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES)
    return rank, language, str(node)


def _text(graph: Graph, node: Node) -> str:
    """A literal as written, a resource by its address, a blank node by its label."""
    if not isinstance(node, BNode):
        return str(node).strip()
    return next((str(label) for name in LABELS for label in sorted(graph.objects(node, name), key=str)), "")


def labels(graph: Graph, subject: Node, predicate: URIRef) -> list[str]:
    """The label of each resource a subject points to, in a fixed order; where it has none, the last part of its address."""
    return sorted({_label(graph, node) for node in graph.objects(subject, predicate)} - {""})


def _label(graph: Graph, node: Node) -> str:
    if isinstance(node, Literal):
        return str(node).strip()
    named = text(graph, node, *LABELS)
    return named or (
        str(node).rstrip("/#").replace("#", "/").rpartition("/")[2] if isinstance(node, URIRef) else ""
    )
