"""Takes articles, the schema and the registry; gives claims; touches nothing.

A drawer: one module an extractor. `reviewed` reads the claims that people wrote; its work is to prove them against the
article. `proposed` does the same for what a program reads, `judged` withholds what people have decided on, `written`
writes all of it. The others read articles that nobody has read: a new one is a module with
`open_extractor(schema, registry)`, `VERSION` (such as "patterns/2") and `identify()`, and a line in `EXTRACTORS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, Protocol, cast

from kg.errors import KgError, did_you_mean
from kg.model import Article, Reading, Schema
from kg.resolve import Registry

#: The extractors by name; each is imported only when it is opened.
EXTRACTORS: dict[str, str] = {"patterns": "kg.extract.patterns", "llm": "kg.extract.llm"}
#: The extractor that a build uses.
DEFAULT = "patterns"


class Extractor(Protocol):
    """What reads articles. `id` names program and model with their versions: the same id reads the same."""

    @property
    def id(self) -> str: ...

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """What each article says, in their order, without keeping them."""
        ...


def open_extractor(name: str, schema: Schema, registry: Registry) -> Extractor:
    """The extractor of that name, ready to read. Raises `KgError` for an unknown one or where something is missing."""
    if name not in EXTRACTORS:
        raise KgError(f"no extractor is called {name!r}; {did_you_mean(name, EXTRACTORS)}")
    try:
        module = import_module(EXTRACTORS[name])
        return cast(Extractor, module.open_extractor(schema, registry))
    except ModuleNotFoundError as error:
        extra = "llm" if name == "llm" else "nlp"
        raise KgError(f"extractor {name}: {error.name} is missing; pip install 'claimgraph[{extra}]'") from None


def identify(name: str) -> str | None:
    """The id that the extractor would have, without loading its libraries; None where they are not installed."""
    found: str | None = _attribute(name, "identify", lambda: None)()
    return found


def version_of(name: str) -> str | None:
    """Name and version of the extractor without its models, the first word of its id; None where there is none."""
    found: str | None = _attribute(name, "VERSION", None)
    return found


def _attribute(name: str, attribute: str, otherwise: Any) -> Any:
    try:
        return getattr(import_module(EXTRACTORS[name]), attribute, otherwise)
    except ModuleNotFoundError:
        return otherwise
