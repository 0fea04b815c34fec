"""Takes the dataset; gives GraphML for Gephi, yEd and networkx, with typed attributes; touches nothing.

Nodes are entities, edges the claims between two of them: all claims, the planned and denied ones too, told apart by
their attributes. `fact` is true for the edges that stand as direct triples. Figures and words are no edges; a node
counts them.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any

from kg.export import Dataset
from kg.graph import speaker_chain
from kg.model import Claim

#: Characters that XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_networkx(dataset: Dataset) -> Any:
    """The claims between entities as a `networkx.MultiDiGraph`, keyed by claim id."""
    import networkx as nx

    corpus, schema = dataset.corpus, dataset.schema
    graph = nx.MultiDiGraph()
    counts = Counter(claim.subject for claim in corpus.claims)
    counts.update(claim.object for claim in corpus.claims if claim.object)
    for entity in sorted(corpus.entities, key=lambda entity: entity.id):
        graph.add_node(
            entity.id,
            label=entity.label,
            type=entity.type,
            zh=entity.zh or "",
            aliases=" | ".join(entity.aliases),
            definition=entity.definition or "",
            claims=counts[entity.id],
            proposed=entity.id in corpus.registry.proposed,
        )
    for claim in corpus.claims:
        if claim.object is None:
            continue
        article = corpus.articles[claim.article]
        graph.add_edge(
            claim.subject,
            claim.object,
            key=claim.id,
            label=schema.properties[claim.property].label,
            relation=claim.property,
            modality=claim.modality,
            negated=claim.negated,
            fact=claim.id in dataset.facts,
            status=claim.status,
            **_proposal(claim),
            speaker=speaker_chain(claim, corpus) if claim.speaker else "",
            quote=claim.span.text,
            article=claim.article,
            publisher=article.publisher or "",
            published=article.published.text if article.published else "",
            when=claim.when.text if claim.when else "",
            start=claim.span.start,
            end=claim.span.end,
        )
    return graph


def _proposal(claim: Claim) -> dict[str, str | float]:
    """What only a proposed claim has."""
    found: dict[str, str | float] = {"extractor": claim.extractor} if claim.extractor else {}
    if claim.confidence is not None:
        found["confidence"] = float(claim.confidence)
    return found | ({"reason": claim.reason} if claim.reason else {})


def write_graphml(dataset: Dataset) -> bytes:
    """GraphML in UTF-8."""
    import networkx as nx

    out = io.BytesIO()
    graph = to_networkx(dataset)
    for attributes in (*(data for _, data in graph.nodes(data=True)), *(data for *_, data in graph.edges(data=True))):
        for name, value in attributes.items():
            if isinstance(value, str):
                attributes[name] = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", value)
    nx.write_graphml_xml(graph, out, encoding="utf-8", prettyprint=True, named_key_ids=False)
    return out.getvalue()
