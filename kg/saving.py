"""Takes a project; gives what is extracted and reviewed a place in it; touches `data/proposals/`.

What is saved is what is left to decide: claims that are reviewed already, or judged, are not proposed again. A file is
put in place whole or not at all, and one that would not change is not touched.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kg import publish
from kg.corpus import Corpus, read_corpus
from kg.errors import BadInput, KgError, Location, Problem
from kg.extract.judged import Judgement, decisions, read_judgements, withhold
from kg.extract.proposed import write_reading
from kg.model import Article, Reading, Schema
from kg.ontology import Ontology, read_ontology
from kg.project import Project
from kg.resolve import Registry
from kg.screen import Screen
from kg.sources import loose


@dataclass(frozen=True)
class Shelf:
    """A project with its schema and its reviewed data."""

    project: Project
    ontology: Ontology
    corpus: Corpus

    @property
    def schema(self) -> Schema:
        return self.ontology.schema

    @cached_property
    def screen(self) -> Screen:
        """The checks that claims must pass."""
        return Screen(self.project, self.ontology, self.corpus)

    @property
    def registry(self) -> Registry:
        return self.corpus.registry

    @cached_property
    def homes(self) -> dict[Path, Article]:
        """The articles of the project by their files."""
        return {self.project.root / one.location.path: one for one in self.corpus.articles.values()}

    def find(self, names: tuple[str, ...], given: loose.Given, fail: Callable[[KgError], None]) -> Iterator[Article]:
        """The articles of files, folders, ids and `-`; without names all that have no reviewed claims, or proposals.

        What cannot be read is told to `fail`, and the next is read.
        """
        if not names:
            yield from self._all()
        for name in names:
            try:
                yield from self._named(name, given, fail)
            except KgError as error:
                fail(error)

    def _all(self) -> Iterator[Article]:
        reviewed = {claim.article for claim in self.corpus.claims}
        for article in self.corpus.articles.values():
            if article.id not in reviewed or self.path(article).exists():
                yield article

    def _named(self, name: str, given: loose.Given, fail: Callable[[KgError], None]) -> Iterator[Article]:
        if name == "-":
            yield loose.read_stream(sys.stdin.buffer, given)
            return
        path = Path(name)
        if not _exists(name):
            article = self.corpus.articles.get(name)
            if article is None:
                raise BadInput(Problem(Location(name), "no such file, folder or article", "check the name"))
            yield article
            return
        count = 0
        for one in loose.walk(path):
            count += 1
            try:
                yield self.homes.get(one.resolve()) or loose.read_file(one, given)
            except KgError as error:
                fail(error)
        if not count:
            raise BadInput(Problem(Location(name), f"no file ends with {', '.join(loose.ENDINGS)}", "check the folder"))

    def path(self, article: Article) -> Path:
        return self.project.file_of("proposals", article.id)

    def left(self, reading: Reading) -> Reading:
        """The reading without what a person has decided on. Raises `BadInput` for a damaged file of judgements."""
        reviewed = [claim for claim in self.corpus.claims if claim.article == reading.article]
        return withhold(reading, reviewed, self.judged(reading.article))

    def decided(self, reading: Reading) -> dict[str, str]:
        """The ids of the claims of a reading that a person has decided on."""
        reviewed = [claim for claim in self.corpus.claims if claim.article == reading.article]
        return decisions(reading, reviewed, self.judged(reading.article))

    def judged(self, article: str) -> list[Judgement]:
        path = self.project.file_of("judgements", article)
        return read_judgements(self.project.read(path), self.project.show(path)) if path.exists() else []

    def save(self, article: Article, reading: Reading) -> int:
        """Put the proposals of an article of the project in place; how many they are. Raises `KgError`."""
        if self.corpus.articles.get(article.id) != article:
            message = "not an article of the project, where proposals could be saved"
            raise BadInput(Problem(article.location, message, "add it first: kg add FILE"))
        # Only the extractor's own counts are kept: what is withheld here is told by the data themselves.
        left = replace(self.left(reading), dropped=reading.dropped)
        path, content = self.path(article), write_reading(left, article).encode()
        try:
            if not path.exists() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                publish.replace_file(path, content)
        except OSError as error:
            raise KgError(
                f"{self.project.show(path)}: cannot be written ({error.strerror}); check the folder"
            ) from None
        return len(left.claims)


def _exists(name: str) -> bool:
    """Whether a text from the command line names a file or a folder; it may be no name at all."""
    try:
        return bool(name) and Path(name).exists()
    except (OSError, ValueError):
        return False


def open_shelf(project: Project) -> Shelf:
    """A project without what is proposed in it. Raises `BadInput` where its data are faulty."""
    ontology = read_ontology(project)
    corpus, problems = read_corpus(project, ontology.schema, reviewed_only=True)
    if problems:
        raise BadInput(*problems)
    return Shelf(project, ontology, corpus)
