"""Takes a `PageData`; gives the `pyvis.network.Network` of it, placed and dressed; touches a cache if one is named.

Positions come from `kg.views.layout` or its cache, so that the page opens at rest; nodes and edges are appended to
pyvis's lists, because its own `add_node` and `add_edge` are quadratic.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from kg.views import layout
from kg.views.layout.cache import recall
from kg.views.records import PageData, manner

#: vis-network's own colour-free shapes whose size is the node's, and colours: those of Okabe and Ito (2008), the yellow
#: darkened so that it shows on white, then seven more after Tol's (2021) muted scheme, all of 3:1 or nearly so on light
#: and dark. 7 and 15 have no common divisor, so that 105 families differ; shape repeats what colour says.
SHAPES = ("dot", "square", "diamond", "triangle", "hexagon", "star", "triangleDown")
COLOURS = (
    *("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#b8a100", "#7f7f7f"),
    *("#8c6d3f", "#a8517e", "#2f9a8f", "#b04a4a", "#7a6bd1", "#6a8f2f", "#5f7d99"),
)

#: How a claim is made -> how its line looks. `negated` and `derived` are not modalities, but are told apart like them.
LOOKS = {
    "asserted": "asserted",
    "disputed": "disputed",
    "denied": "denied",
    "negated": "negated",
    "planned": "planned",
    "predicted": "predicted",
    "opinion": "opinion",
    "questioned": "questioned",
    "conditional": "conditional",
    "derived": "derived",
}

OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 0},
    "interaction": {
        "hover": False,
        "dragNodes": True,
        "selectConnectedEdges": False,
        "keyboard": False,
        "navigationButtons": False,
        "zoomSpeed": 0.6,
    },
}


def build_network(page: PageData, cache: Path | None = None) -> Any:
    """The `pyvis.network.Network`: placed nodes, and one edge for all claims of one look from one node to another."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(OPTIONS))
    families = {family["label"]: family for family in draw_families(page)}
    family_of = {cls.id: families[cls.top] for cls in page.classes}
    edges = _edges(page)
    weight = dict.fromkeys((node.id for node in page.nodes), 0)
    for claim in page.claims:
        for end in {claim.subject, claim.object or claim.subject}:
            weight[end] += 1
    index = {node.id: number for number, node in enumerate(page.nodes)}
    sizes = [round(7 + min(19.0, 2.6 * math.sqrt(weight[node.id])), 1) for node in page.nodes]
    pairs: dict[tuple[int, int], float] = {}
    for edge in edges:
        pair = (index[edge["from"]], index[edge["to"]])
        pairs[pair] = pairs.get(pair, 0.0) + len(edge["claims"]) + len(edge["derived"])
    placed = recall(cache, sizes, pairs) if cache else layout.place(sizes, pairs)
    for number, node in enumerate(page.nodes):
        family = family_of[node.cls]
        network.nodes.append(
            {"id": node.id, "label": node.label, "shape": family["shape"], "color": family["colour"],
             "size": sizes[number], "x": placed.points[number][0], "y": placed.points[number][1],
             "rank": placed.ranks[number], "community": placed.communities[number]}
        )  # fmt: skip
    network.edges.extend(edges)
    return network


def _edges(page: PageData) -> list[dict[str, Any]]:
    """One edge for each (subject, object, look), numbered; edges between the same two nodes bend away from each other.

    `bend` is 0 for a straight line, else the share of the length by which it bows, to the left seen from `from`.
    """
    edges: dict[tuple[str, str, str], dict[str, Any]] = {}

    def edge(start: str, end: str, look: str) -> dict[str, Any]:
        new = {"from": start, "to": end, "look": look, "label": "", "arrows": "to", "claims": [], "derived": []}
        return edges.setdefault((start, end, look), new)

    labels: dict[tuple[str, str, str], dict[str, None]] = {}
    for claim in page.claims:
        if claim.object is not None:
            look = LOOKS.get(manner(claim), "tentative")
            edge(claim.subject, claim.object, look)["claims"].append(claim.id)
            labels.setdefault((claim.subject, claim.object, look), {})[claim.property_label] = None
    for number, statement in enumerate(page.derived):
        if statement.object is not None:
            edge(statement.subject, statement.object, "derived")["derived"].append(number)
            labels.setdefault((statement.subject, statement.object, "derived"), {})[statement.property_label] = None
    beside: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for number, (key, found) in enumerate(edges.items()):
        found["id"] = f"edge-{number}"
        found["label"] = ", ".join(labels[key])
        beside.setdefault(tuple(sorted(key[:2])), []).append(found)
    for group in beside.values():
        for place, found in enumerate(group):
            bend = (place - (len(group) - 1) / 2) * 0.22
            found["bend"] = round(-bend if found["from"] > found["to"] else bend, 3)
    return list(edges.values())


def draw_families(page: PageData) -> list[dict[str, str]]:
    """The families of the classes in their order, each with a shape and a colour of its own."""
    tops = dict.fromkeys(cls.top for cls in page.classes)
    return [
        {"label": top, "shape": SHAPES[number % len(SHAPES)], "colour": COLOURS[number % len(COLOURS)]}
        for number, top in enumerate(tops)
    ]
