"""Takes the small sample, or what holds it; gives it with two claims and a thing that a machine has only proposed."""

from __future__ import annotations

from dataclasses import replace

from kg.views.records import PageClaim, PageData


def build(data: PageData) -> PageData:
    """The same data; the thing `rival`, `c-rival` and `c-part` are proposed, all other claims reviewed."""
    nodes = tuple(replace(node, proposed=node.id == "rival") for node in data.nodes)
    return replace(data, claims=tuple(map(_propose, data.claims)), nodes=nodes)


def _propose(claim: PageClaim) -> PageClaim:
    if claim.id == "c-rival":
        why = "the verb is 'competes'"
        return replace(claim, status="proposed", extractor="cue-words", confidence="0.82", reason=why)
    if claim.id == "c-part":
        return replace(claim, status="proposed", extractor="cue-words")
    return replace(claim, status="reviewed")
