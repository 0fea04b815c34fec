"""Takes quads, N-Quads or Turtle files; gives SPARQL answers over them; touches only the files it is told to read.

The small face of the triple store (pyoxigraph, in memory). A query sees the union of all named graphs as its default
graph, because people ask across articles; `GRAPH ?g { ... }` still tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg import vocab
from kg.errors import BadInput, BadQuery, Location, NotBuilt, Problem
from kg.project import Project

_CHARACTERS = re.compile(r",? ?\['.*?'\](?=,|$)|, \[_\](?=,|$)")
_MAX_MESSAGE = 300

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
            # lenient: our own file, whose hash kg verify checks; it saves a third of the time of a cold query. No
            # bulk_load: its threads cost more than they save, at 40,000 quads as at 200,000
            self.engine.load(path=str(path), format=ox.RdfFormat.N_QUADS, lenient=True)
        except FileNotFoundError:
            raise NotBuilt(f"{path}: the graph is not built yet; run: kg build") from None
        except (SyntaxError, OSError) as error:
            raise NotBuilt(f"{path}: the graph cannot be read ({error}); run: kg build --force") from None

    def query(self, text: str) -> Answer:
        """The answer to a SPARQL query. Raises `BadQuery`."""
        try:
            return self.engine.query(text, prefixes=self.prefixes, use_default_graph_as_union=True)
        except (SyntaxError, ValueError, RuntimeError) as error:
            raise BadQuery(_one_line(str(error))) from None

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


def _one_line(message: str) -> str:
    """What the engine says of a query, without the classes of characters that it would also have taken."""
    text = _CHARACTERS.sub("", " ".join(message.split()))
    return text if len(text) <= _MAX_MESSAGE else f"{text[: _MAX_MESSAGE - 1]}…"


def turtle_bytes(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> bytes:
    """The triples in Turtle, in the order given: with sorted triples the bytes are the same each time."""
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=dict(sorted(prefixes.items()))) or b""


def read_prefixes(project: Project) -> dict[str, str]:
    """All prefixes that are fixed in a project: those of every project and those of `ontology/prefixes.ttl`."""
    path = project.ontology / "prefixes.ttl"
    _, own = parse_turtle(project, path)
    for prefix in vocab.PROJECT_PREFIXES:
        if prefix not in own:
            message, mend = f"the prefix '{prefix}:' is missing", f"add a line '@prefix {prefix}: <...> .'"
            raise BadInput(Problem(Location(project.show(path)), message, mend))
    for prefix, namespace in own.items():
        if vocab.PREFIXES.get(prefix, namespace) != namespace:
            message, mend = f"the prefix '{prefix}:' is fixed", f"it stands for <{vocab.PREFIXES[prefix]}>"
            raise BadInput(Problem(Location(project.show(path)), message, mend))
    return {**vocab.PREFIXES, **own}


def parse_turtle(project: Project, path: Path) -> tuple[list[ox.Triple], dict[str, str]]:
    """The triples and the prefixes of one file. Raises `BadInput` with the line that does not parse."""
    parser = ox.parse(project.read(path), format=ox.RdfFormat.TURTLE)
    try:
        triples = [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in parser]
    except SyntaxError as error:
        where = Location(project.show(path), error.lineno or 0, error.offset or 0)
        raise BadInput(Problem(where, f"not Turtle: {error.msg}", "mend the line")) from None
    return triples, parser.prefixes
