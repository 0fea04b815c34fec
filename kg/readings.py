"""Takes articles and the name of an extractor; gives its readings, proved; touches only the cache in `.cache/`.

Many articles are read on all cores, in processes that are spawned and not forked. A reading is cached under what it
depends on: the article, the id of the extractor and its code, the terms and patterns of the ontology, and the registry;
so what is cached never ages, and the cache can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import cache
from pathlib import Path

from kg import extract, publish
from kg.errors import BadInput, KgError
from kg.extract.proposed import fingerprint, prove, read_head, read_reading, write_reading
from kg.model import Article, Reading, Schema
from kg.project import MAX_BYTES, Project
from kg.resolve import Registry

#: Below so many characters in all, starting another process costs more than it saves.
_WORTH_A_PROCESS = 120_000
_CHUNK = 8
Progress = Callable[[str], None]


class Cache:
    """The readings of one extractor under one ontology and registry that are kept in a project's cache."""

    def __init__(self, project: Project, extractor: str, schema: Schema, registry: Registry) -> None:
        self.project = project
        self.schema = schema
        self.registry = registry
        self.base = _digest(extractor, _code(), _terms(schema), _names(registry))

    def path(self, article: Article) -> Path:
        key = _digest(self.base, article.id, article.title, article.language, *fingerprint(article))
        return self.project.readings / f"{key}.yaml"

    def get(self, article: Article) -> Reading | None:
        """The reading of an article, None where there is none that is whole."""
        path = self.path(article)
        try:
            if path.stat().st_size > MAX_BYTES:
                return None
            file = read_head(path.read_text("utf-8"), self.project.show(path), article.id)
            reading, problems = read_reading(file, article, self.schema, self.registry)
        except (OSError, UnicodeDecodeError, BadInput):
            return None
        return None if problems else reading

    def put(self, reading: Reading, article: Article) -> None:
        """Keep a reading; a folder that cannot be written keeps nothing, which costs time and changes no result."""
        with suppress(OSError):
            path = self.path(article)
            path.parent.mkdir(parents=True, exist_ok=True)
            publish.replace_file(path, write_reading(reading, article).encode())


def stream(
    articles: Iterable[Article], schema: Schema, registry: Registry, name: str
) -> Iterator[tuple[Article, Reading]]:
    """Each article with its reading, one after the other, in memory that does not grow with their number."""
    return _read(extract.open_extractor(name, schema, registry), articles, schema, registry)


def _read(
    extractor: extract.Extractor, articles: Iterable[Article], schema: Schema, registry: Registry
) -> Iterator[tuple[Article, Reading]]:
    waiting: deque[Article] = deque()

    def pass_on() -> Iterator[Article]:
        for article in articles:
            waiting.append(article)
            yield article

    for reading in extractor.read(pass_on()):
        article = waiting.popleft()
        if article.id != reading.article:
            raise KgError(f"extractor {extractor.id}: gave a reading of {reading.article} for {article.id}")
        yield article, prove(reading, article, schema, registry)


def read_all(
    articles: Sequence[Article], schema: Schema, registry: Registry, name: str, progress: Progress
) -> Iterator[tuple[Article, Reading]]:
    """The same for articles that are held anyway, in their order, on as many cores as are worth it."""
    characters = sum(len(article.body) for article in articles)
    workers = min(os.cpu_count() or 1, 1 + characters // _WORTH_A_PROCESS, len(articles))
    many = workers > 1
    read = (
        _in_processes(articles, schema, registry, name, workers) if many else stream(articles, schema, registry, name)
    )
    for number, pair in enumerate(read, start=1):
        progress(f"reading articles: {number} of {len(articles)}")
        yield pair


def _in_processes(
    articles: Sequence[Article], schema: Schema, registry: Registry, name: str, workers: int
) -> Iterator[tuple[Article, Reading]]:
    from multiprocessing import get_context

    chunks = [articles[at : at + _CHUNK] for at in range(0, len(articles), _CHUNK)]
    settings = (dict(extract.EXTRACTORS), name, schema, registry)
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, settings)
    try:
        for future in [pool.submit(_work, chunk) for chunk in chunks]:
            yield from future.result()
    except BrokenProcessPool:
        raise KgError(f"extractor {name}: a process that read articles died; try again with more memory") from None
    finally:
        pool.shutdown(cancel_futures=True)


#: What a process of its own reads with, opened at its first work, so that an error in opening reaches the parent.
_settings: list[tuple[str, Schema, Registry]] = []
_opened: list[extract.Extractor] = []


def _start(table: dict[str, str], name: str, schema: Schema, registry: Registry) -> None:
    """Make a new process ready: it has imported this module and knows nothing else of its parent."""
    extract.EXTRACTORS.update(table)
    _settings[:] = [(name, schema, registry)]


def _work(chunk: Sequence[Article]) -> list[tuple[Article, Reading]]:
    name, schema, registry = _settings[0]
    if not _opened:
        _opened.append(extract.open_extractor(name, schema, registry))
    return list(_read(_opened[0], chunk, schema, registry))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


@cache
def _code() -> str:
    """A hash over the extractors themselves, so that whoever works on one need not think of the cache."""
    folder, digest = Path(extract.__file__).parent, hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _terms(schema: Schema) -> str:
    """All of the ontology that a reading depends on, as text."""
    properties = [
        (one.name, one.kind, one.label, one.domain, one.range, one.units, one.patterns, one.cues)
        for _, one in sorted(schema.properties.items())
    ]
    classes = [(one.name, one.label, one.parents) for _, one in sorted(schema.classes.items())]
    scopes = sorted((one.name, one.kind, one.range) for one in schema.scopes.values())
    concepts = sorted((scheme, tuple(sorted(known))) for scheme, known in schema.concepts.items())
    units = (sorted(schema.units.items()), sorted(schema.unit_names.items()), sorted(schema.unit_labels.items()))
    return repr((properties, classes, scopes, concepts, units))


def _names(registry: Registry) -> str:
    """All of the registry that a reading depends on, as text."""
    return repr(
        sorted(
            (one.id, one.type, one.label, one.zh, one.aliases, one.different_from) for one in registry.entities.values()
        )
    )
