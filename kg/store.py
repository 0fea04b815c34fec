"""Takes quads or a file of N-Quads; gives SPARQL answers over them; touches only the file that it is told to read.

The small face of the triple store (pyoxigraph, in memory). A query sees the union of all named graphs as its default
graph, because people ask across articles; `GRAPH ?g { ... }` still tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import BadQuery, NotBuilt

Answer = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean


class Store:
    """A store in memory with the prefixes that its queries may use undeclared."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = dict(prefixes)
        self.engine = ox.Store()

    def __len__(self) -> int:
        return len(self.engine)

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Put the quads in."""
        self.engine.bulk_extend(quads)

    def load(self, path: Path) -> None:
        """Put a file of N-Quads in. Raises `NotBuilt` when there is none or it does not parse."""
        try:
            self.engine.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
        except FileNotFoundError:
            raise NotBuilt(f"{path}: the graph is not built yet; run: kg build") from None
        except (SyntaxError, OSError) as error:
            raise NotBuilt(f"{path}: the graph cannot be read ({error}); run: kg build --force") from None

    def query(self, text: str, bindings: Mapping[str, ox.NamedNode | ox.Literal] | None = None) -> Answer:
        """The answer to a SPARQL query; `bindings` are terms for its variables. Raises `BadQuery`."""
        substitutions: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): term for name, term in (bindings or {}).items()
        }
        try:
            return self.engine.query(
                text, prefixes=self.prefixes, use_default_graph_as_union=True, substitutions=substitutions or None
            )
        except (SyntaxError, ValueError) as error:
            raise BadQuery(str(error)) from None

    def select(self, text: str) -> list[tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...]]:
        """The rows of a SELECT query."""
        answer = self.query(text)
        if not isinstance(answer, ox.QuerySolutions):
            raise BadQuery("not a SELECT query")
        return [tuple(row) for row in answer]

    def construct(self, text: str) -> list[ox.Triple]:
        """The triples of a CONSTRUCT query."""
        answer = self.query(text)
        if not isinstance(answer, ox.QueryTriples):
            raise BadQuery("not a CONSTRUCT query")
        return list(answer)


def turtle_bytes(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """The triples in Turtle, in the order given: with sorted triples the bytes are the same each time."""
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(sorted(prefixes.items()))) or b""
