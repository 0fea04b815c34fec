"""Takes an article, the schema and the registry; gives claims; touches nothing.

A drawer: one module an extractor, one line in its table. `reviewed` reads the claims that people wrote; its work is to
prove them against the article. `proposed` does the same for what a program reads, `written` writes both.

A module of the table gives `VERSION` (such as "patterns/1"), `identify()` and `open_extractor(schema, registry)`, and
imports its libraries late.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.model import Article, Reading, Schema
    from kg.resolve import Registry

#: The extractor that a build uses.
DEFAULT = "patterns"
#: Extractors: name -> module.
EXTRACTORS: dict[str, str] = {"patterns": "kg.extract.patterns", "llm": "kg.extract.llm"}


class Extractor(Protocol):
    """Reads articles one after the other, in memory that does not grow with their number, and keeps their order."""

    @property
    def id(self) -> str:
        """Name and version of the extractor and of the models that its readings depend on."""

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """A reading for each article, in their order."""


def open_extractor(name: str, schema: Schema, registry: Registry) -> Extractor:
    """The extractor of a name, ready to read. Raises `KgError` where a library or a model of it is missing."""
    try:
        found: Extractor = import_module(EXTRACTORS[name]).open_extractor(schema, registry)
    except ModuleNotFoundError as error:
        extra = "llm" if name == "llm" else "nlp"
        raise KgError(f"extractor {name}: {error.name} is missing; pip install 'claimgraph[{extra}]'") from None
    return found


def identify(name: str) -> str | None:
    """The id that the extractor would have, without loading its libraries; None where they are not installed."""
    try:
        found: str | None = import_module(EXTRACTORS[name]).identify()
    except ModuleNotFoundError:
        return None
    return found


def version_of(name: str) -> str | None:
    """Name and version of the extractor without its models, the first word of its id; None where there is none."""
    try:
        found: str = import_module(EXTRACTORS[name]).VERSION
    except ModuleNotFoundError:
        return None
    return found
