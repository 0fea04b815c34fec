"""Takes the dataset, the shapes and the check queries; gives violations; touches nothing.

Three guards: SHACL shapes (written ones, and one for each relation from its domain and range), queries of
`ontology/checks/` whose every row is a violation named by the file, and the proof of quotes against the articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

import pyoxigraph as ox

from kg import vocab
from kg.errors import BadInput, BadQuery, Location, Problem
from kg.model import Article, Schema
from kg.project import Project
from kg.store import Store


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What is violated, by what, and how it shows."""

    check: str
    focus: str
    message: str

    def __str__(self) -> str:
        return f"{self.check}: {self.focus}: {self.message}"


def relation_shapes(schema: Schema) -> list[ox.Triple]:
    """A SHACL shape for every relation: its subjects are of its domain, its objects of its range."""
    triples = []
    for term in schema.properties.values():
        if term.kind != "relation":
            continue
        relation = ox.NamedNode(schema.iris[term.name])
        shape, value = (ox.NamedNode(f"{relation.value}{part}") for part in ("Shape", "ObjectShape"))
        for subject, predicate, target in (
            (shape, "targetSubjectsOf", relation),
            (shape, "class", _class(schema, term.domain)),
            (shape, "property", value),
            (value, "path", relation),
            (value, "class", _class(schema, term.range)),
        ):
            triples.append(ox.Triple(subject, ox.NamedNode(vocab.SH + predicate), target))
        for node, kind in ((shape, "NodeShape"), (value, "PropertyShape")):
            triples.append(ox.Triple(node, ox.NamedNode(vocab.RDF + "type"), ox.NamedNode(vocab.SH + kind)))
    return triples


def _class(schema: Schema, name: str) -> ox.NamedNode:
    return ox.NamedNode(schema.iris[name])


def check_shapes(quads: Iterable[ox.Quad], shapes: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> list[Violation]:
    """The SHACL violations of the merged dataset, sorted."""
    data = serialise(ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    wanted = serialise(shapes)
    if find_spec("shacl") is None:
        return _check_with_pyshacl(data, wanted, prefixes)
    import shacl

    try:
        report = shacl.Shapes.from_text(wanted, format="ntriples").validate_text(data, format="ntriples")
    except ValueError as error:
        raise BadInput(Problem(Location("ontology/shapes"), f"not SHACL: {error}", "mend the shape")) from None
    return sorted(
        _violation(
            (result.root_shape or result.source_shape, result.focus_node, result.message or result.component),
            result.path,
            result.value,
            prefixes,
        )
        for result in report.results
    )


def _check_with_pyshacl(data: str, shapes: str, prefixes: Mapping[str, str]) -> list[Violation]:
    """The same by pyshacl, some seventy times slower: for machines for which there is no wheel of shacl."""
    import pyshacl
    import rdflib

    graph, wanted = rdflib.Graph(), rdflib.Graph()
    graph.parse(data=data, format="nt")
    wanted.parse(data=shapes, format="nt")
    _, report, _ = pyshacl.validate(graph, shacl_graph=wanted)
    found = []
    for result in report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult):
        shape, focus, message, path, value = (
            None if (term := report.value(result, rdflib.SH[name])) is None else term.n3()
            for name in ("sourceShape", "focusNode", "resultMessage", "resultPath", "value")
        )
        found.append(_violation((shape, focus, message), path, value, prefixes))
    return sorted(found)


def _violation(
    named: tuple[str | None, str | None, str | None], path: str | None, value: str | None, prefixes: Mapping[str, str]
) -> Violation:
    shape, focus, message = named
    tail = f" at {_short(path, prefixes)}" if path else ""
    shown = f" ({_short(value, prefixes)})" if value else ""
    return Violation(f"shape {_short(shape, prefixes)}", _short(focus, prefixes), f"{message}{tail}{shown}")


def _short(node: str | None, prefixes: Mapping[str, str]) -> str:
    text = str(node)
    return vocab.shrink(text[1:-1], prefixes) if text.startswith("<") and text.endswith(">") else text


def serialise(triples: Iterable[ox.Triple]) -> str:
    """The triples as N-Triples."""
    return "".join(f"{triple} .\n" for triple in triples)


def check_queries(project: Project, store: Store, *, claims_only: bool = False) -> list[Violation]:
    """A violation for every row of every query `ontology/checks/*-violation.rq`, or of those that look at claims."""
    violations = []
    for path in project.files(project.checks, "-violation.rq"):
        shown, text = project.show(path), project.read(path)
        if claims_only and "kg:Claim" not in text:
            continue
        try:
            rows = store.select(text)
        except BadQuery as error:
            raise BadInput(Problem(Location(shown), f"not a check: {error}", "write a SELECT query")) from None
        name = path.name.removesuffix("-violation.rq")
        for row in rows:
            focus, *rest = (_short(str(term), store.prefixes) for term in row)
            violations.append(Violation(name, focus, " ".join(rest)))
    return sorted(violations)


def prove_quotes(store: Store, articles: Mapping[str, Article]) -> tuple[int, list[Violation]]:
    """How many quotes of the store were compared with their articles, and those that are not exact."""
    proved, violations = 0, []
    prefix = store.prefixes["art"]
    rows = store.select(
        "SELECT ?claim ?article ?exact ?start ?end WHERE { ?claim a kg:Claim ; prov:wasQuotedFrom ?article ; "
        "oa:exact ?exact ; oa:start ?start ; oa:end ?end } ORDER BY ?article ?start ?claim"
    )
    for claim, source, exact, start, end in rows:
        proved += 1
        name = getattr(source, "value", "").removeprefix(prefix)
        focus = f"claim:{getattr(claim, 'value', '').removeprefix(store.prefixes['claim'])}"
        article = articles.get(name)
        words = getattr(exact, "value", "")
        first, last = _offset(start), _offset(end)
        if article is None:
            violations.append(Violation("quote", f"{name}: {focus}", "its article is not there"))
        elif first < 0 or article.body[first:last] != words:
            line = article.line_of(max(first, 0))
            where = f"{article.location.path}:{line}"
            violations.append(Violation("quote", f"{where}: {focus}", f"{words!r} does not stand there"))
    return proved, violations


def _offset(term: object) -> int:
    """An offset of the graph, -1 for what is none."""
    text = getattr(term, "value", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
