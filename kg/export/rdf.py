"""Takes the dataset; gives Turtle (merged), N-Quads (a graph an article) and the ontology in Turtle; touches nothing.

Turtle comes from the sorted triples, because a serialiser that goes through a hash table writes another order each
time.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.export import Dataset
from kg.store import turtle_bytes


def write_turtle(dataset: Dataset) -> bytes:
    """All graphs merged, the ontology's terms included, sorted by subject."""
    triples = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in dataset.quads)
    return _turtle(dataset, triples)


def write_nquads(dataset: Dataset) -> bytes:
    """All quads, one a line, sorted by line."""
    return "".join(sorted(f"{quad} .\n" for quad in dataset.quads)).encode()


def write_ontology(dataset: Dataset) -> bytes:
    """Terms, alignments and shapes in one file."""
    return _turtle(dataset, dataset.ontology)


def _turtle(dataset: Dataset, triples: Iterable[ox.Triple]) -> bytes:
    graph = ox.Dataset(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    ordered = [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in sorted(graph, key=_key)]
    return turtle_bytes(ordered, dataset.prefixes)


def _key(quad: ox.Quad) -> tuple[bool, str, bool, str, str]:
    """Named nodes before blank ones, rdf:type first among the predicates of a subject."""
    predicate = quad.predicate.value
    blank = isinstance(quad.subject, ox.BlankNode)
    return blank, str(quad.subject), not predicate.endswith("#type"), predicate, str(quad.object)
