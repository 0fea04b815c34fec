"""Takes an article, the schema and the registry; gives claims; touches nothing.

A drawer: one module an extractor, one line in the table, imported when it is asked for. `reviewed` reads the claims
that people wrote; its work is to prove them against the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Protocol

from kg.errors import KgError, did_you_mean
from kg.model import Article, Reading, Schema
from kg.resolve import Registry

#: Extractor -> its module, whose `open_extractor(schema, registry)` makes one ready.
EXTRACTORS: Mapping[str, str] = {"llm": "kg.extract.llm", "patterns": "kg.extract.patterns"}


class Extractor(Protocol):
    """What reads articles. `id` names it with everything that its readings depend on."""

    id: str

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """A reading for each article, in their order, one at a time."""
        ...


def open_extractor(name: str, schema: Schema, registry: Registry) -> Extractor:
    """The extractor of that name, ready to read. Raises `KgError` for an unknown one and for what it lacks."""
    if name not in EXTRACTORS:
        mend = did_you_mean(name, EXTRACTORS, f"there are {', '.join(sorted(EXTRACTORS))}")
        raise KgError(f"no extractor {name!r}; {mend}")
    found: Extractor = import_module(EXTRACTORS[name]).open_extractor(schema, registry)
    return found
