"""Takes a checked `PageData`; gives what its script needs as plain values, each thing told once; touches nothing.

`data.js` is the other half: it fills in what is left out here. Things, articles and properties are told by their place
in their lists; what can be worked out (a quote from its paragraph, a label from its thing) or is usual is not told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from kg.views.network import LOOKS, draw_families
from kg.views.records import PageClaim, PageData, PageSparql, manner

#: What most claims are; the script fills it in.
USUAL = {"modality": "asserted", "status": "reviewed", "part": "body"}


def describe(page: PageData, sparql: PageSparql | None) -> dict[str, Any]:
    """What stands beside pyvis's nodes and edges: articles, classes, things, claims and, if any, the SPARQL tab."""
    labels = {node.id: node.label for node in page.nodes}
    numbers = _Numbers(page)
    return {
        "articles": [_lean(asdict(article)) for article in page.articles],
        "families": draw_families(page),
        "classes": [asdict(cls) for cls in page.classes],
        "properties": list(numbers.properties),
        "nodes": [_lean({**asdict(node), "cls": numbers.classes[node.cls]}) for node in page.nodes],
        "claims": [_lean_claim(claim, numbers, labels) for claim in page.claims],
        "derived": [_lean(asdict(statement)) for statement in page.derived],
        "looks": list(LOOKS.items()),
        "sparql": _describe_sparql(sparql),
    }


def lean_graph(page: PageData, nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> dict[str, Any]:
    """pyvis's nodes as [x, y, size] in their order, its edges as [from, to, look, bend, claims, derived] by numbers.

    Labels, shapes and colours stand with the things and their families.
    """
    numbers = _Numbers(page)
    return {
        "nodes": [[node["x"], node["y"], node["size"]] for node in nodes],
        "edges": [
            [numbers.nodes[edge["from"]], numbers.nodes[edge["to"]], edge["look"], edge["bend"],
             [numbers.claims[name] for name in edge["claims"]], edge["derived"]]
            for edge in edges
        ],
    }  # fmt: skip


class _Numbers:
    """The place of each record in its list."""

    def __init__(self, page: PageData) -> None:
        self.nodes = {node.id: number for number, node in enumerate(page.nodes)}
        self.claims = {claim.id: number for number, claim in enumerate(page.claims)}
        self.articles = {article.id: number for number, article in enumerate(page.articles)}
        self.classes = {cls.id: number for number, cls in enumerate(page.classes)}
        named = dict.fromkeys((claim.property, claim.property_label) for claim in page.claims)
        self.properties = {pair: number for number, pair in enumerate(named)}


def _lean_claim(claim: PageClaim, numbers: _Numbers, labels: Mapping[str, str]) -> dict[str, Any]:
    record = {**asdict(claim), "manner": manner(claim), "quote_length": len(claim.quote)}
    for left_out in ("quote", "property_label"):
        del record[left_out]
    if record["manner"] == claim.modality:
        record["manner"] = None
    for key, usual in USUAL.items():
        if record[key] == usual:
            record[key] = None
    if claim.object is not None and claim.text == labels[claim.object]:
        record["text"] = None
    if claim.speaker_node is not None and claim.speaker == labels[claim.speaker_node]:
        record["speaker"] = None
    for key in ("subject", "object", "speaker_node"):
        record[key] = None if record[key] is None else numbers.nodes[record[key]]
    record["article"] = numbers.articles[claim.article]
    record["property"] = numbers.properties[claim.property, claim.property_label]
    return _lean(record)


def _describe_sparql(sparql: PageSparql | None) -> dict[str, Any] | None:
    """What the SPARQL tab offers; the graph itself and the engine stand in elements of their own."""
    if sparql is None:
        return None
    return {
        "prefixes": dict(sparql.prefixes),
        "questions": [asdict(one) for one in sparql.questions],
        "terms": [[one.name, one.label, one.kind] for one in sparql.terms],
    }


def _lean(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record without what is absent or empty."""
    return {key: value for key, value in record.items() if value is not None and value != () and value is not False}
