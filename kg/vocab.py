"""Takes nothing; gives the namespaces of the claim vocabulary and the minting of identifiers; touches nothing.

The claim vocabulary (`kg:`) is the same in every project. What a project talks about has namespaces of its own, which
stand in `ontology/prefixes.ttl` and are read by `kg.ontology`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping

KG = "https://w3id.org/claimgraph/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
SCHEMA = "https://schema.org/"
DCTERMS = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"
SH = "http://www.w3.org/ns/shacl#"

#: Prefixes that every query may use undeclared, beside those of the project.
PREFIXES: Mapping[str, str] = {
    "kg": KG,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "prov": PROV,
    "oa": OA,
    "schema": SCHEMA,
    "dcterms": DCTERMS,
    "dcat": DCAT,
    "void": VOID,
    "sh": SH,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "qudt": "http://qudt.org/schema/qudt/",
    "wd": "http://www.wikidata.org/entity/",
}

#: Prefixes that a project must give in `ontology/prefixes.ttl`: terms, entities, articles, claims, named graphs.
PROJECT_PREFIXES = ("", "metric", "unit", "ent", "art", "claim", "graph")

_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


def is_id(text: str) -> bool:
    """Whether the text can be the id of an entity or an article: lower-case ASCII words joined by hyphens or dots."""
    return _ID.fullmatch(text) is not None


def mint(*parts: object) -> str:
    """A stable identifier of 16 hexadecimal digits (64 bits of SHA-256) for the parts in their order.

    Parts are joined by U+001F, which no slot can contain, so that ("ab", "c") and ("a", "bc") differ.
    """
    text = "\x1f".join("" if part is None else unicodedata.normalize("NFC", str(part)) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def shrink(iri: str, prefixes: Mapping[str, str]) -> str:
    """The IRI as prefix:local by the longest namespace that fits, or unchanged in angle brackets."""
    best = max(
        (prefix for prefix, namespace in prefixes.items() if iri.startswith(namespace) and namespace != iri),
        key=lambda prefix: (len(prefixes[prefix]), prefix),
        default=None,
    )
    return f"<{iri}>" if best is None else f"{best}:{iri.removeprefix(prefixes[best])}"
