"""Takes a project; gives what lies there to be decided, and keeps it in step with the decisions; touches proposals.

Proposals that a build would take from the cache or the extractor are put into `data/proposals/` first: what is decided
on must not change under the eyes of who decides.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kg import publish
from kg.errors import BadInput, Busy, KgError, Problem, did_you_mean
from kg.extract.proposed import ProposalFile, cut_claims, entity_of, read_head, read_reading
from kg.model import Article, Claim, Newcomer, Reading, Schema
from kg.project import Project
from kg.proposals import Ground, choose, names_in, read_files
from kg.resolve import Registry
from kg.saving import Shelf, open_shelf

ORDERS = ("confidence", "text")


@dataclass(frozen=True, slots=True)
class Item:
    """A proposal with the newcomers that it names and the line of its file where it stands."""

    claim: Claim
    newcomers: tuple[Newcomer, ...]


@dataclass
class Desk:
    """The proposals that wait, with the data that they are judged by: `claims` and `registry` grow by decisions."""

    shelf: Shelf
    claims: list[Claim]
    registry: Registry
    items: list[Item] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)

    @property
    def project(self) -> Project:
        return self.shelf.project

    @property
    def schema(self) -> Schema:
        return self.shelf.schema

    @property
    def articles(self) -> dict[str, Article]:
        return dict(self.shelf.corpus.articles)

    def known(self, item: Item) -> Registry:
        """The registry with the newcomers of a proposal."""
        return self.registry.with_proposed(entity_of(one, "") for one in item.newcomers)

    def missing(self, item: Item) -> list[Newcomer]:
        """The newcomers of a proposal that nobody has registered yet."""
        return [one for one in item.newcomers if one.id not in self.registry.entities]

    def file(self, kind: str, article: str) -> Path:
        """The file of an article in a folder of data."""
        return self.project.file_of(kind, article)

    def put(self, path: Path, text: str) -> None:
        """Put one file in place, whole. Raises `KgError` where that fails."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            publish.replace_file(path, text.encode())
        except OSError as error:
            shown = self.project.show(path)
            raise KgError(f"{shown}: cannot be written ({error.strerror}); check the folder") from None

    def cut(self, article: str, ids: Collection[str]) -> None:
        """Cut claims that are decided on out of the file of proposals, all else as it stands.

        Where that would take more with it, the file stays as it is: what is decided is withheld anyway.
        """
        path = self.file("proposals", article)
        before = self.project.read(path)
        file, reading, problems = self.read(article, before)
        lines = [claim.location.line for claim in reading.claims if claim.id in ids]
        if not lines:
            return
        after = cut_claims(before, lines, file.tree.keys["claims"].line)
        try:
            _, left, still = self.read(article, after)
        except BadInput:
            return
        kept = [claim.id for claim in reading.claims if claim.id not in ids]
        if [claim.id for claim in left.claims] == kept and len(still) == len(problems):
            self.put(path, after)

    def read(self, article: str, text: str) -> tuple[ProposalFile, Reading, list[Problem]]:
        """What a text says that is to be the file of proposals of an article. Raises `BadInput`."""
        file = read_head(text, self.project.show(self.file("proposals", article)), article)
        return file, *read_reading(file, self.articles[article], self.schema, self.registry)


@contextmanager
def open_desk(project: Project, article: str | None, order: str, progress: Callable[[str], None]) -> Iterator[Desk]:
    """The desk of a project, or of one article of it. Raises `BadInput`, and `Busy` while another one is open."""
    from filelock import FileLock, Timeout

    lock = project.readings.parent / "review.lock"
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock, timeout=0):
            yield _lay_out(open_shelf(project), article, order, progress)
    except Timeout:
        raise Busy(f"{project.show(lock)}: another review is open; end it, or delete the file if none is") from None
    except OSError as error:
        raise KgError(f"{project.show(lock.parent)}: cannot be written ({error.strerror or error})") from None


def _lay_out(shelf: Shelf, article: str | None, order: str, progress: Callable[[str], None]) -> Desk:
    articles = shelf.corpus.articles
    if article is not None and article not in articles:
        raise KgError(f"no article {article!r}; {did_you_mean(article, articles, 'kg extract reads other files')}")
    wanted = {article: articles[article]} if article else dict(articles)
    desk = Desk(shelf, list(shelf.corpus.claims), shelf.registry)
    _put_into_files(desk, wanted, progress)
    for name in sorted(wanted):
        if desk.file("proposals", name).exists():
            desk.items += _items(desk, wanted[name])
    if order == "confidence":
        # Stable: what is equally sure stays in the order of the text.
        desk.items.sort(key=lambda item: -(item.claim.confidence or 0))
    return desk


def _put_into_files(desk: Desk, wanted: dict[str, Article], progress: Callable[[str], None]) -> None:
    """Save what the cache or the extractor has for articles whose file would not be used."""
    problems: list[Problem] = []
    ground = Ground(desk.project, desk.schema, desk.registry, desk.articles, tuple(desk.claims))
    files = read_files(ground, problems, [])
    if problems:
        raise BadInput(*problems)
    here = Ground(desk.project, desk.schema, desk.registry, wanted, tuple(desk.claims))
    found, _ = choose(here, {name: files[name] for name in files if name in wanted}, desk.skipped, progress)
    for name, reading in found.items():
        file = files.get(name)
        if file is None or not file.fits(wanted[name]) or file.extractor != reading.extractor:
            desk.shelf.save(wanted[name], desk.shelf.screen.pass_through(reading, wanted[name]))


def _items(desk: Desk, article: Article) -> list[Item]:
    """The proposals of an article that nobody has decided on, in the order of the text."""
    file, reading, problems = desk.read(article.id, desk.project.read(desk.file("proposals", article.id)))
    if not file.fits(article):
        return []
    desk.skipped += problems
    decided = desk.shelf.decided(reading)
    desk.cut(article.id, decided)  # where a review died between two files
    left = desk.shelf.left(reading).claims
    newcomers = {one.id: one for one in reading.newcomers}
    return [
        Item(claim, tuple(newcomers[name] for name in names_in(claim) if name in newcomers))
        for claim in sorted(left, key=lambda claim: (claim.span.start, claim.span.end))
    ]
