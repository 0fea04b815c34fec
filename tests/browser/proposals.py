"""Takes the small sample, or what holds it; gives it with two claims and a thing that a machine has only proposed."""

from __future__ import annotations

from dataclasses import replace

from kg.views.records import PageData

PROPOSED = {
    "c-rival": {"extractor": "cue-words", "confidence": "0.82", "reason": "the verb is 'competes'"},
    "c-part": {"extractor": "cue-words"},
}


def build(data: PageData) -> PageData:
    """The same data; the thing `rival` and the claims of `PROPOSED` are proposed, the others reviewed."""
    claims = tuple(
        replace(claim, status="proposed", **PROPOSED[claim.id])
        if claim.id in PROPOSED
        else replace(claim, status="reviewed")
        for claim in data.claims
    )
    return replace(data, claims=claims, nodes=tuple(replace(node, proposed=node.id == "rival") for node in data.nodes))
