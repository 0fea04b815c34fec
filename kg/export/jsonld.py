"""Takes the dataset; gives JSON-LD and its context; touches nothing.

Keys are the local names of the terms and values plain strings: the context says of each key whether its values are
IRIs or literals of one datatype. The context stands in the document, which so can be read alone, and in a file of its
own.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pyoxigraph as ox

from kg import vocab
from kg.export import Dataset

_RDF_TYPE = vocab.RDF + "type"
_LANG_STRING = vocab.RDF + "langString"
_STRING = vocab.XSD + "string"
_BOOLEAN = vocab.XSD + "boolean"
_INTEGER = vocab.XSD + "integer"


def write_jsonld(dataset: Dataset) -> bytes:
    """The merged graph as one JSON-LD document, a node a line."""
    context = _context(dataset)
    keys = {entry["@id"]: (key, entry) for key, entry in context.items() if isinstance(entry, dict)}
    nodes: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for triple in _triples(dataset):
        node = nodes[_iri(triple.subject, dataset)]
        if triple.predicate.value == _RDF_TYPE:
            node["@type"].append(_iri(triple.object, dataset))
            continue
        key, entry = keys[_iri(triple.predicate, dataset)]
        node[key].append(_value(triple.object, entry.get("@type"), dataset))
    lines = [
        _dump({"@id": name, **{key: _single(values) for key, values in node.items()}}) for name, node in nodes.items()
    ]
    head = f'{{"@context": {_dump(context)},\n"@graph": [\n'
    return (head + ",\n".join(lines) + "\n]}\n").encode()


def write_context(dataset: Dataset) -> bytes:
    """The context alone."""
    return (json.dumps({"@context": _context(dataset)}, ensure_ascii=False, indent=1) + "\n").encode()


def _triples(dataset: Dataset) -> list[ox.Triple]:
    triples = {str(quad.triple): quad.triple for quad in dataset.quads}
    return [triples[key] for key in sorted(triples)]


def _context(dataset: Dataset) -> dict[str, Any]:
    """Prefixes, then a key for each predicate with the type that all its values share."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for quad in dataset.quads:
        kinds[quad.predicate.value].add(_kind(quad.object))
    context: dict[str, Any] = {prefix: namespace for prefix, namespace in sorted(dataset.prefixes.items()) if prefix}
    context[_own(dataset)] = dataset.prefixes[""]
    kinds.pop(_RDF_TYPE, None)
    taken = set(context)
    for predicate in sorted(kinds):
        short = _shrink(predicate, dataset)
        local = predicate.replace("#", "/").rpartition("/")[2]
        key = local if local not in taken else short
        taken.add(key)
        shared = kinds[predicate].pop() if len(kinds[predicate]) == 1 else ""
        typed = shared not in ("", _STRING, _LANG_STRING)
        context[key] = {"@id": short, "@type": shared} if typed else {"@id": short}
    return context


def _own(dataset: Dataset) -> str:
    """JSON-LD has no empty prefix: the project's own namespace gets the first free one of these."""
    return next(name for name in ("own", "term", "ontology") if name not in dataset.prefixes)


def _shrink(iri: str, dataset: Dataset) -> str:
    known = dataset.short_names
    if iri not in known:
        short = vocab.shrink(iri, dataset.prefixes)
        known[iri] = f"{_own(dataset)}{short}" if short.startswith(":") else short.strip("<>")
    return known[iri]


def _kind(term: Any) -> str:
    if isinstance(term, ox.Literal):
        return term.datatype.value
    return "@id"


def _iri(term: Any, dataset: Dataset) -> str:
    return _shrink(term.value, dataset) if isinstance(term, ox.NamedNode) else str(term)


def _value(term: Any, shared: str | None, dataset: Dataset) -> Any:
    if not isinstance(term, ox.Literal):
        short = _iri(term, dataset)
        return short if shared == "@id" else {"@id": short}
    if shared == term.datatype.value:
        return term.value
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == _STRING:
        return term.value
    return {"@value": term.value, "@type": term.datatype.value}


def _single(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
