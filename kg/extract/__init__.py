"""Takes articles, the schema and the registry; gives claims; touches nothing.

A drawer: one module an extractor. `reviewed` reads the claims that people wrote; its work is to prove them against the
article. The others read articles that nobody has read: a new one is a module with `open_extractor(schema, registry)`
and a line in `EXTRACTORS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Protocol, cast

from kg.errors import KgError, did_you_mean
from kg.model import Article, Reading, Schema
from kg.resolve import Registry

#: The extractors by name; each is imported only when it is opened.
EXTRACTORS = {"patterns": "kg.extract.patterns", "llm": "kg.extract.llm"}
DEFAULT = "patterns"


class Extractor(Protocol):
    """What reads articles. `id` names program and model with their versions: the same id reads the same."""

    id: str

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """What each article says, in their order, without keeping them."""
        ...


def open_extractor(name: str, schema: Schema, registry: Registry) -> Extractor:
    """The extractor of that name, ready to read. Raises `KgError` for an unknown one or where something is missing."""
    if name not in EXTRACTORS:
        raise KgError(f"no extractor is called {name!r}; {did_you_mean(name, EXTRACTORS)}")
    module = import_module(EXTRACTORS[name])
    return cast(Extractor, module.open_extractor(schema, registry))
