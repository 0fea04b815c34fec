"""Takes a page's data; gives them with a graph of their own for the SPARQL tab, and the prefixes of that graph."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox

from kg.views.records import PageData, PageQuestion, PageSparql, PageTerm

PREFIXES = {
    "ent": "https://example.org/entity/",
    "claim": "https://example.org/claim/",
    "art": "https://example.org/article/",
    "": "https://example.org/",
    "kg": "https://example.org/kg#",
}


def quads(data: PageData) -> bytes:
    """What is said of what, and in which words, as N-Quads."""
    lines = []
    for claim in data.claims:
        graph = f"<{PREFIXES['art']}{claim.article}>"
        node, subject = f"<{PREFIXES['claim']}{claim.id}>", f"<{PREFIXES['ent']}{claim.subject}>"
        lines += [
            f"{node} <{PREFIXES['']}about> {subject} {graph} .",
            f"{node} <{PREFIXES['']}quote> {ox.Literal(claim.quote)} {graph} .",
        ]
        if claim.object:
            lines.append(f"{node} <{PREFIXES['']}object> <{PREFIXES['ent']}{claim.object}> {graph} .")
    return "".join(f"{line}\n" for line in lines).encode()


def with_sparql(data: PageData, nquads: bytes, *questions: PageQuestion) -> PageData:
    """The page with this graph and these questions."""
    terms = (PageTerm(name=":about", label="is about", kind="relation"),)
    return replace(
        data, sparql=PageSparql(prefixes=tuple(PREFIXES.items()), questions=questions, terms=terms, nquads=nquads)
    )
