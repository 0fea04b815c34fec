"""Takes the store and the CONSTRUCT queries of `ontology/rules/`; gives the derived quads; changes only that store.

Rules run until none gives anything new. What they give stands in the graph of derived statements, and each rule writes
a `kg:Derivation` for what it says about the world, so that nothing derived can pass for a source.
"""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import BadInput, BadQuery, Location, Problem
from kg.project import Project
from kg.store import Store

_MAX_ROUNDS = 12


def apply_rules(project: Project, store: Store) -> list[ox.Quad]:
    """The derived quads of all rules, each once; they are in the store, too. Raises `BadInput` for a faulty rule."""
    graph = ox.NamedNode(store.prefixes["graph"] + "derived")
    rules = [(project.show(path), project.read(path)) for path in project.files(project.rules, ".rq")]
    derived: dict[ox.Quad, None] = {}
    for _ in range(_MAX_ROUNDS):
        before = len(derived)
        for shown, text in rules:
            try:
                triples = store.construct(text)
            except BadQuery as error:
                raise BadInput(Problem(Location(shown), f"not a rule: {error}", "write a CONSTRUCT query")) from None
            quads = [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples]
            store.add(quads)
            derived.update(dict.fromkeys(quads))
        if len(derived) == before:
            return list(derived)
    raise BadInput(Problem(Location("ontology/rules"), f"the rules still give news after {_MAX_ROUNDS} rounds"))
