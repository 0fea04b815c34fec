"""Takes the dataset; gives `report.json`, the counts and what was left out, and the dataset's own description as RDF.

Touches nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg import vocab
from kg.corpus import Corpus
from kg.export import Dataset
from kg.model import Schema

#: Media types of the distributions, by file name.
MEDIA_TYPES: Mapping[str, str] = {
    "claims.csv": "text/csv",
    "context.jsonld": "application/ld+json",
    "graph.graphml": "application/graphml+xml",
    "graph.html": "text/html",
    "graph.jsonld": "application/ld+json",
    "graph.nq": "application/n-quads",
    "graph.ttl": "text/turtle",
    "ontology.ttl": "text/turtle",
    "report.json": "application/json",
}


def write_report(dataset: Dataset) -> bytes:
    """Counts by class, relation, modality, status and article, in JSON with sorted keys.

    Outside "proposals" and "claims by status" only what is reviewed and registered counts.
    """
    corpus = dataset.corpus
    claims, proposals = corpus.claims, corpus.proposals
    reviewed = [claim for claim in claims if claim.status == "reviewed"]
    registered = [one for one in corpus.entities if one.id not in corpus.registry.proposed]
    kinds = {name: term.kind for name, term in dataset.schema.properties.items()}
    report = {
        "title": corpus.description.title,
        "articles": len(corpus.articles),
        "entities": len(registered),
        "claims": len(reviewed),
        "facts": len(dataset.facts),
        "triples": len({str(quad.triple) for quad in dataset.quads}),
        "quads": len(dataset.quads),
        "entities by class": Counter(entity.type for entity in registered),
        "claims by article": {one: sum(claim.article == one for claim in reviewed) for one in corpus.articles},
        "claims by kind": Counter(kinds[claim.property] for claim in reviewed),
        "claims by modality": Counter(claim.modality for claim in reviewed),
        "claims by relation": Counter(claim.property for claim in reviewed),
        "claims by speaker": Counter(claim.speaker or "the article" for claim in reviewed),
        "claims by status": Counter(claim.status for claim in claims),
        "negated claims": sum(claim.negated for claim in reviewed),
        "proposals": {
            "claims": len(proposals.claims),
            "claims by article": Counter(claim.article for claim in proposals.claims),
            "claims by relation": Counter(claim.property for claim in proposals.claims),
            "dropped by article": proposals.dropped,
            "entities": {one.id: one.type for one in proposals.newcomers},
            "extractors": Counter(proposals.extractors.values()),
        },
        "skipped": [{"where": str(one.location), "why": one.message} for one in corpus.skipped],
    }
    return (json.dumps(report, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def describe(corpus: Corpus, schema: Schema, quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The dataset's description in DCAT and VoID. Counts are those of the quads given, without the description."""
    prefixes = schema.prefixes
    graph = ox.NamedNode(prefixes["graph"] + "dataset")
    node = graph
    quads = tuple(quads)
    triples = {str(quad.triple): quad for quad in quads}.values()
    rdf_type = vocab.RDF + "type"
    about: list[tuple[str, ox.NamedNode | ox.Literal]] = [
        (rdf_type, ox.NamedNode(vocab.DCAT + "Dataset")),
        (rdf_type, ox.NamedNode(vocab.VOID + "Dataset")),
        (vocab.DCTERMS + "title", ox.Literal(corpus.description.title, language="en")),
        (vocab.DCTERMS + "description", ox.Literal(corpus.description.description, language="en")),
        (vocab.DCTERMS + "creator", ox.Literal(corpus.description.creator)),
        (vocab.DCTERMS + "license", ox.NamedNode(corpus.description.licence)),
        (vocab.VOID + "uriSpace", ox.Literal(prefixes["ent"])),
        (vocab.VOID + "triples", ox.Literal(len(triples))),
        (vocab.VOID + "entities", ox.Literal(len(corpus.entities))),
        (vocab.VOID + "classes", ox.Literal(len({str(q.object) for q in triples if q.predicate.value == rdf_type}))),
        (vocab.VOID + "properties", ox.Literal(len({q.predicate.value for q in triples}))),
    ]
    about += [(vocab.VOID + "vocabulary", ox.NamedNode(name)) for name in _vocabularies(schema)]
    about += [(vocab.DCTERMS + "source", ox.NamedNode(prefixes["art"] + one)) for one in corpus.articles]
    if dates := sorted(one.ingested for one in corpus.articles.values() if one.ingested):
        about.append((vocab.DCTERMS + "modified", ox.Literal(dates[-1], datatype=ox.NamedNode(vocab.XSD + "date"))))
    found = [ox.Quad(node, ox.NamedNode(predicate), value, graph) for predicate, value in about]
    for name, media_type in MEDIA_TYPES.items():
        part = ox.NamedNode(f"{node.value}/{name}")
        found.append(ox.Quad(node, ox.NamedNode(vocab.DCAT + "distribution"), part, graph))
        for predicate, value in (
            (rdf_type, ox.NamedNode(vocab.DCAT + "Distribution")),
            (vocab.DCTERMS + "title", ox.Literal(name)),
            (vocab.DCAT + "mediaType", ox.NamedNode(f"https://www.iana.org/assignments/media-types/{media_type}")),
            (vocab.DCTERMS + "license", ox.NamedNode(corpus.description.licence)),
        ):
            found.append(ox.Quad(part, ox.NamedNode(predicate), value, graph))
    return found


def _vocabularies(schema: Schema) -> list[str]:
    used = ("", "kg", "prov", "oa", "skos", "schema", "dcterms", "dcat", "void")
    return sorted(schema.prefixes[prefix] for prefix in used)
