"""Takes files and what people know of them; gives articles in the project; touches `data/`.

That is `data/articles/` and, for a publisher that is not registered, one file of `data/entities/`.

The way of a file: raw bytes -> draft -> is it here already? -> metadata -> article, written whole or not at all.
Publishers are registered first, so that a crash in between leaves a publisher too many and never an article that the
build refuses.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from kg import strictyaml, times
from kg.errors import BadInput, KgError
from kg.intake.publishers import Publishers
from kg.project import Project
from kg.sources import drafts
from kg.sources.compose import change_head, compose, make_id, prove, write_new
from kg.sources.draft import Draft
from kg.sources.language import MissingExtra, identify
from kg.sources.likeness import Index, Match, Print, take_print
from kg.sources.markdown import is_address, is_language
from kg.sources.raw import Raw, read_file
from kg.vocab import is_id

#: What is written for a language that neither the text nor anybody tells (ISO 639-2).
_UNDETERMINED = "und"


class Known(KgError):
    """The article is nearly identical to one that is there."""


@dataclass(frozen=True, slots=True)
class Given:
    """What people say of an article; it goes before what the file says."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_basis: str | None = None
    language: str | None = None
    url: str | None = None
    id: str | None = None

    def check(self) -> None:
        """Raise `KgError` for a value that no article can have."""
        for name in ("title", "publisher", "published", "language", "url", "id"):
            value = getattr(self, name)
            if value is not None and (not value.strip() or not value.isprintable()):
                raise KgError(f"--{name} {value!r}: empty, or with signs that cannot be printed; write it out")
        if self.published is not None:
            try:
                times.read(self.published)
            except ValueError as error:
                raise KgError(f"--published: {error}; write 2026, 2026-02 or 2026-02-06") from None
        if self.language is not None and not is_language(self.language):
            raise KgError(f"--language: {self.language!r} is no language; write a tag like en or zh-Hans")
        if self.url is not None and not is_address(self.url):
            raise KgError(f"--url: {self.url!r} is no web address; write http(s)://...")
        if self.id is not None and not is_id(self.id):
            raise KgError(f"--id: {self.id!r} cannot be an id; use lower-case letters, digits and hyphens")


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file: its article's path and text, or the article that is identical (`known`)."""

    path: Path
    text: str
    known: bool = False
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass
class Intake:
    """Adds files to a project, one after the other; holds what is known of its articles and its registry."""

    project: Project
    given: Given = Given()
    publisher_type: str | None = None
    anyway: bool = False
    dry: bool = False
    ask: Callable[[Draft], Draft] = field(default=lambda draft: draft)

    def __post_init__(self) -> None:
        self.given.check()
        self._index = Index()
        self._paths: dict[str, Path] = {}
        self._claims = {path.stem for path in self.project.files(self.project.claims, ".yaml")}
        for path in self.project.files(self.project.articles, ".md"):
            self._paths[path.stem] = path
            if body := _body(path):
                self._index.add(path.stem, take_print(body))
        self._publishers = Publishers(self.project, self.publisher_type, self.dry)

    def add(self, raw: Raw) -> Added:
        """The article of a file, written. Raises `KgError` for what cannot become one, and `Known`."""
        draft = drafts.read(raw)
        taken = take_print(draft.body)
        if known := self._known(raw, taken):
            return known
        draft = self.ask(_overridden(draft, self.given))
        title = " ".join((draft.title or "").split())
        publisher = " ".join((draft.publisher or "").split()) or None
        if not title:
            raise raw.fail("no title was found", "give it with --title")
        remarks = [*draft.remarks]
        language = self._language(draft, remarks)
        article_id = self._id(raw, draft, title)
        draft = replace(draft, title=title, publisher=publisher, language=language, id=article_id)
        text = self._text(draft)
        prove(text, article_id, draft.body)
        path = self.project.articles / f"{article_id}.md"
        if draft.publisher:
            remarks += self._publishers.register(raw, draft.publisher)
        if not self.dry:
            write_new(path, text)
        self._paths[article_id] = path
        self._index.add(article_id, taken)
        missing = [name for name in ("publisher", "published") if not getattr(draft, name)]
        return Added(path, text, missing=tuple(missing), remarks=tuple(remarks))

    # --- is it here already? -----------------------------------------------------------------------------------------

    def _known(self, raw: Raw, taken: Print) -> Added | None:
        match: Match | None = self._index.find(taken)
        if match is None:
            return None
        path = self._paths[match.id]
        if match.identical:
            return Added(path, "", known=True)
        if self.anyway:
            return None
        shown = self.project.show(path)
        raise Known(f"{raw.name}: {int(match.likeness * 100)}% the same as {shown}; take it all the same with --anyway")

    # --- metadata ----------------------------------------------------------------------------------------------------

    def _language(self, draft: Draft, remarks: list[str]) -> str | None:
        if draft.language:
            return draft.language
        try:
            found = identify(draft.body)
        except MissingExtra as error:
            if draft.head is not None:  # the reader has a default for it
                remarks.append(f"no language is named, and {error}")
                return None
            if draft.declared is None:
                raise KgError(f"{error}, or give --language") from None
            return draft.declared
        if found and draft.declared and draft.declared.partition("-")[0].casefold() == found:
            return draft.declared
        if found is None and draft.declared is None:
            if draft.head is not None:
                return None
            remarks.append("the language could not be told; give it with --language")
        return found or draft.declared or _UNDETERMINED

    def _id(self, raw: Raw, draft: Draft, title: str) -> str:
        chosen = self.given.id or draft.id or (raw.stem if draft.head is not None and is_id(raw.stem) else None)
        taken = {*self._paths, *self._claims}
        if chosen is None:
            return make_id(title, draft.published, taken)
        if chosen in self._paths:
            where = self.project.show(self._paths[chosen])
            raise raw.fail(f"{where} is another article of that id", "give another with --id")
        return chosen

    def _text(self, draft: Draft) -> str:
        slots = {key: getattr(draft, key) for key in ("id", "title", "publisher", "published", "language", "url")}
        if draft.head is not None:
            changed = {key: value for key, value in slots.items() if value and getattr(self.given, key)}
            if "published" in changed or self.given.published_basis:
                changed["published_basis"] = draft.published_basis or "stated"
            head = strictyaml.parse(draft.head, "front matter")
            named = isinstance(head, strictyaml.Mapping) and head.text("language") is not None
            if draft.language and not named:
                changed["language"] = draft.language
            return f"---\n{change_head(draft.head, changed)}---\n{draft.body}"
        if draft.published:
            slots["published_basis"] = draft.published_basis or "stated"
        if draft.url is None:
            del slots["url"]
        return compose({**slots, "ingested": _today().isoformat()}, draft.body)


def _overridden(draft: Draft, given: Given) -> Draft:
    said = {key: value for key in Given.__slots__ if (value := getattr(given, key)) is not None}
    if "published" in said:
        said.setdefault("published_basis", "stated")
    return replace(draft, **said)


def _body(path: Path) -> str:
    """The body of a file in `data/articles/`, as far as it can be told; a faulty one is the build's affair."""
    try:
        text = read_file(path).text()
    except BadInput:
        return ""
    return re.split(r"\n---\n", text, maxsplit=1)[-1]


def _today() -> date:
    """The day in UTC; SOURCE_DATE_EPOCH stands in for the clock where builds must be repeatable."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() else datetime.now(UTC).date()
